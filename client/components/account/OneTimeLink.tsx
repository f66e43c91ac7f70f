import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AppError } from '../../../shared/errors.ts';
import { useFragmentToken } from '../../hooks/useFragmentToken.ts';
import { account as texts } from '../../texts/account.ts';
import { LinkProblem } from '../LinkProblem.tsx';
import { PublicPage } from '../shell/PublicPage.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';

interface OneTimeLinkProps<T> {
  /** Query key of the check. */
  name: string;
  check: (token: string, signal: AbortSignal) => Promise<T>;
  children: (token: string, found: T) => ReactNode;
}

/** Renders its children once the server has confirmed the one-time link whose token is in the page address. */
export function OneTimeLink<T>(props: OneTimeLinkProps<T>) {
  const token = useFragmentToken();
  return token === undefined ? <Unusable /> : <CheckedLink {...props} token={token} />;
}

function CheckedLink<T>({ name, check: ask, children, token }: OneTimeLinkProps<T> & { token: string }) {
  const check = useQuery({
    queryKey: [name, token],
    queryFn: ({ signal }) => ask(token, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (check.data !== undefined) return children(token, check.data);
  if (check.error instanceof AppError && check.error.code === 'link-invalid') return <Unusable />;
  if (check.error && !check.isFetching)
    return (
      <PublicPage>
        <ErrorState title={texts.checkFailed} error={check.error} onRetry={() => void check.refetch()} />
      </PublicPage>
    );
  return <Checking />;
}

function Unusable() {
  return (
    <PublicPage>
      <LinkProblem />
    </PublicPage>
  );
}

function Checking() {
  return (
    <PublicPage>
      <Skeletons label={texts.checking} className="gap-6">
        <div className="flex flex-col gap-3">
          <Skeleton className="h-8 w-2/3" />
          <Skeleton className="h-5 w-full" />
        </div>
        <Skeleton className="h-96 w-full rounded-card" />
      </Skeletons>
    </PublicPage>
  );
}
