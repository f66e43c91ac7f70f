import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { PlainReason } from '../../shared/errorReasons.ts';
import { AppError } from '../../shared/errors.ts';

/** Allows `points` requests per `seconds`. */
export interface Limit {
  points: number;
  seconds: number;
}

/** Limits count per address group unless noted. They leave room for an office or a school behind one address. */
export const RATE_LIMITS = {
  api: { points: 1_200, seconds: 60 },
  join: { points: 300, seconds: 60 },
  /** Setup, invitation, and password reset links. */
  links: { points: 30, seconds: 60 },
  signIn: { points: 30, seconds: 60 },
  changePassword: { points: 20, seconds: 15 * 60 },
  /** Wrong passwords, per account and address group. */
  password: { points: 10, seconds: 15 * 60 },
  /** Wrong passwords, per account. High, because an attacker who uses it up locks out others until it refills. */
  account: { points: 100, seconds: 60 * 60 },
  /** Wrong passwords in a browser that signed in to the account before, in place of the three limits above. */
  device: { points: 10, seconds: 15 * 60 },
  /** Transports of sockets. */
  handshake: { points: 1_200, seconds: 60 },
  /** Proofs of identity. A transport can carry any number of them. */
  connect: { points: 1_200, seconds: 60 },
  /** Parts of recordings. A player requests many. */
  media: { points: 12_000, seconds: 60 },
  /** Requests to private practice pages, and challenges. */
  practiceOpen: { points: 600, seconds: 60 },
  /** Practice attempts. */
  practice: { points: 120, seconds: 60 * 60 },
  /** Practice attempts from browsers that have not practiced before. */
  practiceNewDevice: { points: 60, seconds: 60 * 60 },
  /** Practice attempts per browser and address group, so that people behind one address do not use up each other's share. */
  practiceDevice: { points: 20, seconds: 24 * 60 * 60 },
  practiceMail: { points: 20, seconds: 24 * 60 * 60 },
  /** Messages to an address that a visitor typed, per receiver. */
  strangerMail: { points: 5, seconds: 24 * 60 * 60 },
  /** Per attempt. */
  practicePlace: { points: 150, seconds: 60 },
  /** Per attempt. */
  practiceNote: { points: 120, seconds: 60 },
  /** Per private page. */
  practiceArchive: { points: 6, seconds: 10 * 60 },
  /** Per proof, which can be used once: the window is longer than its lifetime. */
  practiceProof: { points: 1, seconds: 15 * 60 },
  /** Public pages rendered for one request. */
  site: { points: 300, seconds: 60 },
  reportPdf: { points: 20, seconds: 60 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof RATE_LIMITS;

/** Counts in Redis if it is configured, so that servers count together; otherwise, and while Redis is down, in memory. */
export class RateLimits {
  readonly #limiters = new Map<LimitName, RateLimiterAbstract>();
  readonly #redis: Redis | undefined;
  readonly #limits: Record<LimitName, Limit>;

  constructor({
    redis,
    limits,
  }: { redis?: Redis | undefined; limits?: Partial<Record<LimitName, Limit>> | undefined } = {}) {
    this.#redis = redis;
    this.#limits = { ...RATE_LIMITS, ...limits };
  }

  /** Throws `rate-limited` with the time to wait. */
  spend(name: LimitName, key: string): Promise<void> {
    return consume(this.#limiterOf(name), key);
  }

  /** Gives one point back. */
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

/** Takes one point, or throws `rate-limited` with the time to wait. */
export async function consume(
  limiter: RateLimiterAbstract,
  key: string,
  reason?: PlainReason,
): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError('rate-limited', reason, { details: { retryAfterMs: error.msBeforeNext } });
  }
}
