import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ClipboardCheck } from 'lucide-react';
import { useSearchParams } from 'react-router';
import type { QueueCursor, QueueFilter, QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult } from '../../../../../shared/protocol/http.ts';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { EmptyState } from '../../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../../components/ui/Skeleton.tsx';
import { callRoute } from '../../../../core/api.ts';
import { useNow } from '../../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { MorePages } from '../../ListPage.tsx';
import { Loaded } from '../../Loaded.tsx';
import { Evaluations } from '../Evaluations.tsx';
import { QUEUE_PATH } from '../evaluationPaths.ts';
import { TakenDialog, useClaiming } from './claiming.tsx';
import { filterOf, isFiltered, QueueFilters, searchOf } from './QueueFilters.tsx';
import { QueueRows } from './QueueRows.tsx';

const texts = evaluationTexts.queue;
const CLOCK_MS = 15_000;
const REFRESH_MS = 15_000;
const FINISHED_PATH = `${QUEUE_PATH}?${new URLSearchParams(searchOf({ stage: 'done' }))}`;

export function QueuePage() {
  const [search] = useSearchParams();
  const filter = filterOf(search);
  const queue = useQueue(filter);
  const held = { filter: { held: true } };
  const own = useRouteQuery('evaluations.list', held, { refetchIntervalMs: REFRESH_MS }).data?.items ?? [];
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
  return (
    <>
      {own.length > 0 && (
        <section aria-labelledby="own-claims" className="flex flex-col gap-2">
          <h2 id="own-claims" className="text-sm font-semibold">
            {texts.own}
          </h2>
          <QueueRows now={now} claiming={claiming} items={own} />
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
          <QueueRows now={now} claiming={claiming} items={items} />
          <MorePages pages={queue} texts={texts} className="pt-2">
            <p className="text-sm text-muted tabular-nums">{texts.shown(items.length, total)}</p>
          </MorePages>
        </section>
      )}
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={now} />}
    </>
  );
}

function Nothing({ filtered, owns }: { filtered: boolean; owns: boolean }) {
  if (filtered)
    return (
      <EmptyState
        icon={ClipboardCheck}
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
    <EmptyState icon={ClipboardCheck} title={texts.empty} action={finished}>
      {texts.emptyBody}
    </EmptyState>
  );
}

/** Refresh interval for long lists. It is longer, because a refresh reads all loaded pages. */
const LONG_REFRESH_MS = 60_000;
const FEW_PAGES = 3;

/** `clockAheadMs` is the server's time minus the local time. */
type Page = RouteResult<'evaluations.list'> & { clockAheadMs: number };

/** Loads the items that match the filter, sorted by promised time, without the member's own claims. */
function useQueue(wanted: QueueFilter) {
  const filter: QueueFilter = { ...wanted, held: false };
  const query = useInfiniteQuery({
    queryKey: ['evaluations.list', filter],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const params = { filter, ...(pageParam && { after: pageParam }) };
      const page = await callRoute('evaluations.list', params, signal);
      return { ...page, clockAheadMs: page.now - Date.now() };
    },
    placeholderData: keepPreviousData,
    initialPageParam: undefined as QueueCursor | undefined,
    getNextPageParam: ({ next }: Page) => next,
    refetchInterval: ({ state: { data } }) =>
      (data?.pages.length ?? 0) > FEW_PAGES ? LONG_REFRESH_MS : REFRESH_MS,
  });
  const pages = query.data?.pages;
  const first = pages?.[0];
  const items = pages?.flatMap(page => page.items);
  return { ...query, data: first && items && { ...first, items } };
}

type Queue = ReturnType<typeof useQueue>;
