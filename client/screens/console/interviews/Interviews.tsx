import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { CalendarPlus, LayoutList, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Outlet, useParams } from 'react-router';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import {
  type InterviewCursor,
  type InterviewFilter,
  type InterviewGroupName,
  SEARCH_LENGTH,
} from '../../../../shared/protocol/interviewList.ts';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { callRoute } from '../../../core/api.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { startOfDay } from '../../../texts/times.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { ListPage, MorePages, NothingChosen } from '../ListPage.tsx';
import { Loaded } from '../Loaded.tsx';
import { useRowKeys } from '../useRowKeys.ts';
import { InterviewRow } from './InterviewRow.tsx';
import { InterviewTabs } from './InterviewTabs.tsx';

const CLOCK_MS = 15_000;
const TYPING_MS = 250;

export function Interviews() {
  const { interviewId } = useParams();
  const now = useNow(CLOCK_MS);
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), TYPING_MS);
  const list = useInterviews(search, now);
  const empty =
    typed === '' &&
    search === '' &&
    !list.isPlaceholderData &&
    list.data?.every(({ interviews }) => interviews.length === 0) === true;
  return (
    <ListPage
      isEmpty={empty}
      isChosen={interviewId !== undefined}
      label={texts.title}
      listWidth="lg:w-104"
      list={
        <InterviewList
          list={list}
          now={now}
          empty={empty}
          chosenId={interviewId}
          typed={typed}
          onType={setTyped}
          search={search}
        />
      }
    >
      <Outlet />
    </ListPage>
  );
}

const texts = consoleTexts.list;

interface InterviewListProps {
  list: InterviewPages;
  now: number;
  empty: boolean;
  chosenId: string | undefined;
  typed: string;
  onType: (typed: string) => void;
  search: string;
}

function InterviewList({ list, now, empty, chosenId, typed, onType, search }: InterviewListProps) {
  const mayCreate = useStaffMay('interviews.create');
  return (
    <ConsolePage
      title={texts.title}
      actions={mayCreate && !empty && <CreateLink />}
      level={chosenId ? 'h2' : 'h1'}
      width="full"
      tabs={<InterviewTabs />}
      filters={
        !empty && (
          <TextField
            label={texts.filter}
            hideLabel
            type="search"
            placeholder={texts.filterShort}
            maxLength={SEARCH_LENGTH}
            value={typed}
            onChange={event => onType(event.target.value)}
          />
        )
      }
    >
      <Loaded query={list} failed={texts.failed} stale={texts.stale} skeleton={<InterviewListSkeleton />}>
        {groups =>
          empty ? (
            <NoInterviews mayCreate={mayCreate} />
          ) : (
            <>
              <Groups groups={groups} chosenId={chosenId} now={now} busy={list.isPlaceholderData} />
              <Found groups={groups} search={search} busy={list.isPlaceholderData} />
            </>
          )
        }
      </Loaded>
    </ConsolePage>
  );
}

interface GroupsProps {
  groups: readonly ListedGroup[];
  chosenId: string | undefined;
  now: number;
  busy: boolean;
}

function Groups({ groups, chosenId, now, busy }: GroupsProps) {
  const { listRef, onRowKeyDown } = useRowKeys();
  const shown = groups.flatMap(({ interviews }) => interviews);
  const GroupHeading = chosenId ? 'h3' : 'h2';
  const tabStop = shown.find(interview => interview.interviewId === chosenId) ?? shown[0];
  return (
    <>
      <p className="sr-only">{texts.keys}</p>
      <div
        ref={listRef}
        aria-busy={busy || undefined}
        className={classNames('flex flex-col gap-6', busy && 'opacity-60')}
      >
        {groups
          .filter(({ interviews }) => interviews.length > 0)
          .map(group => (
            <section key={group.name} aria-labelledby={`group-${group.name}`}>
              <GroupHeading id={`group-${group.name}`} className="px-3 pb-1.5 text-xs font-medium text-muted">
                {texts.groups[group.name]}
              </GroupHeading>
              <ul className="flex flex-col gap-0.5">
                {group.interviews.map(interview => (
                  <InterviewRow
                    key={interview.interviewId}
                    interview={interview}
                    now={now}
                    chosen={interview.interviewId === chosenId}
                    tabStop={interview === tabStop}
                    onKeyDown={onRowKeyDown}
                  />
                ))}
              </ul>
              <MorePages
                pages={group}
                texts={texts}
                label={texts.moreOf[group.name]}
                size="sm"
                className="pt-2"
              />
            </section>
          ))}
      </div>
    </>
  );
}

