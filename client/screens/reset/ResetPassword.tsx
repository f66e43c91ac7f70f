import { useState } from 'react';
import { Navigate } from 'react-router';
import { z } from 'zod';
import { Password } from '../../../shared/protocol/password.ts';
import { AccountForm, NewPasswordField } from '../../components/account/AccountForm.tsx';
import { OneTimeLink } from '../../components/account/OneTimeLink.tsx';
import { callRoute } from '../../core/api.ts';
import { useSignedInAs } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';

const Choice = z.strictObject({ password: Password });

const checkReset = (token: string, signal: AbortSignal) =>
  callRoute('passwordResets.check', { token }, signal);

export function ResetPassword() {
  const [done, setDone] = useState(false);
  if (done) return <Navigate to="/console" replace />;
  return (
    <OneTimeLink name="passwordReset" check={checkReset}>
      {(token, { email }) => <PasswordForm token={token} email={email} onDone={() => setDone(true)} />}
    </OneTimeLink>
  );
}

interface PasswordFormProps {
  token: string;
  email: string;
  onDone: () => void;
}

function PasswordForm({ token, email, onDone }: PasswordFormProps) {
  const signedInAs = useSignedInAs();
  const form = useForm({
    initial: { password: '' },
    schema: Choice,
    onSubmit: async ({ password }) => {
      const { member } = await callRoute('passwordResets.complete', { token, password });
      signedInAs(member);
      onDone();
    },
  });
  return (
    <AccountForm
      form={form}
      title={texts.reset.title}
      intro={texts.reset.intro(email)}
      submitLabel={texts.reset.submit}
      failed={texts.reset.failed}
    >
      {/* Password managers store the password under this address. */}
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <NewPasswordField {...form.field('password')} />
    </AccountForm>
  );
}
