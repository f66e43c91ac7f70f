import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { QueueCursor, QueueFilter } from '../../../../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult } from '../../../../../shared/protocol/http.ts';
import { callRoute } from '../../../../core/api.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';

const REFRESH_MS = 15_000;
/** Every page is read again each time, so that many of them are renewed less often. */
const LONG_REFRESH_MS = 60_000;
const FEW_PAGES = 3;

/** `clockAheadMs`: how far the server's clock is ahead of this device's, in milliseconds. */
type Page = RouteResult<'evaluations.list'> & { clockAheadMs: number };

/** What waits and passes the filter, without what the member is rating, by promise, as far down as was asked for. */
export function useQueue(wanted: QueueFilter) {
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
  return {
    ...query,
    data: first && items && { ...first, items },
  };
}

export type Queue = ReturnType<typeof useQueue>;

/** What the member rates at the moment. */
export function useOwnClaims() {
  const held = useRouteQuery(
    'evaluations.list',
    { filter: { held: true } },
    { refetchIntervalMs: REFRESH_MS },
  );
  return held.data?.items ?? [];
}
