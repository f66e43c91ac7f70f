import { ClipboardCheck } from 'lucide-react';
import { useSearchParams } from 'react-router';
import type { QueueFilter, QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { EmptyState } from '../../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../../components/ui/Skeleton.tsx';
import { useNow } from '../../../../hooks/useNow.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { Loaded } from '../../Loaded.tsx';
import { Evaluations } from '../Evaluations.tsx';
import { QUEUE_PATH } from '../evaluationPaths.ts';
import { QueueFilters } from './QueueFilters.tsx';
import { QueueRows } from './QueueRows.tsx';
import { filterOf, isFiltered, searchOf } from './queueAddress.ts';
import { TakenDialog } from './TakenDialog.tsx';
import { useClaiming } from './useClaiming.ts';
import { type Queue, useOwnClaims, useQueue } from './useQueue.ts';

const texts = evaluationTexts.queue;
const CLOCK_MS = 15_000;
const FINISHED_PATH = `${QUEUE_PATH}?${new URLSearchParams(searchOf({ stage: 'done' }))}`;

/** What waits for people to evaluate it: one's own claims first, then everything by promise. */
export function QueuePage() {
  const [search] = useSearchParams();
  const filter = filterOf(search);
  const queue = useQueue(filter);
  const own = useOwnClaims();
  return (
    <Evaluations title={evaluationTexts.title} intro={texts.intro}>
      <Loaded
        query={queue}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={6} row="h-19 w-full rounded-card!" className="gap-2" />}
      >
        {data => <Waiting queue={queue} data={data} filter={filter} own={own} />}
      </Loaded>
    </Evaluations>
  );
}

interface WaitingProps {
  queue: Queue;
  data: NonNullable<Queue['data']>;
  filter: QueueFilter;
  own: readonly QueueItem[];
}

function Waiting({ queue, data, filter, own }: WaitingProps) {
  const now = useNow(CLOCK_MS) + data.clockAheadMs;
  const claiming = useClaiming();
  const { items, kits, locales, overdue, total } = data;
  const rows = { now, claiming };
  return (
    <>
      {own.length > 0 && (
        <section aria-labelledby="own-claims" className="flex flex-col gap-2">
          <h2 id="own-claims" className="text-sm font-semibold">
            {texts.own}
          </h2>
          <QueueRows {...rows} items={own} />
        </section>
      )}
      {(items.length > 0 || isFiltered(filter)) && (
        <QueueFilters filter={filter} kits={kits} locales={locales} />
      )}
      {items.length === 0 ? (
        <Nothing filtered={isFiltered(filter)} owns={own.length > 0} />
      ) : (
        <section
          aria-labelledby="waiting"
          // What is shown passes the filter before, until the answer is there.
          aria-busy={queue.isPlaceholderData || undefined}
          className={classNames('flex flex-col gap-2', queue.isPlaceholderData && 'opacity-60')}
        >
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 id="waiting" className="text-sm font-semibold">
              {texts.waiting}
            </h2>
            <p role="status" className="text-sm text-muted tabular-nums">
              {texts.summary(total, overdue)}
            </p>
          </div>
          <p className="sr-only">{texts.keys}</p>
          <QueueRows {...rows} items={items} />
          <More queue={queue} shown={items.length} total={total} />
        </section>
      )}
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={now} />}
    </>
  );
}

function More({ queue, shown, total }: { queue: Queue; shown: number; total: number }) {
  const { fetchNextPage, hasNextPage, isFetchNextPageError, isFetchingNextPage } = queue;
  if (!hasNextPage) return null;
  return (
    <div className="flex flex-col items-center gap-2 pt-2">
      {isFetchNextPageError && <Banner tone="warning">{texts.moreFailed}</Banner>}
      <p className="text-sm text-muted tabular-nums">{texts.shown(shown, total)}</p>
      <Button pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {texts.more}
      </Button>
    </div>
  );
}

function Nothing({ filtered, owns }: { filtered: boolean; owns: boolean }) {
  const icon = <ClipboardCheck className="size-6" />;
  if (filtered)
    return (
      <EmptyState
        icon={icon}
        title={texts.noMatch}
        action={<ButtonLink to={QUEUE_PATH}>{texts.filters.clear}</ButtonLink>}
      />
    );
  const finished = <ButtonLink to={FINISHED_PATH}>{texts.finished}</ButtonLink>;
  if (owns)
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="text-sm text-muted">{texts.onlyOwn}</p>
        {finished}
      </div>
    );
  return (
    <EmptyState icon={icon} title={texts.empty} action={finished}>
      {texts.emptyBody}
    </EmptyState>
  );
}
