import { Navigate } from 'react-router';
import { z } from 'zod';
import { DisplayName, Email } from '../../../shared/interview/fields.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { Password } from '../../../shared/protocol/password.ts';
import {
  AccountForm,
  EmailField,
  NameField,
  NewPasswordField,
} from '../../components/account/AccountForm.tsx';
import { OneTimeLink } from '../../components/account/OneTimeLink.tsx';
import { RadioCards } from '../../components/ui/RadioCards.tsx';
import { Select } from '../../components/ui/Select.tsx';
import { callRoute } from '../../core/api.ts';
import { useAccount } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';
import { recordingTexts } from '../../texts/recordingList.ts';

const PublicSide = z.enum(['yes', 'no'], texts.setup.publicSideMissing);
const Owner = z.strictObject({
  name: DisplayName,
  email: Email,
  password: Password,
  days: z.string(),
  publicSide: PublicSide,
});
/** Default retention. It is half a year, because data kept longer than needed is a risk. */
const DAYS = '180';
const FOREVER = '';
const checkSetup = (token: string, signal: AbortSignal) => callRoute('setup.check', { token }, signal);

export function SetupOwner() {
  const account = useAccount();
  if (account.data?.member) return <Navigate to="/console" replace />;
  return (
    <OneTimeLink name="setup" check={checkSetup}>
      {(token, _found, signIn) => <OwnerForm token={token} onSignIn={signIn} />}
    </OneTimeLink>
  );
}

function OwnerForm({ token, onSignIn }: { token: string; onSignIn: (member: StaffMember) => void }) {
  const form = useForm({
    initial: { name: '', email: '', password: '', days: DAYS, publicSide: '' },
    schema: Owner,
    onSubmit: async ({ days, publicSide, ...owner }) => {
      const { member } = await callRoute('setup.complete', {
        token,
        ...owner,
        publicSide: publicSide === 'yes',
        ...(days !== FOREVER && { retentionDays: Number(days) }),
      });
      onSignIn(member);
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
      <Select
        label={texts.setup.retention}
        hint={texts.setup.retentionHint}
        options={[30, 90, 180, 365]
          .map(days => ({ value: `${days}`, label: texts.setup.days(days) }))
          .concat({ value: FOREVER, label: recordingTexts.retention.forever })}
        value={form.values.days}
        onChange={event => form.change({ days: event.target.value })}
      />
      <RadioCards
        legend={texts.setup.publicSide}
        columns={1}
        options={PublicSide.options.map(value => ({ value, ...texts.setup.publicSides[value] }))}
        value={PublicSide.safeParse(form.values.publicSide).data}
        error={form.errorOf('publicSide')}
        onChange={publicSide => form.change({ publicSide })}
      />
    </AccountForm>
  );
}
