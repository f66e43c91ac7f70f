import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { AppError } from '../../../shared/errors.ts';
import { Banner } from '../../components/ui/Banner.tsx';
import { ButtonLink } from '../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { consoleTexts } from '../../texts/console.ts';

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

export function isForbidden(error: unknown): boolean {
  return error instanceof AppError && error.code === 'forbidden';
}

/** Says that the member can't open a page, by default because of their role, and leads to one that they can open. */
export function NotAllowed({ title, children }: { title?: string; children?: string }) {
  const { title: usual, body, home } = consoleTexts.notAllowed;
  return (
    <EmptyState icon={Lock} title={title ?? usual} action={<ButtonLink to="/console">{home}</ButtonLink>}>
      {children ?? body}
    </EmptyState>
  );
}

/**
 * Renders a query's data, a skeleton while the query loads, or an error with a retry button. There is nothing to
 * retry if the member's role doesn't allow the query.
 */
export function Loaded<T>({ query, failed, stale, skeleton, children }: LoadedProps<T>) {
  const { data, isError } = query;
  if (data === undefined && isForbidden(query.error)) return <NotAllowed />;
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
