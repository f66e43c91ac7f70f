import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import { listedSeatsOf, nameFactsOf } from '../../shared/interview/visibility.ts';
import { answeredQuestions } from '../../shared/rubric/rubricState.ts';
import type { StoredSummary } from '../store/interviewAppend.ts';

const PRESENT: ReadonlySet<string> = new Set(['preparing', 'waiting', 'inside', 'reconnecting']);

export function isPresent({ presence }: Pick<Seat, 'presence'>): boolean {
  return PRESENT.has(presence);
}

/** Returns the summary for lists, with all names. `visibility.ts` decides who may see the names. */
export function summaryOf(state: InterviewState): Omit<StoredSummary, 'lastSeq'> {
  const present = { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 };
  for (const seat of Object.values(state.seats)) if (isPresent(seat)) present[seat.role] += 1;
  const { namesHidden, scoringClosed, scorecardsOpen } = nameFactsOf(state);
  return {
    interviewId: state.interviewId,
    title: state.title,
    jobRole: state.jobRole,
    scheduledAt: state.scheduledAt,
    plannedMinutes: state.plannedMinutes,
    ...(state.recruiter && state.window && { window: state.window }),
    phase: state.phase,
    ...(state.rubric && { kitId: state.rubric.chosen.kitId }),
    heldByRecruiter: state.recruiter !== undefined,
    scorecardsOpen,
    ...(state.teamId && { teamId: state.teamId }),
    ...(state.mail && { mail: true }),
    ...(state.practice && { practice: state.practice.purpose }),
    namesHidden,
    scoringClosed,
    answers: state.rubric ? answeredQuestions(state.rubric) : 0,
    seats: listedSeatsOf(state),
    present,
  };
}
