import type { InterviewSummary } from '../../../shared/protocol/http.ts';
import { startOfDay } from '../../texts/times.ts';

export type GroupName = 'today' | 'upcoming' | 'past';

export interface InterviewGroup {
  name: GroupName;
  interviews: InterviewSummary[];
}

/** By day: today's, the running ones and those that can still be started first, then what comes, nearest first, then what was, latest first. */
export function groupInterviews(interviews: readonly InterviewSummary[], now: number): InterviewGroup[] {
  const today = startOfDay(now);
  const tomorrow = startOfDay(today + 36 * 3_600_000);
  const groups: Record<GroupName, InterviewSummary[]> = { today: [], upcoming: [], past: [] };
  for (const interview of interviews) {
    const { scheduledAt, phase, window } = interview;
    const startable = phase === 'lobby' && scheduledAt < today && window && now < window.closesAt;
    if (phase === 'open' || startable || (scheduledAt >= today && scheduledAt < tomorrow))
      groups.today.push(interview);
    else if (scheduledAt >= tomorrow) groups.upcoming.push(interview);
    else groups.past.push(interview);
  }
  const byTime = (a: InterviewSummary, b: InterviewSummary) => a.scheduledAt - b.scheduledAt;
  const shown: InterviewGroup[] = [
    { name: 'today', interviews: groups.today.sort(byTime) },
    { name: 'upcoming', interviews: groups.upcoming.sort(byTime) },
    { name: 'past', interviews: groups.past.sort((a, b) => byTime(b, a)) },
  ];
  return shown.filter(group => group.interviews.length > 0);
}

/** Every word must occur in the candidate's names, the title or the role applied for. */
export function matchesFilter(interview: InterviewSummary, filter: string): boolean {
  const text = [...interview.candidateNames, interview.title, interview.jobRole]
    .join(' ')
    .toLocaleLowerCase();
  return filter
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
