import { Suspense, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { staffMay } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { OfflineBanner } from '../../components/shell/OfflineBanner.tsx';
import { SkipLink } from '../../components/shell/PageFrame.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { ButtonLink } from '../../components/ui/ButtonLink.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { isSignedOutHere, useAccount } from '../../hooks/useAccount.ts';
import { useFocusKeeper } from '../../hooks/useFocusKeeper.ts';
import { PageMember } from '../../hooks/useMember.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { consoleTexts as texts } from '../../texts/console.ts';
import { BulkStatus } from './BulkStatus.tsx';
import { ConsoleHeader } from './ConsoleHeader.tsx';
import { ConsolePage } from './ConsolePage.tsx';
import { LeaveQuestion } from './LeaveQuestion.tsx';
import { SignInAgain } from './SignInAgain.tsx';

export function Console() {
  const account = useAccount();
  const { pathname, search, hash } = useLocation();
  const loginAddress = `/login?next=${encodeURIComponent(pathname + search + hash)}`;
  // After the sign-in session ends, the page stays under a sign-in dialog, so that typed text isn't lost.
  const [seen, setSeen] = useState<StaffMember>();
  const present = account.data?.member;
  if (present && present !== seen) setSeen(present);
  const member = present ?? (isSignedOutHere() ? undefined : seen);
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
  if (!member) return <Navigate to={loginAddress} replace />;
  return (
    // The key makes the page mount again when another member signs in.
    <PageMember key={member.userId} value={member}>
      <div className="flex min-h-dvh flex-col">
        <SkipLink />
        <ConsoleHeader member={member} />
        <OfflineBanner />
        <ConsoleMain />
        {staffMay('interviews.change', member.role) && <BulkStatus />}
        <LeaveQuestion />
        {!present && <SignInAgain member={member} loginAddress={loginAddress} />}
      </div>
    </PageMember>
  );
}

/** Page for unknown addresses, with the console's menu. */
export function NoSuchPage() {
  const { title, body } = texts.noSuchPage;
  usePageTitle(title);
  return (
    <ConsolePage title={title} intro={body} width="reading">
      <ButtonLink to="/console" className="self-start">
        {texts.notAllowed.home}
      </ButtonLink>
    </ConsolePage>
  );
}

function ConsoleMain() {
  const main = useFocusKeeper();
  return (
    <main ref={main} id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col">
      <Suspense fallback={<PageLoading />}>
        <Outlet />
      </Suspense>
    </main>
  );
}
