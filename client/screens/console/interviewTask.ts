import type { InterviewSummary } from '../../../shared/protocol/http.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { consoleTexts } from '../../texts/console.ts';
import { recruiterSetup } from '../../texts/recruiterSetup.ts';
import { formatDistance } from '../../texts/times.ts';

const texts = consoleTexts.tasks;
const SOON_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

export interface InterviewTask {
  /** `attention`: someone should act now; `live`: it runs; `good`: all is in place; `quiet`: nothing to do. */
  urgency: 'attention' | 'live' | 'good' | 'quiet';
  text: string;
}

/** What an organizer has to know of an interview at one glance. */
export function taskOf(interview: InterviewSummary, now: number): InterviewTask {
  const { phase, scheduledAt } = interview;
  if (phase === 'cancelled') return { urgency: 'quiet', text: texts.cancelled };
  if (phase === 'ended') return { urgency: 'quiet', text: texts.ended };
  if (phase === 'open') return { urgency: 'live', text: texts.live(presentCount(interview.present)) };
  if (interview.candidateNames.length === 0) return { urgency: 'attention', text: texts.addCandidate };

  if (interview.heldByRecruiter) return recruiterTask(interview, now);

  const candidate = interview.present.candidate > 0;
  const interviewer = interview.present.interviewer > 0;
  if (candidate && interviewer) return { urgency: 'good', text: texts.ready };
  if (candidate) return { urgency: 'attention', text: texts.candidateAlone };
  if (interviewer) return { urgency: 'quiet', text: texts.interviewerOnly };

  const untilStart = scheduledAt - now;
  const plannedEnd = scheduledAt + interview.plannedMinutes * MINUTE_MS;
  if (now > plannedEnd) return { urgency: 'quiet', text: texts.missed };
  if (untilStart <= 0) return { urgency: 'attention', text: texts.overdue };
  if (untilStart <= SOON_MS) {
    return { urgency: 'attention', text: texts.nobodySoon(Math.ceil(untilStart / MINUTE_MS)) };
  }
  return { urgency: 'quiet', text: texts.planned(formatDistance(scheduledAt, now)) };
}

/** Where the virtual recruiter holds it, only the candidate is waited for. */
function recruiterTask(
  { present, scheduledAt, plannedMinutes }: InterviewSummary,
  now: number,
): InterviewTask {
  const words = recruiterSetup.tasks;
  if (present.candidate > 0) return { urgency: 'good', text: words.candidateHere };
  const untilStart = scheduledAt - now;
  if (-untilStart > plannedMinutes * MINUTE_MS) return { urgency: 'quiet', text: texts.missed };
  if (untilStart <= 0) return { urgency: 'attention', text: words.overdue };
  if (untilStart <= SOON_MS)
    return { urgency: 'quiet', text: words.noCandidateSoon(Math.ceil(untilStart / MINUTE_MS)) };
  return { urgency: 'quiet', text: texts.planned(formatDistance(scheduledAt, now)) };
}

function presentCount(present: Record<SeatRole, number>): number {
  return Object.values(present).reduce((sum, count) => sum + count, 0);
}
