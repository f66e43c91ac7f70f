import { Suspense } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { OfflineBanner } from '../../components/shell/OfflineBanner.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { SkipLink } from '../../components/shell/SkipLink.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { useAccount } from '../../hooks/useAccount.ts';
import { consoleTexts as texts } from '../../texts/console.ts';
import { ConsoleHeader } from './ConsoleHeader.tsx';

/** The frame of all staff pages. Whoever is not signed in goes to sign in first and then comes back here. */
export function Console() {
  const account = useAccount();
  const { pathname } = useLocation();

  if (account.isPending) return <PageLoading />;
  if (!account.data) {
    return (
      <main className="flex min-h-dvh items-center justify-center">
        <ErrorState
          title={texts.accountFailed}
          error={account.error}
          onRetry={() => void account.refetch()}
          retrying={account.isFetching}
        />
      </main>
    );
  }
  if (!account.data.member) return <Navigate to={`/login?next=${encodeURIComponent(pathname)}`} replace />;

  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <ConsoleHeader member={account.data.member} />
      <OfflineBanner />
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col">
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
