import { Navigate, useSearchParams } from 'react-router';
import { z } from 'zod';
import { Email } from '../../../shared/protocol/http.ts';
import { EmailField, PresentPasswordField } from '../../components/account/AccountFields.tsx';
import { AccountForm } from '../../components/account/AccountForm.tsx';
import { useAccount, useSignIn } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';

const Credentials = z.strictObject({ email: Email, password: z.string().min(1) });

export function Login() {
  const [search] = useSearchParams();
  const account = useAccount();
  const signIn = useSignIn();
  const form = useForm({
    initial: { email: '', password: '' },
    schema: Credentials,
    onSubmit: credentials => signIn.mutateAsync(credentials),
  });

  if (account.data?.member) return <Navigate to={pathAfter(search.get('next'))} replace />;

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
      <PresentPasswordField {...form.field('password')} />
    </AccountForm>
  );
}

/** Only a path of our own, so that no link can send somebody to another site after signing in. */
function pathAfter(next: string | null): string {
  return next && /^\/console(\/|$)/.test(next) ? next : '/console';
}
