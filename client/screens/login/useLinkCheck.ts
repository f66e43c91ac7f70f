import { useQuery } from '@tanstack/react-query';
import { AppError } from '../../../shared/errors.ts';

/** Asks once whether a one-time link can still be used. `linkInvalid` is the server's final no. */
export function useLinkCheck<T>(
  kind: string,
  token: string | undefined,
  check: (token: string, signal: AbortSignal) => Promise<T>,
) {
  const query = useQuery({
    queryKey: [kind, token],
    queryFn: ({ signal }) => check(token ?? '', signal),
    enabled: token !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const linkInvalid = query.error instanceof AppError && query.error.code === 'link-invalid';
  return {
    data: query.data,
    error: query.isFetching ? undefined : query.error,
    refetch: query.refetch,
    linkInvalid: linkInvalid || token === undefined,
  };
}
