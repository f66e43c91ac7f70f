import { Navigate } from 'react-router';
import { z } from 'zod';
import { DisplayName } from '../../../shared/interview/fields.ts';
import { Email } from '../../../shared/protocol/http.ts';
import { Password } from '../../../shared/protocol/password.ts';
import { EmailField, NameField, NewPasswordField } from '../../components/account/AccountFields.tsx';
import { AccountForm } from '../../components/account/AccountForm.tsx';
import { OneTimeLink } from '../../components/account/OneTimeLink.tsx';
import { callRoute } from '../../core/api.ts';
import { useAccount, useSignedInAs } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';

const Owner = z.strictObject({ name: DisplayName, email: Email, password: Password });

const checkSetup = (token: string, signal: AbortSignal) => callRoute('setup.check', { token }, signal);

export function SetupOwner() {
  const account = useAccount();
  if (account.data?.member) return <Navigate to="/console" replace />;
  return (
    <OneTimeLink name="setup" check={checkSetup}>
      {token => <OwnerForm token={token} />}
    </OneTimeLink>
  );
}

function OwnerForm({ token }: { token: string }) {
  const signedInAs = useSignedInAs();
  const form = useForm({
    initial: { name: '', email: '', password: '' },
    schema: Owner,
    onSubmit: async owner => {
      const { member } = await callRoute('setup.complete', { token, ...owner });
      signedInAs(member);
    },
  });
  return (
    <AccountForm
      form={form}
      title={texts.setup.title}
      intro={texts.setup.intro}
      submitLabel={texts.createAccount}
      failed={texts.notCreated}
    >
      <NameField {...form.field('name')} />
      <EmailField {...form.field('email')} />
      <NewPasswordField {...form.field('password')} />
    </AccountForm>
  );
}
