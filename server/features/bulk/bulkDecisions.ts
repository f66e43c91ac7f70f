import { AppError } from '../../../shared/errors.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { BulkAction } from '../../../shared/protocol/bulkRoutes.ts';
import { movedTime } from '../../../shared/time/move.ts';
import type { ZonedTime } from '../../../shared/time/zones.ts';
import type { Decision } from '../../interviews/decision.ts';
import { decideCancel, decideChange, requireSeenTime } from '../console/decisions.ts';
import { requireRunning } from '../console/recruiterDecisions.ts';
import { erasure } from '../recording/commands.ts';

/** What a change of many interviews means for one of them. */
export interface BulkDecision {
  /** False when the interview already is as it would be. */
  changes: boolean;
  /** New start time of a move. */
  to?: number;
  isTwice?: true;
}

/** What was known when the member chose the action. */
export interface BulkFacts {
  /** Start time that the member saw. */
  seenAt: number;
  /** Zone of interviews that have none. */
  zone: string;
}

/** Decides for one interview with the commands of single interviews. Pure. Throws `AppError`. */
export function decideBulk(
  action: BulkAction,
  state: InterviewState,
  now: number,
  { seenAt, zone }: BulkFacts,
): Decision<BulkDecision> {
  if (action.kind === 'erase') return decideErase(state);
  if (action.kind === 'cancel' && state.phase === 'cancelled')
    return { events: [], result: { changes: false } };
  requireRunning(state);
  if (state.phase === 'open') throw new AppError('wrong-phase', 'interview-live');
  requireSeenTime(state, seenAt);
  // Its time is only the last that can be chosen. Moving that would choose a time.
  if (state.scheduling?.open && action.kind !== 'cancel') throw new AppError('conflict', 'no-time-yet');
  switch (action.kind) {
    case 'cancel':
      return { events: decideCancel(state, now, action.note).events, result: { changes: true } };
    case 'remind':
      return { events: [], result: { changes: true } };
    case 'move': {
      const time = movedTime(state.timeZone ?? zone, state.scheduledAt, action.move);
      const to = startOf(time);
      if (to === undefined) throw AppError.invalid('time-skipped');
      const { events } = decideChange(state, now, { scheduledAt: to, note: action.note });
      const isTwice = time.kind === 'fold' && { isTwice: true as const };
      return { events, result: { changes: events.length > 0, to, ...isTwice } };
    }
  }
}

/** A running interview's recording can be deleted on its own page only, because recording would continue. */
function decideErase(state: InterviewState): Decision<BulkDecision> {
  const isRunning = state.recording?.stretches.some(({ stoppedAt }) => stoppedAt === undefined);
  if (state.phase === 'open' || isRunning) throw new AppError('wrong-phase', 'interview-live');
  const events = erasure(state);
  return { events, result: { changes: events.length > 0 } };
}

/** Returns the first of times that the clocks show twice, and undefined for times that they skip. */
export function startOf(time: ZonedTime): number | undefined {
  if (time.kind === 'gap') return undefined;
  return time.kind === 'fold' ? time.earlier : time.at;
}
