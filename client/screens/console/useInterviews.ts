import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { RouteResult } from '../../../shared/protocol/http.ts';
import type {
  InterviewCursor,
  InterviewFilter,
  InterviewGroupName,
} from '../../../shared/protocol/interviewList.ts';
import { callRoute } from '../../core/api.ts';
import { startOfDay } from '../../texts/times.ts';

const REFRESH_MS = 10_000;
/** A refresh reads every page that is shown, so many pages are refreshed less often. */
const LONG_REFRESH_MS = 60_000;
const FEW_PAGES = 3;
/** From any time of a day into the next one, however long the day is. */
const INTO_TOMORROW_MS = 36 * 3_600_000;

type Page = RouteResult<'interviews.list'>;

/** Interviews that match the search, by the day of `now`: each group in pages, as far as was asked for. */
export function useInterviews(search: string, now: number) {
  const groups = [
    useGroup('today', search, now),
    useGroup('upcoming', search, now),
    useGroup('past', search, now),
  ];
  return {
    data: groups.every(({ interviews }) => interviews) ? groups.map(shownOf) : undefined,
    isError: groups.some(({ isError }) => isError),
    error: groups.find(({ isError }) => isError)?.error,
    isFetching: groups.some(({ isFetching }) => isFetching),
    /** True while the rows are those of the search before. */
    isPlaceholderData: groups.some(({ isPlaceholderData }) => isPlaceholderData),
    refetch: () => {
      for (const { refetch } of groups) void refetch();
    },
  };
}

export type Interviews = ReturnType<typeof useInterviews>;
export type ListedGroup = NonNullable<Interviews['data']>[number];

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
  return { ...query, name, interviews: query.data?.pages.flatMap(({ interviews }) => interviews) };
}

function shownOf(group: ReturnType<typeof useGroup>) {
  const { name, interviews = [], hasNextPage, isFetchingNextPage, isFetchNextPageError } = group;
  return {
    name,
    interviews,
    hasNextPage,
    isFetchingNextPage,
    isFetchNextPageError,
    fetchNextPage: () => void group.fetchNextPage(),
  };
}
