import { z } from 'zod';
import { DisplayName } from '../../../shared/interview/fields.ts';
import type { RouteResult, StaffMember } from '../../../shared/protocol/http.ts';
import { Password } from '../../../shared/protocol/password.ts';
import { AccountForm, NameField, NewPasswordField } from '../../components/account/AccountForm.tsx';
import { OneTimeLink } from '../../components/account/OneTimeLink.tsx';
import { callRoute } from '../../core/api.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';

const Person = z.strictObject({ name: DisplayName, password: Password });

const checkInvitation = (token: string, signal: AbortSignal) =>
  callRoute('invitations.check', { token }, signal);

export function AcceptInvitation() {
  return (
    <OneTimeLink name="invitation" check={checkInvitation}>
      {(token, invitation, signIn) => <PersonForm token={token} invitation={invitation} onSignIn={signIn} />}
    </OneTimeLink>
  );
}

interface PersonFormProps {
  token: string;
  invitation: RouteResult<'invitations.check'>;
  onSignIn: (member: StaffMember) => void;
}

function PersonForm({ token, invitation, onSignIn }: PersonFormProps) {
  const { email, role } = invitation;
  const form = useForm({
    initial: { name: '', password: '' },
    schema: Person,
    onSubmit: async person => {
      const { member } = await callRoute('invitations.accept', { token, ...person });
      onSignIn(member);
    },
  });
  return (
    <AccountForm
      form={form}
      title={texts.invitation.title}
      intro={texts.invitation.intro(email, role, `${window.location.host}/login`)}
      submitLabel={texts.createAccount}
      failed={texts.notCreated}
    >
      {/* Password managers store the password under this address. */}
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <NameField {...form.field('name')} />
      <NewPasswordField {...form.field('password')} />
    </AccountForm>
  );
}
