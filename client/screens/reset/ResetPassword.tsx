import { useState } from 'react';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { Password } from '../../../shared/protocol/password.ts';
import { AccountForm, NewPasswordField } from '../../components/account/AccountForm.tsx';
import { CodeStep } from '../../components/account/CodeStep.tsx';
import { OneTimeLink } from '../../components/account/OneTimeLink.tsx';
import { callRoute, signInWithCode } from '../../core/api.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';
import { RequestReset } from './RequestReset.tsx';

const Choice = z.strictObject({ password: Password });

const checkReset = (token: string, signal: AbortSignal) =>
  callRoute('passwordResets.check', { token }, signal);

export function ResetPassword() {
  return (
    <OneTimeLink
      name="passwordReset"
      check={checkReset}
      problem={kind => <RequestReset gone={kind === 'invalid'} />}
    >
      {(token, { email }, signIn) => <PasswordForm token={token} email={email} onSignIn={signIn} />}
    </OneTimeLink>
  );
}

type PasswordFormProps = { token: string; email: string; onSignIn: (member: StaffMember) => void };
function PasswordForm({ token, email, onSignIn }: PasswordFormProps) {
  const [next, setNext] = useState<'gone' | 'code'>();
  const navigate = useNavigate();
  const form = useForm({
    initial: { password: '' },
    schema: Choice,
    onSubmit: async ({ password }) => {
      const { member } = await callRoute('passwordResets.complete', { token, password }).catch(error => {
        if (error instanceof AppError && error.code === 'link-invalid') setNext('gone');
        throw error;
      });
      if (member) onSignIn(member);
      else setNext('code');
    },
  });
  const sendCode = async ({ code }: { code: string }) => {
    const member = await signInWithCode(code);
    if (member) onSignIn(member);
  };
  if (next === 'gone') return <RequestReset gone />;
  if (next === 'code') return <CodeStep onCode={sendCode} onStartOver={() => void navigate('/login')} />;
  return (
    <AccountForm
      form={form}
      title={texts.reset.title}
      intro={texts.reset.intro(email)}
      submitLabel={texts.reset.submit}
      failed={texts.reset.failed}
    >
      {/* Password managers store the new password under this address. */}
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <NewPasswordField {...form.field('password')} />
    </AccountForm>
  );
}
