import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { z } from 'zod';
import { DisplayName } from '../../../shared/interview/events.ts';
import { Password } from '../../../shared/protocol/http.ts';
import type { StaffRole } from '../../../shared/roles.ts';
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
import { useForm } from '../../hooks/useForm.ts';
import { useFragmentToken } from '../../hooks/useFragmentToken.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';
import { LinkChecking } from '../login/LinkChecking.tsx';
import { signInAfter } from '../login/signInAfter.ts';
import { useLinkCheck } from '../login/useLinkCheck.ts';

const Person = z.strictObject({ name: DisplayName, password: Password });

export function AcceptInvitation() {
  usePageTitle(texts.invitation.title);
  const token = useFragmentToken();
  const check = useLinkCheck('invitation', token, (value, signal) =>
    callRoute('invitations.check', { token: value }, signal),
  );
  const [done, setDone] = useState(false);

  if (done) return <Navigate to="/console" replace />;
  if (check.linkInvalid || token === undefined)
    return (
      <PublicPage>
        <LinkProblem />
      </PublicPage>
    );
  if (!check.data) return <LinkChecking error={check.error} onRetry={() => void check.refetch()} />;
  return (
    <PersonForm token={token} email={check.data.email} role={check.data.role} onDone={() => setDone(true)} />
  );
}

interface PersonFormProps {
  token: string;
  email: string;
  role: StaffRole;
  onDone: () => void;
}

function PersonForm({ token, email, role, onDone }: PersonFormProps) {
  const client = useQueryClient();
  const form = useForm({
    initial: { name: '', password: '' },
    schema: Person,
    onSubmit: async person => {
      await callRoute('invitations.accept', { token, ...person });
      await signInAfter(client, email, person.password);
      onDone();
    },
  });
  return (
    <PublicPage>
      <div className="flex flex-col gap-6">
        <div className="flex flex-col gap-1.5">
          <PageHeading>{texts.invitation.title}</PageHeading>
          <p className="text-muted">{texts.invitation.intro(email, common.staffRoles[role].toLowerCase())}</p>
        </div>
        <Card padding="lg">
          <form ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-5">
            {form.failure !== undefined && (
              <Banner tone="danger" title={texts.invitation.failed}>
                {errorMessage(form.failure)}
              </Banner>
            )}
            <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
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
              {texts.invitation.submit}
            </Button>
          </form>
        </Card>
      </div>
    </PublicPage>
  );
}
