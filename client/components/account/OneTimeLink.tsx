import { skipToken, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Navigate } from 'react-router';
import type { ErrorReason } from '../../../shared/errorReasons.ts';
import { AppError } from '../../../shared/errors.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { useSignedInAs } from '../../hooks/useAccount.ts';
import { useFragmentToken, useReloadOnNewLink } from '../../hooks/useFragmentToken.ts';
import { account as texts } from '../../texts/account.ts';
import { LinkProblem } from '../LinkProblem.tsx';
import { PublicPage } from '../shell/PublicPage.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';

interface OneTimeLinkProps<T> {
  name: string;
  check: (token: string, signal: AbortSignal) => Promise<T>;
  /** Shown instead of the general page without a link, or with one that doesn't work, for a reason. */
  problem?: ((kind: 'absent' | 'invalid', reason?: ErrorReason) => ReactNode) | undefined;
  /** `signIn` signs the member in and opens the console. */
  children: (token: string, found: T, signIn: (member: StaffMember) => void) => ReactNode;
}

/** Renders `children` after the server has confirmed the one-time link whose token is in the page address. */
export function OneTimeLink<T>({ name, check: ask, problem, children }: OneTimeLinkProps<T>) {
  const token = useFragmentToken();
  useReloadOnNewLink();
  const signedInAs = useSignedInAs();
  const [done, setDone] = useState(false);
  const signIn = (member: StaffMember) => {
    signedInAs(member);
    setDone(true);
  };
  const check = useQuery({
    queryKey: [name, token],
    queryFn: token === undefined ? skipToken : ({ signal }) => ask(token, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (done) return <Navigate to="/console" replace />;
  if (token !== undefined && check.data !== undefined) return children(token, check.data, signIn);
  if (problem && token === undefined) return problem('absent');
  if (problem && isLinkInvalid(check.error)) return problem('invalid', check.error.reason);
  return (
    <PublicPage>
      {token === undefined || isLinkInvalid(check.error) ? (
        <LinkProblem />
      ) : check.error && !check.isFetching ? (
        <ErrorState title={texts.checkFailed} error={check.error} onRetry={() => void check.refetch()} />
      ) : (
        <Skeletons label={texts.checking} className="gap-6">
          <div className="flex flex-col gap-3">
            <Skeleton className="h-8 w-2/3" />
            <Skeleton className="h-5 w-full" />
          </div>
          <Skeleton className="h-96 w-full rounded-card" />
        </Skeletons>
      )}
    </PublicPage>
  );
}

function isLinkInvalid(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'link-invalid';
}
