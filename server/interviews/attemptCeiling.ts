import { AppError } from '../../shared/errors.ts';
import type { Actor, EventKind, NewEvent } from '../../shared/interview/events.ts';
import type { InterviewState } from '../../shared/interview/state.ts';

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
