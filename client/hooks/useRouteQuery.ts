import { keepPreviousData, type Query, useQuery } from '@tanstack/react-query';
import type { RouteInput, RouteName, RouteResult } from '../../shared/protocol/http.ts';
import { callRoute } from '../core/api.ts';

interface Options<N extends RouteName> {
  /** Asks again every so often while the page is in sight; the time may follow from what was read last. */
  refetchIntervalMs?: number | ((query: Query<RouteResult<N>>) => number);
  enabled?: boolean;
  /** How long what was read counts as current; coming back to the page asks again only after that. */
  staleTimeMs?: number;
}

/** Reads one of our JSON routes and keeps it in the cache under its name and params. */
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