/** Announces the number of search results. Visible only if nothing was found. */
function Found({ groups, search, busy }: Pick<GroupsProps, 'groups' | 'busy'> & { search: string }) {
  const count = groups.reduce((sum, { interviews }) => sum + interviews.length, 0);
  const more = groups.some(({ hasNextPage }) => hasNextPage);
  return (
    <p role="status" className={count === 0 ? 'px-3 text-sm text-muted' : 'sr-only'}>
      {search !== '' && !busy && (count === 0 ? texts.noMatch(search) : texts.found(count, more))}
    </p>
  );
}

function NoInterviews({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState icon={CalendarPlus} title={texts.emptyTitle} action={mayCreate && <CreateLink />}>
      {mayCreate ? texts.emptyBody : texts.emptyReadOnly}
    </EmptyState>
  );
}

function CreateLink() {
  return (
    <ButtonLink to="/console/interviews/new" variant="primary" icon={Plus}>
      {texts.create}
    </ButtonLink>
  );
}

const ROWS = [0, 1, 2, 3, 4];

function InterviewListSkeleton() {
  return (
    <Skeletons className="gap-4">
      <Skeleton className="ml-3 h-4 w-14" />
      {ROWS.map(row => (
        <div key={row} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 px-3 py-1">
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-12" />
            <Skeleton className="h-3 w-14" />
          </div>
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
            <Skeleton className="h-3 w-1/2" />
          </div>
        </div>
      ))}
    </Skeletons>
  );
}

export function NoInterviewChosen() {
  usePageTitle(texts.title);
  return <NothingChosen icon={LayoutList}>{texts.choose}</NothingChosen>;
}

const REFRESH_MS = 10_000;
/** Refresh interval for long lists. It is longer, because a refresh reads all loaded pages. */
const LONG_REFRESH_MS = 60_000;
const FEW_PAGES = 3;
/** Added to a day's start to get a time on the next day, even when daylight saving time changes. */
const INTO_TOMORROW_MS = 36 * 3_600_000;
type Page = RouteResult<'interviews.list'>;

function useInterviews(search: string, now: number) {
  const groups = [
    useGroup('today', search, now),
    useGroup('upcoming', search, now),
    useGroup('past', search, now),
  ];
  return {
    data: groups.every(({ data }) => data) ? groups : undefined,
    isError: groups.some(({ isError }) => isError),
    error: groups.find(({ isError }) => isError)?.error,
    isFetching: groups.some(({ isFetching }) => isFetching),
    isPlaceholderData: groups.some(({ isPlaceholderData }) => isPlaceholderData),
    refetch: () => {
      for (const { refetch } of groups) void refetch();
    },
  };
}

type InterviewPages = ReturnType<typeof useInterviews>;
type ListedGroup = NonNullable<InterviewPages['data']>[number];

function useGroup(name: InterviewGroupName, search: string, now: number) {
  const today = startOfDay(now);
  const group = { name, today, tomorrow: startOfDay(today + INTO_TOMORROW_MS) };
  const filter: InterviewFilter = { group, ...(search !== '' && { search }) };
  const query = useInfiniteQuery({
    queryKey: ['interviews.list', filter],
    queryFn: ({ pageParam, signal }) =>
      callRoute('interviews.list', { filter, ...(pageParam && { after: pageParam }) }, signal),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as InterviewCursor | undefined,
    getNextPageParam: ({ next }: Page) => next,
    refetchInterval: ({ state: { data } }) =>
      (data?.pages.length ?? 0) > FEW_PAGES ? LONG_REFRESH_MS : REFRESH_MS,
  });
  return { ...query, name, interviews: query.data?.pages.flatMap(({ interviews }) => interviews) ?? [] };
}

function useDebounced<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), milliseconds);
    return () => window.clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
