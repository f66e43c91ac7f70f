import { useQueryClient } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { z } from 'zod';
import { DisplayName } from '../../../shared/interview/events.ts';
import { Email, Password } from '../../../shared/protocol/http.ts';
import { LinkProblem } from '../../components/LinkProblem.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PublicPage } from '../../components/shell/PublicPage.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { PasswordField } from '../../components/ui/PasswordField.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { callRoute } from '../../core/api.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { useAccount } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { useFragmentToken } from '../../hooks/useFragmentToken.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';
import { LinkChecking } from '../login/LinkChecking.tsx';
import { signInAfter } from '../login/signInAfter.ts';
import { useLinkCheck } from '../login/useLinkCheck.ts';

const Owner = z.strictObject({ name: DisplayName, email: Email, password: Password });

export function SetupOwner() {
  usePageTitle(texts.setup.title);
  const token = useFragmentToken();
  const check = useLinkCheck('setup', token, (value, signal) =>
    callRoute('setup.check', { token: value }, signal),
  );
  const account = useAccount();

  if (account.data?.member) return <Navigate to="/console" replace />;
  if (check.linkInvalid || token === undefined)
    return (
      <PublicPage>
        <LinkProblem />
      </PublicPage>
    );
  if (!check.data) return <LinkChecking error={check.error} onRetry={() => void check.refetch()} />;
  return <OwnerForm token={token} />;
}

function OwnerForm({ token }: { token: string }) {
  const client = useQueryClient();
  const form = useForm({
    initial: { name: '', email: '', password: '' },
    schema: Owner,
    onSubmit: async owner => {
      await callRoute('setup.complete', { token, ...owner });
      await signInAfter(client, owner.email, owner.password);
    },
  });
  return (
    <PublicPage>
      <div className="flex flex-col gap-6">
        <div className="flex flex-col gap-1.5">
          <PageHeading>{texts.setup.title}</PageHeading>
          <p className="text-muted">{texts.setup.intro}</p>
        </div>
        <Card padding="lg">
          <form ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-5">
            {form.failure !== undefined && (
              <Banner tone="danger" title={texts.setup.failed}>
                {errorMessage(form.failure)}
              </Banner>
            )}
            <TextField
              label={common.name}
              hint={texts.nameHint}
              name="name"
              autoComplete="name"
              value={form.values.name}
              error={form.errorOf('name')}
              onChange={event => form.change({ name: event.target.value })}
              onBlur={() => form.blur('name')}
            />
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
              hint={common.password10}
              name="password"
              autoComplete="new-password"
              value={form.values.password}
              error={form.errorOf('password')}
              onChange={event => form.change({ password: event.target.value })}
              onBlur={() => form.blur('password')}
            />
            <Button type="submit" variant="primary" size="lg" pending={form.submitting}>
              {texts.setup.submit}
            </Button>
          </form>
        </Card>
      </div>
    </PublicPage>
  );
}
