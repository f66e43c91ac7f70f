import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { PlainReason } from '../../shared/errorReasons.ts';
import { AppError } from '../../shared/errors.ts';

export type Limit = { points: number; seconds: number };

/** Limits per address group unless noted. They suffice for an office or school behind one address. */
export const RATE_LIMITS = {
  api: { points: 1_200, seconds: 60 },
  join: { points: 300, seconds: 60 },
  /** Calendars that read a feed. Services read the feeds of many members from few addresses. */
  calendar: { points: 600, seconds: 60 },
  /** Setup, invitation, and password reset links. */
  links: { points: 30, seconds: 60 },
  signIn: { points: 30, seconds: 60 },
  /** Entries of the audit log about failed sign-ins. */
  failedSignIn: { points: 1, seconds: 10 * 60 },
  /** Requests for an emailed link to choose a new password. */
  resetMail: { points: 20, seconds: 60 * 60 },
  changePassword: { points: 20, seconds: 15 * 60 },
  /** Codes of a second factor by a member who is signed in, per member. */
  secondFactor: { points: 10, seconds: 15 * 60 },
  /** Wrong passwords, per account and address group. */
  password: { points: 10, seconds: 15 * 60 },
  /** Wrong passwords, per account. High, because using it up locks out the account's owner. */
  account: { points: 100, seconds: 60 * 60 },
  /** Wrong passwords in a browser that has signed in before, in place of the three limits above. */
  device: { points: 10, seconds: 15 * 60 },
  /** `handshake` limits new sockets, and `connect` limits attempts to prove an identity on a socket. */
  handshake: { points: 1_200, seconds: 60 },
  connect: { points: 1_200, seconds: 60 },
  /** High, because players request many parts of a recording. */
  media: { points: 12_000, seconds: 60 },
  practiceOpen: { points: 600, seconds: 60 },
  practice: { points: 120, seconds: 60 * 60 },
  practiceNewDevice: { points: 60, seconds: 60 * 60 },
  /** Per browser and address group. */
  practiceDevice: { points: 20, seconds: 24 * 60 * 60 },
  practiceMail: { points: 20, seconds: 24 * 60 * 60 },
  /** Emails to an address that a visitor typed, per email address. */
  strangerMail: { points: 5, seconds: 24 * 60 * 60 },
  /** Tests of messages about interviews, per member. */
  messageTest: { points: 20, seconds: 60 * 60 },
  /** Per practice attempt. */
  practicePlace: { points: 150, seconds: 60 },
  /** Per practice attempt. */
  practiceNote: { points: 120, seconds: 60 },
  /** Per private page of a practicing candidate. */
  practiceArchive: { points: 6, seconds: 10 * 60 },
  /** Per proof of work. Outlasts the proof, so that each proof works only once. */
  practiceProof: { points: 1, seconds: 15 * 60 },
  /** Public pages that are rendered on request. */
  site: { points: 300, seconds: 60 },
  /** Checks of whole files of candidates. */
  imports: { points: 120, seconds: 60 },
  /** Searches in transcripts. */
  search: { points: 240, seconds: 60 },
  reportPdf: { points: 20, seconds: 60 },
  // Requests over sockets, per person.
  requests: { points: 1_200, seconds: 10 },
  requestsOfPage: { points: 300, seconds: 10 },
  /** Limited, because each connection writes an arrival and a departure and gets the whole view. */
  arrival: { points: 120, seconds: 60 },
  consent: { points: 20, seconds: 60 },
  presence: { points: 120, seconds: 60 },
  recruiter: { points: 60, seconds: 30 },
  drafts: { points: 120, seconds: 30 },
  tracks: { points: 240, seconds: 60 },
  /** Versions of lines that a captioner types, several per second. */
  captions: { points: 240, seconds: 30 },
  text: { points: 30, seconds: 30 },
  view: { points: 30, seconds: 10 },
  chat: { points: 30, seconds: 10 },
  kit: { points: 30, seconds: 10 },
  review: { points: 30, seconds: 10 },
  setup: { points: 60, seconds: 120 },
  connectionTest: { points: 30, seconds: 60 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof RATE_LIMITS;

/** Counts uses in Redis for all servers together, or in memory if there is no Redis. */
export class RateLimits {
  readonly #limiters = new Map<LimitName, RateLimiterAbstract>();
  readonly #redis: Redis | undefined;
  readonly #limits: Record<LimitName, Limit>;

  constructor(
    options: { redis?: Redis | undefined; limits?: Partial<Record<LimitName, Limit>> | undefined } = {},
  ) {
    this.#redis = options.redis;
    this.#limits = { ...RATE_LIMITS, ...options.limits };
  }

  /** Takes one point. Throws `rate-limited` with the time to wait. */
  async spend(name: LimitName, key: string, reason?: PlainReason): Promise<void> {
    try {
      await this.#limiterOf(name).consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new AppError('rate-limited', reason, { details: { retryAfterMs: error.msBeforeNext } });
    }
  }

  async refund(name: LimitName, key: string): Promise<void> {
    await this.#limiterOf(name).reward(key);
  }

  async forget(name: LimitName, key: string): Promise<void> {
    await this.#limiterOf(name).delete(key);
  }

  #limiterOf(name: LimitName): RateLimiterAbstract {
    const limiter = this.#limiters.get(name) ?? createLimiter(name, this.#limits[name], this.#redis);
    this.#limiters.set(name, limiter);
    return limiter;
  }
}

function createLimiter(name: LimitName, limit: Limit, redis: Redis | undefined): RateLimiterAbstract {
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
