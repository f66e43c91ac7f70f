import { Navigate, useSearchParams } from 'react-router';
import {
  AccountForm,
  AccountLink,
  EmailField,
  PresentPasswordField,
} from '../../components/account/AccountForm.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PublicPage } from '../../components/shell/PublicPage.tsx';
import { Credentials, useAccount, useSignIn } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { firstAccount, account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';

export function Login() {
  const [search] = useSearchParams();
  const account = useAccount();
  const signIn = useSignIn();
  const form = useForm({
    initial: { email: '', password: '' },
    schema: Credentials,
    onSubmit: credentials => signIn.mutateAsync(credentials),
  });
  if (account.data?.member) return <Navigate to={addressAfter(search.get('next'))} replace />;
  if (account.data?.setupNeeded) return <FirstAccount />;
  return (
    <AccountForm
      form={form}
      title={texts.login.title}
      intro={texts.login.intro}
      submitLabel={common.signIn}
      failed={texts.login.failed}
      note={texts.login.guest}
    >
      <EmailField {...form.field('email')} />
      <div className="flex flex-col gap-2">
        <PresentPasswordField {...form.field('password')} />
        <AccountLink to="/reset">{texts.requestReset.forgot}</AccountLink>
      </div>
    </AccountForm>
  );
}

function FirstAccount() {
  usePageTitle(firstAccount.title);
  return (
    <PublicPage>
      <div className="flex flex-col gap-4">
        <PageHeading>{firstAccount.title}</PageHeading>
        <p>{firstAccount.body}</p>
        <p className="text-sm text-muted">{firstAccount.lost}</p>
      </div>
    </PublicPage>
  );
}

/** Returns the page to open next: always a console page, so that no crafted link leads to another site. */
function addressAfter(next: string | null): string {
  return next && /^\/console(?:[/?#]|$)/.test(next) ? next : '/console';
}
