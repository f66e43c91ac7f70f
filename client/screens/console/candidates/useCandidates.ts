import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type {
  CandidateCursor,
  CandidateFilter,
  CandidateSort,
} from '../../../../shared/protocol/candidateRoutes.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { callRoute } from '../../../core/api.ts';

type Page = RouteResult<'candidates.list'>;

/** Returns the candidates that match, page by page, and how many there are. */
export function useCandidates(filter: CandidateFilter, sort: CandidateSort = 'latest') {
  const query = useInfiniteQuery({
    queryKey: ['candidates.list', filter, sort],
    queryFn: ({ pageParam, signal }) =>
      callRoute('candidates.list', { filter, sort, ...(pageParam && { after: pageParam }) }, signal),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as CandidateCursor | undefined,
    getNextPageParam: ({ next }: Page) => next,
  });
  return {
    ...query,
    data: query.data?.pages.flatMap(({ candidates }) => candidates),
    counts: query.data?.pages[0]?.counts,
  };
}
