import { AppError } from '../../../shared/errors.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { startStatus } from '../../../shared/interview/startWindow.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { freezing } from '../kit/kits.ts';

/** Throws `outside-window` when the candidate would start the interview outside its time window. */
export function requireStartable({ recruiter, window, openedAt }: InterviewState, now: number): void {
  const stage = recruiter ? startStatus({ window, openedAt }, now) : 'open';
  if (stage === 'open') return;
  const message = stage === 'early' ? 'too-early' : 'start-deadline-passed';
  throw new AppError('outside-window', message, { details: { ...window } });
}

/** Opens the interview and admits the candidate the first time. Later, the lead interviewer admits them. */
export function letCandidateIn(
  state: InterviewState,
  seat: Seat,
  newerKit: ChosenKit | undefined,
): NewEvent[] {
  const awaited = state.recruiter !== undefined && candidateOf(state)?.seatId === seat.seatId;
  if (!awaited || seat.tookPart) return [];
  const opens = state.phase === 'lobby' && state.openedAt === undefined;
  if (!opens && state.phase !== 'open') return [];
  const events: NewEvent[] = [];
  if (opens) events.push(...freezing(state, newerKit), { kind: 'session.opened', payload: {} });
  if (!seat.admitted) events.push({ kind: 'seat.admitted', payload: { seatId: seat.seatId } });
  return events;
}
