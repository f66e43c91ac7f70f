import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import type { InterviewCursor } from '../../../../shared/protocol/interviewList.ts';
import { callRoute } from '../../../core/api.ts';
import { filterOf, type ListAddress } from './listAddress.ts';

const REFRESH_MS = 10_000;
/** Refresh interval for long lists. It is longer, because a refresh reads all loaded pages. */
const LONG_REFRESH_MS = 60_000;
const FEW_PAGES = 3;
type Page = RouteResult<'interviews.list'>;

/** Loads the interviews that the address asks for, page by page, and how many there are for each filter. */
export function useInterviewList(address: ListAddress) {
  const filter = filterOf(address);
  const { sort } = address;
  const query = useInfiniteQuery({
    queryKey: ['interviews.list', filter, sort],
    queryFn: ({ pageParam, signal }) =>
      callRoute(
        'interviews.list',
        { filter, sort, ...(pageParam ? { after: pageParam } : { counts: true as const }) },
        signal,
      ),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as InterviewCursor | undefined,
    getNextPageParam: ({ next }: Page) => next,
    refetchInterval: ({ state: { data } }) =>
      (data?.pages.length ?? 0) > FEW_PAGES ? LONG_REFRESH_MS : REFRESH_MS,
  });
  return {
    ...query,
    interviews: query.data?.pages.flatMap(({ interviews }) => interviews) ?? [],
    counts: query.data?.pages[0]?.counts,
  };
}

export type InterviewListQuery = ReturnType<typeof useInterviewList>;
