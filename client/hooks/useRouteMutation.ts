import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RouteInput, RouteName } from '../../shared/protocol/http.ts';
import { callRoute } from '../core/api.ts';

/** Changes something through one of our JSON routes; the routes in `refreshes` are then read again. */
export function useRouteMutation<N extends RouteName>(name: N, refreshes: readonly RouteName[] = []) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (params: RouteInput<N>) => callRoute(name, params),
    onSuccess: () => {
      for (const route of refreshes) void client.invalidateQueries({ queryKey: [route] });
    },
  });
}
