import { type InterviewState, isPresent } from '../../shared/interview/state.ts';
import { ratingProgressOf } from '../../shared/interview/status.ts';
import { leadUntil, listedSeatsOf, nameFactsOf } from '../../shared/interview/visibility.ts';
import { answeredQuestions } from '../../shared/rubric/rubricState.ts';
import type { StoredSummary } from '../store/interviewAppend.ts';

/** Returns the summary for lists, with all names. `visibility.ts` decides who may see the names. */
export function summaryOf(state: InterviewState): Omit<StoredSummary, 'lastSeq'> {
  const present = { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 };
  for (const seat of Object.values(state.seats))
    if (isPresent(seat)) present[seat.role === 'captioner' ? 'observer' : seat.role] += 1;
  const leads = leadUntil(state);
  const { namesHidden, scoringClosed, scorecardsOpen } = nameFactsOf(state);
  return {
    interviewId: state.interviewId,
    title: state.title,
    jobRole: state.jobRole,
    scheduledAt: state.scheduledAt,
    plannedMinutes: state.plannedMinutes,
    ...(state.timeZone && { timeZone: state.timeZone }),
    ...(state.recruiter && state.window && { window: state.window }),
    phase: state.phase,
    unscheduled: state.scheduling?.open === true,
    ...(state.rubric && { kitId: state.rubric.chosen.kitId }),
    heldByRecruiter: state.recruiter !== undefined,
    ...(leads !== undefined && { leadUntil: leads }),
    scorecardsOpen,
    ...(state.teamId && { teamId: state.teamId }),
    ...(state.loop && { loopId: state.loop.loopId }),
    ...(state.mail && { mail: true }),
    ...(state.practice && { practice: state.practice.purpose }),
    namesHidden,
    scoringClosed,
    answers: state.rubric ? answeredQuestions(state.rubric) : 0,
    seats: listedSeatsOf(state),
    present,
    begun: state.openedAt !== undefined,
    rating: ratingProgressOf(state),
    emails: emailsOf(state),
  };
}

/** Returns the addresses by which an interview is found. A candidate's address is hidden with the name. */
function emailsOf({ seats }: InterviewState): StoredSummary['emails'] {
  const emails = { candidates: [] as string[], others: [] as string[] };
  for (const { role, email, presence } of Object.values(seats))
    if (email !== undefined && presence !== 'removed')
      emails[role === 'candidate' ? 'candidates' : 'others'].push(email);
  return emails;
}
