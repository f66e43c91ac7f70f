import type { InterviewView } from '../../../shared/interview/view.ts';
import type { LogisticsEntry } from '../../../shared/rubric/rubricState.ts';

/** What other raters have said since the view before, oldest first. */
export function logisticsNews(before: InterviewView, after: InterviewView): LogisticsEntry[] {
  const known = before.rubric?.logistics;
  if (!known || before.rubric?.logistics === after.rubric?.logistics) return [];
  return Object.entries(after.rubric?.logistics ?? {})
    .filter(([id, { fromSeatId }]) => !(id in known) && fromSeatId !== after.ownSeatId)
    .map(([, entry]) => entry)
    .sort((a, b) => a.at - b.at);
}
