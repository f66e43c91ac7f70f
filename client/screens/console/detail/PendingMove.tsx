import { CalendarClock } from 'lucide-react';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { BulkProgress } from '../../../../shared/protocol/bulkRoutes.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { formatMomentAlone, zoneName } from '../../../texts/times.ts';

const texts = interviewPeopleTexts.move;

/** Says to which time the interview is about to be moved, while that can be undone. */
export function PendingMove({ interviewId }: { interviewId: InterviewId }) {
  const now = useNow(250);
  const enabled = useStaffMay('interviews.change');
  const { data, dataUpdatedAt } = useRouteQuery('bulk.recent', {}, { enabled });
  const move = data && pendingMove(data.actions, interviewId);
  if (!move) return null;
  const { to, startsInMs } = move;
  const seconds = Math.ceil(Math.max(0, dataUpdatedAt + startsInMs - now) / 1_000);
  return (
    <p className="flex items-start gap-2 text-sm font-medium text-accent-ink tabular-nums">
      <CalendarClock className="mt-0.5 size-4 shrink-0" />
      <span>{texts.moving(`${formatMomentAlone(to, now)} ${zoneName(to)}`, seconds)}</span>
    </p>
  );
}

export function pendingMove(
  actions: readonly BulkProgress[],
  interviewId: InterviewId,
): { to: number; startsInMs: number } | undefined {
  for (const { moves = [], startsInMs = 0 } of actions) {
    const move = moves.find(one => one.interviewId === interviewId);
    if (move) return { to: move.to, startsInMs };
  }
  return undefined;
}
