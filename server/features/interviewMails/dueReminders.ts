import type { InterviewState } from '../../../shared/interview/state.ts';
import { awaitedRaters, scoringClosed } from '../../../shared/rubric/scorecardOpening.ts';
import type { ToldSeat } from '../../store/toldSeatStore.ts';
import { addressOf, factsFor, isOver, isSame } from './dueLetters.ts';

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

/** Message about ratings that aren't locked. `lateMs`: like above. `stage`: counts on from the reminders. */
export const RATINGS_DUE = { stage: REMINDERS.length + 1, afterMs: 2 * HOUR, lateMs: 3 * 24 * HOUR };

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
  const { seatId, facts, toldAt, remindedAt = 0 } = told;
  const seat = state.seats[seatId];
  const dueAt = facts.scheduledAt - beforeMs;
  if (!state.mail || state.phase !== 'lobby' || told.state !== 'invited' || now < dueAt) return undefined;
  const address = addressOf(seat);
  if (!address) return 'skip';
  const current = factsFor(state, seatId);
  if (facts.choose) return undefined;
  if (told.again || told.address !== address || !current || !isSame(facts, current)) return undefined;
  if (now > dueAt + lateMs || Math.max(toldAt, remindedAt) > dueAt - quietMs || seat?.tookPart) return 'skip';
  return 'send';
}

/**
 * Returns whether a person is told that their ratings are due: `send`, or `skip` if they have none to lock.
 * Undefined until some time after the end. Evaluators who claimed the interview are told by the queue.
 */
export function dueRatings(
  { seatId }: ToldSeat,
  state: InterviewState,
  now: number,
): 'send' | 'skip' | undefined {
  const { phase, endedAt = now, rubric, evaluation } = state;
  const dueAt = endedAt + RATINGS_DUE.afterMs;
  if (phase !== 'ended' || now < dueAt) return undefined;
  const isAwaited = awaitedRaters(state).some(seat => seat.seatId === seatId);
  if (!state.mail || !rubric || !isAwaited || evaluation?.claims[seatId]) return 'skip';
  if (rubric.scorecards[seatId]?.lock || scoringClosed(state, now)) return 'skip';
  return now > dueAt + RATINGS_DUE.lateMs || !addressOf(state.seats[seatId]) ? 'skip' : 'send';
}

/** True if staff can remind a person now: they were invited, and know the interview as it is. */
export function isRemindable(told: ToldSeat, state: InterviewState, now: number): boolean {
  const current = factsFor(state, told.seatId);
  if (!state.mail || state.phase !== 'lobby' || told.state !== 'invited' || !current) return false;
  const isCurrent = addressOf(state.seats[told.seatId]) === told.address && isSame(told.facts, current);
  return isCurrent && !told.again && !isOver(current, now);
}
