import { z } from 'zod';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { Password } from '../../../shared/protocol/password.ts';
import { AccountForm, NewPasswordField } from '../../components/account/AccountForm.tsx';
import { OneTimeLink } from '../../components/account/OneTimeLink.tsx';
import { callRoute } from '../../core/api.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';

const Choice = z.strictObject({ password: Password });

const checkReset = (token: string, signal: AbortSignal) =>
  callRoute('passwordResets.check', { token }, signal);

export function ResetPassword() {
  return (
    <OneTimeLink name="passwordReset" check={checkReset}>
      {(token, { email }, signIn) => <PasswordForm token={token} email={email} onSignIn={signIn} />}
    </OneTimeLink>
  );
}

type PasswordFormProps = { token: string; email: string; onSignIn: (member: StaffMember) => void };
function PasswordForm({ token, email, onSignIn }: PasswordFormProps) {
  const form = useForm({
    initial: { password: '' },
    schema: Choice,
    onSubmit: async ({ password }) => {
      const { member } = await callRoute('passwordResets.complete', { token, password });
      onSignIn(member);
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
      {/* Password managers store the new password under this address. */}
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <NewPasswordField {...form.field('password')} />
    </AccountForm>
  );
}
