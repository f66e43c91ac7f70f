import { AppError } from '../../../shared/errors.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { startStage } from '../../../shared/interview/startWindow.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { freezing } from '../kit/kits.ts';

/** Throws `outside-window` where the candidate would start the interview before its window opens or after its deadline. */
export function requireStartable({ recruiter, window, openedAt }: InterviewState, now: number): void {
  const stage = recruiter ? startStage({ window, openedAt }, now) : 'open';
  if (stage === 'open') return;
  const message =
    stage === 'early'
      ? 'You can’t start this interview yet.'
      : 'The deadline to start this interview has passed.';
  throw new AppError('outside-window', message, { details: { ...window } });
}

/**
 * The virtual recruiter waits for no one else: a candidate who comes in for the first time opens the session and is let in. Afterwards
 * that is the lead's, who may have closed it for a break or sent someone to the lobby.
 */
export function recruiterLetsIn(
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
