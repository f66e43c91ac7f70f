import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors.ts';

/** Requests one page may send; a busy room with many tiles stays far below. */
const PER_PAGE = { points: 300, duration: 10 };
/** Requests one person may send over all pages; a member of staff may watch several interviews. */
const PER_PERSON = { points: 1_200, duration: 10 };
/** Text lines one seat may send. */
const PER_SEAT_TEXT = { points: 30, duration: 30 };
const TEXT_REQUESTS = new Set(['chat.send', 'help.send']);

/** Limits what a connected client may ask. socket.io has no limits of its own. */
export class RequestLimits {
  readonly #page = new RateLimiterMemory(PER_PAGE);
  readonly #person = new RateLimiterMemory(PER_PERSON);
  readonly #text = new RateLimiterMemory(PER_SEAT_TEXT);

  /** Throws `rate-limited` with the time to wait. */
  async consume(pageKey: string, personKey: string, requestName: string): Promise<void> {
    await take(this.#page, pageKey);
    await take(this.#person, personKey);
    if (TEXT_REQUESTS.has(requestName)) await take(this.#text, personKey);
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new AppError('rate-limited', 'That was too fast. Please wait a moment.', {
      details: { retryAfterMs: refusal.msBeforeNext },
    });
  }
}
