import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { SeatId } from '../../shared/ids.ts';
import type { Actor, EventKind, NewEvent } from '../../shared/interview/events.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { NewLink } from '../store/interviewAppend.ts';

/** What a command comes to: the facts to write and the answer. Links change in the same transaction as the log. */
export interface Decision<T> {
  events: NewEvent[];
  result: T;
  revokeLinksOf?: SeatId[];
  newLinks?: NewLink[];
  /** Begins the log of a practice attempt, which must still be wanted. */
  ofAttempt?: true;
}

/**
 * Pure: looks at the state, throws an `AppError` or says what happens. It may run more than once, on newer states, when
 * others write at the same time.
 */
export type Decide<T> = (state: InterviewState, now: number) => Decision<T>;

/** SHA-256 over name and params with sorted keys, hex: tells a repeated command from a different one under the same id. */
export function fingerprintOf(name: string, params: unknown): string {
  return createHash('sha256')
    .update(`${name}\n${JSON.stringify(params, sortKeys)}`)
    .digest('hex');
}

export function actorKeyOf(actor: Actor): string {
  switch (actor.type) {
    case 'seat':
      return `seat:${actor.seatId}`;
    case 'staff':
      return `staff:${actor.userId}`;
    case 'system':
      return 'system';
  }
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Number of events after which the log of a practice attempt takes nothing more from its candidate, and the attempt ends. Hours of practice
 * stay below it; without it a stranger could make one log so long that reading it holds up every call.
 */
export const ATTEMPT_EVENTS_MAX = 10_000;

/** Departures, so that no one stays listed as present. */
const ALWAYS_TAKEN: ReadonlySet<EventKind> = new Set(['seat.disconnected', 'seat.left']);

/** Throws `too-large` for events of the candidate of an attempt whose log has `seq` events and is full. Raters and the server go on. */
export function refuseBeyondCeiling(
  { practice, seats }: InterviewState,
  actor: Actor,
  events: readonly NewEvent[],
  { seq, most }: { seq: number; most: number },
): void {
  if (!practice || seq < most || actor.type !== 'seat') return;
  if (seats[actor.seatId]?.role !== 'candidate') return;
  if (events.every(({ kind }) => ALWAYS_TAKEN.has(kind))) return;
  throw new AppError('too-large', 'This practice interview has become too long. It ends here.');
}
