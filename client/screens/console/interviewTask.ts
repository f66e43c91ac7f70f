import { type Attendance, missedOf } from '../../../shared/interview/attendance.ts';
import type { InterviewSummary } from '../../../shared/protocol/http.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { consoleTexts } from '../../texts/console.ts';
import { recruiterSetup } from '../../texts/recruiterSetup.ts';
import { formatDistance, formatMoment } from '../../texts/times.ts';

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
  const missed = missedOf(attendanceOf(interview), now);
  if (missed) return { urgency: 'quiet', text: consoleTexts.missed[missed] };
  if (phase === 'ended') return { urgency: 'quiet', text: texts.ended };
  if (phase === 'open') return { urgency: 'live', text: texts.live(presentCount(interview.present)) };
  if (interview.candidateNames.length === 0) return { urgency: 'attention', text: texts.addCandidate };

  if (interview.heldByRecruiter) return recruiterTask(interview, now);

  const candidate = interview.present.candidate > 0;
  const interviewer = interview.present.interviewer > 0;
  if (candidate && interviewer) return { urgency: 'good', text: texts.ready };
  if (candidate) return { urgency: 'attention', text: texts.candidateAlone };
  if (interviewer) return { urgency: 'quiet', text: texts.interviewerOnly };

  if (interview.candidateJoined) return { urgency: 'quiet', text: texts.onBreak };

  const untilStart = scheduledAt - now;
  if (untilStart <= 0) return { urgency: 'attention', text: texts.overdue };
  if (untilStart <= SOON_MS) {
    return { urgency: 'attention', text: texts.nobodySoon(Math.ceil(untilStart / MINUTE_MS)) };
  }
  return { urgency: 'quiet', text: texts.planned(formatDistance(scheduledAt, now)) };
}

/** Where the virtual recruiter holds it, only the candidate is waited for. */
function recruiterTask(
  { present, scheduledAt, window, candidateJoined }: InterviewSummary,
  now: number,
): InterviewTask {
  const words = recruiterSetup.tasks;
  if (present.candidate > 0) return { urgency: 'good', text: words.candidateHere };
  if (candidateJoined) return { urgency: 'quiet', text: texts.onBreak };
  const untilStart = scheduledAt - now;
  if (untilStart <= 0) {
    const text = window ? words.overdueUntil(formatMoment(window.closesAt, now)) : words.overdue;
    return { urgency: 'attention', text };
  }
  if (untilStart <= SOON_MS)
    return { urgency: 'quiet', text: words.noCandidateSoon(Math.ceil(untilStart / MINUTE_MS)) };
  return { urgency: 'quiet', text: texts.planned(formatDistance(scheduledAt, now)) };
}

function attendanceOf(interview: InterviewSummary): Attendance {
  const { present, candidateNames } = interview;
  return {
    ...interview,
    hasCandidate: candidateNames.length > 0,
    candidateHere: present.candidate > 0,
    interviewerHere: present.interviewer > 0,
  };
}

function presentCount(present: Record<SeatRole, number>): number {
  return Object.values(present).reduce((sum, count) => sum + count, 0);
}
