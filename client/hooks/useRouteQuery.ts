import { keepPreviousData, type Query, queryOptions, useQuery } from '@tanstack/react-query';
import type { RouteInput, RouteName, RouteResult } from '../../shared/protocol/http.ts';
import { callRoute } from '../core/api.ts';

interface Options<N extends RouteName> {
  /** Polling interval while the page is visible. */
  refetchIntervalMs?: number | ((query: Query<RouteResult<N>>) => number);
  enabled?: boolean;
  /** Age up to which a result counts as current. Returning to the page fetches an older result again. */
  staleTimeMs?: number;
  /**
   * Shows the result for the previous parameters until the next one has arrived. Only for parameters that refine
   * what is shown, because the previous result may be about another person or interview.
   */
  keepPrevious?: boolean;
}

export function useRouteQuery<N extends RouteName>(name: N, params: RouteInput<N>, options: Options<N> = {}) {
  return useQuery(routeQuery(name, params, options));
}

export function routeQuery<N extends RouteName>(name: N, params: RouteInput<N>, options: Options<N>) {
  return queryOptions({
    queryKey: [name, params],
    queryFn: ({ signal }) => callRoute(name, params, signal),
    placeholderData: options.keepPrevious ? keepPreviousData : undefined,
    enabled: options.enabled,
    refetchInterval: options.refetchIntervalMs,
    ...(options.staleTimeMs !== undefined && { staleTime: options.staleTimeMs }),
  });
}
