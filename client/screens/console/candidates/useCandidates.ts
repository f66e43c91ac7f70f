import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { CandidateCursor, CandidateFilter } from '../../../../shared/protocol/candidateRoutes.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { callRoute } from '../../../core/api.ts';

type Page = RouteResult<'candidates.list'>;

/** Returns the candidates that match, page by page. */
export function useCandidates(filter: CandidateFilter) {
  const query = useInfiniteQuery({
    queryKey: ['candidates.list', filter],
    queryFn: ({ pageParam, signal }) =>
      callRoute('candidates.list', { filter, ...(pageParam && { after: pageParam }) }, signal),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as CandidateCursor | undefined,
    getNextPageParam: ({ next }: Page) => next,
  });
  return { ...query, data: query.data?.pages.flatMap(({ candidates }) => candidates) };
}
