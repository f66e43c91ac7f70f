import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RouteInput, RouteName } from '../../shared/protocol/http.ts';
import { callRoute } from '../core/api.ts';
import { errorMessage } from '../core/errorMessage.ts';
import { toast } from '../core/toast.ts';

/** Calls a route. After success, refetches the routes in `refreshes`. */
export function useRouteMutation<N extends RouteName>(name: N, refreshes: readonly RouteName[] = []) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (params: RouteInput<N>) => callRoute(name, params),
    onSuccess: () => {
      for (const route of refreshes) void client.invalidateQueries({ queryKey: [route] });
    },
  });
}

/** Returns mutation callbacks that show toasts: `done` on success, `failed` with the reason on failure. */
export function withToasts<T>(done: string | ((result: T) => string), failed: string) {
  return {
    onSuccess: (result: T) => toast.success(typeof done === 'string' ? done : done(result)),
    onError: (error: unknown) => toast.error(failed, errorMessage(error)),
  };
}
