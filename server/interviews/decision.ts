import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { SeatId } from '../../shared/ids.ts';
import type { Actor, EventKind, NewEvent } from '../../shared/interview/events.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { BookingMark } from '../store/availabilityStore.ts';
import type { NewLink } from '../store/interviewAppend.ts';
import type { AlsoWrites } from '../store/interviewStore.ts';

/** Outcome of a command. Link changes are committed together with the events. */
export interface Decision<T> {
  events: NewEvent[];
  result: T;
  revokeLinksOf?: SeatId[];
  newLinks?: NewLink[];
  /** What the decision has read of interviewers' bookings. If it is outdated, the command is refused with `slot-taken`. */
  bookings?: readonly BookingMark[];
  /** Written in the transaction of the events. */
  also?: AlsoWrites | undefined;
  /** True when the events start the log of a practice attempt. They are stored only if it is admitted. */
  ofAttempt?: true;
}

/** Decides a command or throws an `AppError`. Must be pure, as it runs again when the state has changed. */
export type Decide<T> = (state: InterviewState, now: number) => Decision<T>;

/** Returns a SHA-256 of a command's name and params, to detect a different command with the same id. */
export function fingerprintOf(name: string, params: unknown): string {
  return createHash('sha256')
    .update(`${name}\n${JSON.stringify(params, sortKeys)}`)
    .digest('hex');
}

export function actorKeyOf(actor: Actor): string {
  if (actor.type === 'system') return 'system';
  return `${actor.type}:${actor.type === 'seat' ? actor.seatId : actor.userId}`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Maximum number of events of a practice attempt, because reading a very long log delays every call. */
export const ATTEMPT_EVENTS_MAX = 10_000;

/** Departures. Even a full log accepts them, so that no one stays listed as present. */
const ALWAYS_TAKEN: ReadonlySet<EventKind> = new Set(['seat.disconnected', 'seat.left']);

/** Throws `too-large` for new events of a practice candidate when the log already has `most` events. */
export function refuseBeyondCeiling(
  { practice, seats }: InterviewState,
  actor: Actor,
  events: readonly NewEvent[],
  { seq, most }: { seq: number; most: number },
): void {
  if (!practice || seq < most || actor.type !== 'seat') return;
  if (seats[actor.seatId]?.role !== 'candidate') return;
  if (events.every(({ kind }) => ALWAYS_TAKEN.has(kind))) return;
  throw new AppError('too-large', 'practice-too-long');
}
