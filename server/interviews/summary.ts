import { codeNameOf } from '../../shared/evaluation/evaluationState.ts';
import type { InterviewState, Seat, Viewer } from '../../shared/interview/state.ts';
import { namesHiddenFrom, titleFor } from '../../shared/interview/viewOf.ts';
import { answeredQuestions } from '../../shared/rubric/answered.ts';
import { scorecardsOpen } from '../../shared/rubric/opening.ts';
import type { StoredSummary } from '../store/interviewStore.ts';

const PRESENT: ReadonlySet<string> = new Set(['preparing', 'waiting', 'inside', 'reconnecting']);

/** Lists are for all staff, any of whom may rate it. */
const ANYONE: Viewer = { kind: 'organizer' };

export function isPresent({ presence }: Pick<Seat, 'presence'>): boolean {
  return PRESENT.has(presence);
}

/** What lists show of an interview without folding its log. */
export function summaryOf(state: InterviewState): Omit<StoredSummary, 'lastSeq'> {
  const present = { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 };
  const candidateNames: string[] = [];
  const nameless = namesHiddenFrom(state, ANYONE);
  for (const seat of Object.values(state.seats)) {
    if (isPresent(seat)) present[seat.role] += 1;
    if (seat.role === 'candidate') candidateNames.push(nameless ? codeNameOf(seat.seatId) : seat.displayName);
  }
  return {
    interviewId: state.interviewId,
    title: titleFor(state, ANYONE),
    jobRole: state.jobRole,
    scheduledAt: state.scheduledAt,
    plannedMinutes: state.plannedMinutes,
    phase: state.phase,
    ...(state.rubric && { kitId: state.rubric.chosen.kitId }),
    heldByRecruiter: state.recruiter !== undefined,
    scorecardsOpen: scorecardsOpen(state),
    ...(state.practice && { practice: state.practice.purpose }),
    answers: state.rubric ? answeredQuestions(state.rubric) : 0,
    candidateNames,
    present,
  };
}
