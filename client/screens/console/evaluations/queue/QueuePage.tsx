import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ClipboardCheck } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  isFinished,
  type QueueCounts,
  type QueueCursor,
  type QueueFilter,
  QueueGroup,
  type QueueItem,
  type QueueWho,
} from '../../../../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult } from '../../../../../shared/protocol/http.ts';
import { SkipLink } from '../../../../components/shell/PageFrame.tsx';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { EmptyState } from '../../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../../components/ui/Skeleton.tsx';
import { callRoute } from '../../../../core/api.ts';
import { useNow } from '../../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { consoleTexts } from '../../../../texts/console.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { KeysButton, KeysDialog, useListKeys } from '../../ListKeys.tsx';
import { MorePages } from '../../ListPage.tsx';
import { Loaded } from '../../Loaded.tsx';
import { Evaluations } from '../Evaluations.tsx';
import { QUEUE_PATH } from '../evaluationPaths.ts';
import { TakenDialog, useClaiming } from './claiming.tsx';
import { filterOf, isFiltered, isQuickFilter, QueueFilters, searchOf } from './QueueFilters.tsx';
import { QueueRows } from './QueueRows.tsx';
import { useQueuePlace } from './queuePlace.ts';
import { ReferencesFirst } from './ReferencesFirst.tsx';

const texts = evaluationTexts.queue;
const CLOCK_MS = 15_000;
const REFRESH_MS = 15_000;
const LIST_ID = 'queue-list';
const FINISHED_PATH = `${QUEUE_PATH}?${searchOf({ steps: ['done'] })}`;

export function QueuePage() {
  const [search] = useSearchParams();
  const filter = filterOf(search);
  const queue = useQueue(filter);
  const held = { filter: { ...filter, held: true } };
  const own =
    useRouteQuery('evaluations.list', held, { refetchIntervalMs: REFRESH_MS, keepPrevious: true }).data
      ?.items ?? [];
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
  const { items, kits, counts, people } = data;
  const all = [...own, ...items];
  const shown = all.length;
  const inGroup = (group: QueueGroup) => all.filter(item => item.group === group);
  const next = inGroup('mine')[0] ?? inGroup('open')[0];
  const [showsKeys, setShowsKeys] = useState(false);
  const { listRef, onKeyDown } = useListKeys({ onHelp: () => setShowsKeys(true) });
  const onOpen = useQueuePlace(listRef, !queue.isFetching);
  const isEmpty = shown === 0 && !isFiltered(filter);
  return (
    <>
      {shown > 0 && <SkipLink to={LIST_ID} label={texts.skip} />}
      {data.references && <ReferencesFirst references={data.references} />}
      {!isEmpty && <QueueFilters filter={filter} kits={kits} counts={counts} people={people} />}
      {shown === 0 ? (
        <Nothing filter={filter} />
      ) : (
        <div className="flex items-center justify-between gap-3">
          <p role="status" className="text-sm text-muted tabular-nums">
            {totalText(filter, counts, data.person)}
          </p>
          <KeysButton onOpen={() => setShowsKeys(true)} />
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its rows have the focus */}
      <div
        id={LIST_ID}
        ref={listRef}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onClickCapture={onOpen}
        aria-busy={queue.isPlaceholderData || undefined}
        className={classNames('flex flex-col gap-6 empty:hidden', queue.isPlaceholderData && 'opacity-60')}
      >
        {shown > 0 && <p className="sr-only">{texts.keys}</p>}
        {QueueGroup.options.map(group => (
          <Group key={group} name={texts.groups[group]} items={inGroup(group)}>
            {rows => <QueueRows now={now} claiming={claiming} items={rows} next={next} />}
          </Group>
        ))}
        {items.length > 0 && (
          <MorePages pages={queue} texts={texts} className="pt-2">
            <p className="text-sm text-muted tabular-nums">{texts.shown(shown, counts.total)}</p>
          </MorePages>
        )}
      </div>
      {showsKeys && <KeysDialog keys={texts.keyList} onClose={() => setShowsKeys(false)} />}
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={now} />}
    </>
  );
}

interface GroupProps {
  name: string;
  items: readonly QueueItem[];
  children: (items: readonly QueueItem[]) => ReactNode;
}

function Group({ name, items, children }: GroupProps) {
  const id = useId();
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h2 id={id} className="text-sm font-semibold">
        {name}
      </h2>
      {children(items)}
    </section>
  );
}

function totalText(
  { steps, who }: QueueFilter,
  { total, who: groups }: QueueCounts,
  person: string | undefined,
): string {
  if (person !== undefined) return texts.totalFor(total, person);
  if (who === 'others' || steps?.every(isFinished)) return texts.totalFinished(total);
  if (who !== undefined) return texts.total(total);
  const countOf = (group: QueueWho) => groups.find(({ value }) => value === group)?.count ?? 0;
  return texts.sum({ mine: countOf('mine'), open: countOf('open'), others: countOf('others') });
}

function Nothing({ filter }: { filter: QueueFilter }) {
  const isOverdue = isQuickFilter(filter, 'overdue');
  if (isFiltered(filter))
    return (
      <EmptyState
        icon={ClipboardCheck}
        title={isOverdue ? texts.noneOverdue : texts.noMatch}
        action={<ButtonLink to={QUEUE_PATH}>{consoleTexts.filters.clear}</ButtonLink>}
      >
        {isOverdue ? texts.noneOverdueBody : texts.noMatchBody}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={ClipboardCheck}
      title={texts.empty}
      action={<ButtonLink to={FINISHED_PATH}>{texts.finished}</ButtonLink>}
    >
      {texts.emptyBody}
    </EmptyState>
  );
}

/** Refresh interval for long lists. It is longer, because a refresh reads all loaded pages. */
const LONG_REFRESH_MS = 60_000;
const FEW_PAGES = 3;

/** `clockAheadMs` is the server's time minus the local time. */
type Page = RouteResult<'evaluations.list'> & { clockAheadMs: number };

/** Loads the items that match the filter, by urgency, without the member's own claims. */
function useQueue(wanted: QueueFilter) {
  const filter: QueueFilter = { ...wanted, held: false };
  const query = useInfiniteQuery({
    queryKey: ['evaluations.list', filter],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const params = { filter, ...(pageParam && { after: pageParam }) };
      const page = await callRoute('evaluations.list', params, signal);
      return { ...page, clockAheadMs: page.now - Date.now() };
    },
    // What was done on another page has left the list.
    staleTime: 0,
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
