import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors.ts';

/** How many per how many seconds. */
export interface Limit {
  points: number;
  seconds: number;
}

/**
 * `api`, `join`, `links` (setup, invitations and resets), `changePassword`, `signIn`, `handshake` (a transport) and `connect` (a proof shown over one, of
 * which a transport carries any number), `media` (a piece of a recording: a player asks for many), `site` (a public page that is drawn for this request alone) and `reportPdf` (a report that is printed) count per address group; the numbers leave room for an office or a school behind one. `password` counts wrong passwords per account and address group; `account` per account
 * alone, and far more of them, because spending these locks out others for a while; not the holder in a browser that was
 * signed in before, which has `device` instead of all three.
 *
 * Of strangers who practice, `practiceOpen` (looks at a private page, and challenges), `practice` (attempts), `practiceNewDevice` (attempts from
 * browsers that did not practice before) and `practiceMail` (messages that they have sent) count per address group; `practiceDevice` counts
 * attempts per browser and address group, so that a school behind one address is not shut out; `strangerMail` counts messages to addresses
 * that strangers typed per receiver; `practicePlace` and `practiceNote` count per attempt, `practiceArchive` per page; `practiceProof` counts
 * per proof, which is good once for longer than it lasts.
 */
export const RATE_LIMITS = {
  api: { points: 1_200, seconds: 60 },
  join: { points: 300, seconds: 60 },
  links: { points: 30, seconds: 60 },
  signIn: { points: 30, seconds: 60 },
  changePassword: { points: 20, seconds: 15 * 60 },
  password: { points: 10, seconds: 15 * 60 },
  account: { points: 100, seconds: 60 * 60 },
  device: { points: 10, seconds: 15 * 60 },
  handshake: { points: 1_200, seconds: 60 },
  connect: { points: 1_200, seconds: 60 },
  media: { points: 12_000, seconds: 60 },
  practiceOpen: { points: 600, seconds: 60 },
  practice: { points: 120, seconds: 60 * 60 },
  practiceNewDevice: { points: 60, seconds: 60 * 60 },
  practiceDevice: { points: 20, seconds: 24 * 60 * 60 },
  practiceMail: { points: 20, seconds: 24 * 60 * 60 },
  strangerMail: { points: 5, seconds: 24 * 60 * 60 },
  practicePlace: { points: 150, seconds: 60 },
  practiceNote: { points: 120, seconds: 60 },
  practiceArchive: { points: 6, seconds: 10 * 60 },
  practiceProof: { points: 1, seconds: 15 * 60 },
  site: { points: 300, seconds: 60 },
  reportPdf: { points: 20, seconds: 60 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof RATE_LIMITS;

/** Counts in Redis where there is one, so that several servers count together; in memory otherwise and while Redis is down. */
export class RateLimits {
  readonly #limiters: Record<LimitName, RateLimiterAbstract>;

  constructor(
    options: { redis?: Redis | undefined; limits?: Partial<Record<LimitName, Limit>> | undefined } = {},
  ) {
    const make = (name: LimitName) =>
      limiter(name, options.limits?.[name] ?? RATE_LIMITS[name], options.redis);
    this.#limiters = {
      api: make('api'),
      join: make('join'),
      links: make('links'),
      signIn: make('signIn'),
      changePassword: make('changePassword'),
      password: make('password'),
      account: make('account'),
      device: make('device'),
      handshake: make('handshake'),
      connect: make('connect'),
      media: make('media'),
      practiceOpen: make('practiceOpen'),
      practice: make('practice'),
      practiceNewDevice: make('practiceNewDevice'),
      practiceDevice: make('practiceDevice'),
      practiceMail: make('practiceMail'),
      strangerMail: make('strangerMail'),
      practicePlace: make('practicePlace'),
      practiceNote: make('practiceNote'),
      practiceArchive: make('practiceArchive'),
      practiceProof: make('practiceProof'),
      site: make('site'),
      reportPdf: make('reportPdf'),
    };
  }

  /** Throws `rate-limited` with the time to wait. */
  async spend(name: LimitName, key: string): Promise<void> {
    try {
      await this.#limiters[name].consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new AppError('rate-limited', 'Too many tries. Please wait a moment, then try again.', {
        details: { retryAfterMs: error.msBeforeNext },
      });
    }
  }

  /** Gives one back for a try that turned out to be right. */
  async refund(name: LimitName, key: string): Promise<void> {
    await this.#limiters[name].reward(key);
  }

  async forget(name: LimitName, key: string): Promise<void> {
    await this.#limiters[name].delete(key);
  }
}

function limiter(name: LimitName, limit: Limit, redis: Redis | undefined): RateLimiterAbstract {
  const settings = { keyPrefix: `limit:${name}`, points: limit.points, duration: limit.seconds };
  const inMemory = new RateLimiterMemory(settings);
  if (!redis) return inMemory;
  return new RateLimiterRedis({
    ...settings,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: inMemory,
  });
}
