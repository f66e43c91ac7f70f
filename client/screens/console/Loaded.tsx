import type { ReactNode } from 'react';
import { Banner } from '../../components/ui/Banner.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';

/** How it stands with what is read from the server, as `useRouteQuery` returns it. */
export interface Reading<T> {
  data: T | undefined;
  isError: boolean;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

interface LoadedProps<T> {
  query: Reading<T>;
  /** What could not be loaded. */
  failed: string;
  /** That what is shown may be out of date; absent where that need not be said. */
  stale?: string;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** What was read from the server, or its outline until it is there, or that it could not be read. */
export function Loaded<T>({ query, failed, stale, skeleton, children }: LoadedProps<T>) {
  const { data, isError } = query;
  if (data === undefined)
    return isError ? (
      <ErrorState
        title={failed}
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    ) : (
      skeleton
    );
  return (
    <>
      {isError && stale && <Banner tone="warning">{stale}</Banner>}
      {children(data)}
    </>
  );
}
