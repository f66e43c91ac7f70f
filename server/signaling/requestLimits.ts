import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { RequestName } from '../../shared/protocol/requests.ts';
import { consume } from '../limits/RateLimits.ts';

/** Allows `points` requests per `duration` seconds. */
interface Budget {
  points: number;
  duration: number;
}

/** Requests per page. A busy room stays far below. */
const PER_PAGE: Budget = { points: 300, duration: 10 };
/** Requests per person across pages: staff may watch several interviews. */
const PER_PERSON: Budget = { points: 1_200, duration: 10 };

/** Limits per person for expensive requests: large answers, events in the log, transports at the sfu. */
const BUDGETS = {
  /** New connections. Each writes an arrival and a departure, and sends the whole view. */
  arrival: { points: 120, duration: 60 },
  consent: { points: 20, duration: 60 },
  presence: { points: 120, duration: 60 },
  recruiter: { points: 60, duration: 30 },
  tracks: { points: 240, duration: 60 },
  text: { points: 30, duration: 30 },
  view: { points: 30, duration: 10 },
  chat: { points: 30, duration: 10 },
  kit: { points: 30, duration: 10 },
  review: { points: 30, duration: 10 },
  setup: { points: 60, duration: 120 },
  connectionTest: { points: 30, duration: 60 },
} as const satisfies Record<string, Budget>;

type BudgetName = keyof typeof BUDGETS;

const BUDGET_OF: Partial<Record<RequestName, BudgetName>> = {
  'chat.send': 'text',
  'help.send': 'text',
  'interview.resume': 'view',
  'chat.earlier': 'chat',
  'kit.read': 'kit',
  'review.open': 'review',
  'setup.report': 'setup',
  'consent.give': 'consent',
  'seat.enter': 'presence',
  'seat.leave': 'presence',
  'recruiter.press': 'recruiter',
  'recruiter.write': 'recruiter',
  'media.produce': 'tracks',
  'media.setPaused': 'tracks',
  'media.stop': 'tracks',
  'test.start': 'connectionTest',
};

export class RequestLimits {
  readonly #page = new RateLimiterMemory(PER_PAGE);
  readonly #person = new RateLimiterMemory(PER_PERSON);
  readonly #budgets = new Map<BudgetName, RateLimiterMemory>(
    Object.entries(BUDGETS).map(([name, budget]) => [name as BudgetName, new RateLimiterMemory(budget)]),
  );

  /** Counts a connection with a valid proof. Throws `rate-limited` with the time to wait. */
  async arrive(personKey: string): Promise<void> {
    await this.#take('arrival', personKey);
  }

  /** Throws `rate-limited` with the time to wait. `requestName` is undefined for an unknown request. */
  async consume(pageKey: string, personKey: string, requestName?: RequestName): Promise<void> {
    await take(this.#page, pageKey);
    await take(this.#person, personKey);
    const budget = requestName && BUDGET_OF[requestName];
    if (budget) await this.#take(budget, personKey);
  }

  async #take(budget: BudgetName, personKey: string): Promise<void> {
    const limiter = this.#budgets.get(budget);
    if (limiter) await take(limiter, personKey);
  }
}

function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  return consume(limiter, key, 'sending-too-fast');
}
