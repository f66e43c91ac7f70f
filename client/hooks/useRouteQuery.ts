import { keepPreviousData, type Query, useQuery } from '@tanstack/react-query';
import type { RouteInput, RouteName, RouteResult } from '../../shared/protocol/http.ts';
import { callRoute } from '../core/api.ts';

interface Options<N extends RouteName> {
  /** Polling interval while the page is visible. */
  refetchIntervalMs?: number | ((query: Query<RouteResult<N>>) => number);
  enabled?: boolean;
  /** Age up to which a result counts as current. Returning to the page fetches an older result again. */
  staleTimeMs?: number;
}

export function useRouteQuery<N extends RouteName>(name: N, params: RouteInput<N>, options: Options<N> = {}) {
  return useQuery({
    queryKey: [name, params],
    queryFn: ({ signal }) => callRoute(name, params, signal),
    placeholderData: keepPreviousData,
    enabled: options.enabled,
    refetchInterval: options.refetchIntervalMs,
    ...(options.staleTimeMs !== undefined && { staleTime: options.staleTimeMs }),
  });
}
