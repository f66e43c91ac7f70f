import { CalendarClock } from 'lucide-react';
import type { BulkId, InterviewId } from '../../../../shared/ids.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { formatMomentAlone, zoneName } from '../../../texts/times.ts';

const texts = interviewPeopleTexts.move;

/** Moves that were started on this page, by the id of the change. */
const moves = new Map<BulkId, { interviewId: InterviewId; at: number }>();

export function noteMove(bulkId: BulkId, move: { interviewId: InterviewId; at: number }): void {
  moves.set(bulkId, move);
}

/** Says to which time the interview is about to be moved, while that can be undone. */
export function PendingMove({ interviewId }: { interviewId: InterviewId }) {
  const now = useNow(250);
  const { data, dataUpdatedAt } = useRouteQuery('bulk.recent', {}, { enabled: moves.size > 0 });
  const waiting = data?.actions.find(
    ({ bulkId, state }) =>
      moves.get(bulkId)?.interviewId === interviewId && (state === 'waiting' || state === 'running'),
  );
  const at = waiting && moves.get(waiting.bulkId)?.at;
  if (at === undefined) return null;
  const seconds = Math.ceil(Math.max(0, dataUpdatedAt + (waiting?.startsInMs ?? 0) - now) / 1_000);
  return (
    <p className="flex items-start gap-2 text-sm font-medium text-accent-ink tabular-nums">
      <CalendarClock className="mt-0.5 size-4 shrink-0" />
      <span>{texts.moving(`${formatMomentAlone(at, now)} ${zoneName(at)}`, seconds)}</span>
    </p>
  );
}
