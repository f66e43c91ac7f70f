import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RouteInput, RouteName } from '../../shared/protocol/http.ts';
import { callRoute } from '../core/api.ts';

interface Options {
  /** Asks again every so often while the page is in sight. */
  refetchIntervalMs?: number;
  enabled?: boolean;
  /** How long what was read counts as current; coming back to the page asks again only after that. */
  staleTimeMs?: number;
}

/** Reads one of our JSON routes and keeps it in the cache under its name and params. */
export function useRouteQuery<N extends RouteName>(name: N, params: RouteInput<N>, options: Options = {}) {
  return useQuery({
    queryKey: [name, params],
    queryFn: ({ signal }) => callRoute(name, params, signal),
    placeholderData: keepPreviousData,
    enabled: options.enabled,
    refetchInterval: options.refetchIntervalMs,
    ...(options.staleTimeMs !== undefined && { staleTime: options.staleTimeMs }),
  });
}
