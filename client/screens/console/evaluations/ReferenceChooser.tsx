import { useInfiniteQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { QueueCursor, QueueFilter, QueueItem } from '../../../../shared/protocol/evaluationRoutes.ts';
import { ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { callRoute } from '../../../core/api.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { calibrationTexts } from '../../../texts/calibration.ts';
import { common } from '../../../texts/common.ts';
import { evaluationTexts } from '../../../texts/evaluations.ts';
import { MorePages } from '../ListPage.tsx';
import { ItemFacts } from './queue/QueueItemFacts.tsx';
import { ReferenceDialog } from './queue/ReferenceDialog.tsx';

const texts = calibrationTexts.chooser;

interface ReferenceChooserProps {
  onMarked: (interviewId: InterviewId) => void;
  onClose: () => void;
}

/** Lists the evaluations that can become references, then asks for the agreed ratings of the chosen one. */
export function ReferenceChooser({ onMarked, onClose }: ReferenceChooserProps) {
  const query = useReferable();
  const now = useNow(60_000);
  const [chosen, setChosen] = useState<QueueItem>();
  if (chosen)
    return (
      <ReferenceDialog
        item={chosen}
        onSaved={() => onMarked(chosen.interviewId)}
        onClose={() => setChosen(undefined)}
      />
    );
  return (
    <Dialog
      open
      size="md"
      onOpenChange={onClose}
      title={texts.title}
      description={texts.body}
      footer={<Button onClick={onClose}>{common.cancel}</Button>}
    >
      {query.items?.length === 0 ? (
        <EmptyState icon={Scale} title={texts.none}>
          {texts.noneBody}
        </EmptyState>
      ) : query.items ? (
        <>
          <ul className="divide-y divide-line">
            {query.items.map(item => (
              <li
                key={item.interviewId}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 text-sm"
              >
                <div className="flex min-w-0 flex-1 basis-60 flex-col gap-0.5">
                  <p className="flex flex-wrap gap-x-2">
                    <span className="font-medium">{item.role}</span>
                    <span className="text-muted">{item.candidate}</span>
                  </p>
                  <ItemFacts item={item} now={now} />
                  <p className="text-xs leading-5 text-muted">{texts.ratedBy(ratersOf(item), item.locked)}</p>
                </div>
                <Button
                  size="sm"
                  className="max-sm:grow"
                  aria-label={texts.markOf(item.role, item.candidate)}
                  onClick={() => setChosen(item)}
                >
                  {evaluationTexts.actions.reference}
                </Button>
              </li>
            ))}
          </ul>
          <MorePages pages={query} texts={evaluationTexts.queue} size="sm" className="py-2" />
        </>
      ) : query.isError ? (
        <ErrorBanner title={texts.failed} error={query.error} />
      ) : (
        <SkeletonRows count={4} row="h-16 w-full" className="gap-3" />
      )}
    </Dialog>
  );
}

function ratersOf({ claims }: QueueItem): string[] {
  return claims.filter(({ shadow, state }) => !shadow && state === 'locked').map(({ name }) => name);
}

const FILTER: QueueFilter = { referable: true };

/** An evaluation with several kinds of work has several rows in the queue, but is offered once. */
function useReferable() {
  const query = useInfiniteQuery({
    queryKey: ['evaluations.list', FILTER, 'chooser'],
    queryFn: ({ pageParam, signal }) =>
      callRoute('evaluations.list', { filter: FILTER, ...(pageParam && { after: pageParam }) }, signal),
    initialPageParam: undefined as QueueCursor | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const items = query.data?.pages.flatMap(page => page.items);
  return { ...query, items: items && [...new Map(items.map(item => [item.interviewId, item])).values()] };
}
