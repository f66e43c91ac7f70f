import { isDeepStrictEqual } from 'node:util';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { ToldSeat } from '../../store/toldSeatStore.ts';
import { addressOf, factsFor } from './dueLetters.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Reminders, the earliest first. `lateMs`: a server that was away doesn't send it later than this.
 * `quietMs`: not sent to people who got a letter less than this before it is due.
 */
export const REMINDERS = [
  { name: '24h', beforeMs: 24 * HOUR, lateMs: 4 * HOUR, quietMs: 3 * HOUR },
  { name: '1h', beforeMs: HOUR, lateMs: 40 * MINUTE, quietMs: 20 * MINUTE },
] as const;
export type Reminder = (typeof REMINDERS)[number];

/**
 * Returns whether a person gets a reminder: `send`, or `skip` if it isn't needed. Undefined if it isn't due
 * yet, or if a letter is due first.
 */
export function dueReminder(
  told: ToldSeat,
  { beforeMs, lateMs, quietMs }: Reminder,
  state: InterviewState,
  now: number,
): 'send' | 'skip' | undefined {
  const { seatId, facts, toldAt } = told;
  const seat = state.seats[seatId];
  const dueAt = facts.scheduledAt - beforeMs;
  if (!state.mail || state.phase !== 'lobby' || told.state !== 'invited' || now < dueAt) return undefined;
  const address = addressOf(seat);
  if (!address) return 'skip';
  if (told.again || told.address !== address || !isDeepStrictEqual(facts, factsFor(state, seatId)))
    return undefined;
  if (now > dueAt + lateMs || toldAt > dueAt - quietMs || seat?.tookPart) return 'skip';
  return 'send';
}
