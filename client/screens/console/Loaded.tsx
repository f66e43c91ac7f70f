import type { ReactNode } from 'react';
import { Banner } from '../../components/ui/Banner.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';

export interface Reading<T> {
  data: T | undefined;
  isError: boolean;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

interface LoadedProps<T> {
  query: Reading<T>;
  failed: string;
  /** Text shown above the data when a refresh fails. */
  stale?: string;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Renders a query's data, a skeleton while the query loads, or an error with a retry button. */
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
