import { Suspense, useId, useState } from 'react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { EmailField, PresentPasswordField } from '../../components/account/AccountForm.tsx';
import { OfflineBanner } from '../../components/shell/OfflineBanner.tsx';
import { SkipLink } from '../../components/shell/PageFrame.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Dialog } from '../../components/ui/Dialog.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { Form } from '../../components/ui/Form.tsx';
import { Credentials, isSignedOutHere, useAccount, useSignIn } from '../../hooks/useAccount.ts';
import { useFocusKeeper } from '../../hooks/useFocusKeeper.ts';
import { useForm } from '../../hooks/useForm.ts';
import { PageMember } from '../../hooks/useMember.ts';
import { account as signInTexts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';
import { consoleTexts as texts } from '../../texts/console.ts';
import { ConsoleHeader } from './ConsoleHeader.tsx';

export function Console() {
  const account = useAccount();
  const { pathname, search, hash } = useLocation();
  const loginAddress = `/login?next=${encodeURIComponent(pathname + search + hash)}`;
  // When the sign-in session ends, the page stays under a sign-in dialog so that nothing typed is lost.
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
    // The key remounts the page when another member signs in.
    <PageMember key={member.userId} value={member}>
      <div className="flex min-h-dvh flex-col">
        <SkipLink />
        <ConsoleHeader member={member} />
        <OfflineBanner />
        <ConsoleMain />
        {!present && <SignInAgain member={member} loginAddress={loginAddress} />}
      </div>
    </PageMember>
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

function SignInAgain({ member, loginAddress }: { member: StaffMember; loginAddress: string }) {
  const id = useId();
  const navigate = useNavigate();
  const signIn = useSignIn(member);
  const form = useForm({
    initial: { email: member.email, password: '' },
    schema: Credentials,
    onSubmit: credentials => signIn.mutateAsync(credentials),
  });
  return (
    <Dialog
      open
      title={signInTexts.again.title}
      description={signInTexts.again.body}
      beginsAt="first-empty-field"
      footer={
        <>
          <Button onClick={() => void navigate(loginAddress)}>{signInTexts.again.leave}</Button>
          <Button type="submit" form={id} variant="primary" pending={form.submitting}>
            {common.signIn}
          </Button>
        </>
      }
    >
      <Form id={id} form={form} failed={signInTexts.login.failed}>
        <EmailField {...form.field('email')} />
        <PresentPasswordField {...form.field('password')} />
      </Form>
    </Dialog>
  );
}
