import { Navigate, useSearchParams } from 'react-router';
import { z } from 'zod';
import { Email } from '../../../shared/protocol/http.ts';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PublicPage } from '../../components/shell/PublicPage.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { PasswordField } from '../../components/ui/PasswordField.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { useAccount, useSignIn } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';

const Credentials = z.strictObject({ email: Email, password: z.string().min(1) });

export function Login() {
  usePageTitle(common.signIn);
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
    <PublicPage>
      <div className="flex flex-col gap-6">
        <div className="flex flex-col gap-1.5">
          <PageHeading>{texts.login.title}</PageHeading>
          <p className="text-muted">{texts.login.intro}</p>
        </div>
        <Card padding="lg">
          <form ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-5">
            {form.failure !== undefined && (
              <Banner tone="danger" title={texts.login.failed}>
                {errorMessage(form.failure)}
              </Banner>
            )}
            <TextField
              label={common.email}
              name="email"
              type="email"
              autoComplete="username"
              inputMode="email"
              value={form.values.email}
              error={form.errorOf('email')}
              onChange={event => form.change({ email: event.target.value })}
              onBlur={() => form.blur('email')}
            />
            <PasswordField
              label={common.password}
              name="password"
              autoComplete="current-password"
              value={form.values.password}
              error={form.errorOf('password')}
              onChange={event => form.change({ password: event.target.value })}
            />
            <Button type="submit" variant="primary" size="lg" pending={form.submitting}>
              {common.signIn}
            </Button>
          </form>
        </Card>
        <p className="text-sm text-muted">{texts.login.guest}</p>
      </div>
    </PublicPage>
  );
}

/** Only a path of our own, so that no link can send somebody to another site after signing in. */
function pathAfter(next: string | null): string {
  return next && /^\/console(\/|$)/.test(next) ? next : '/console';
}
