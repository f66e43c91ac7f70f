import { z } from 'zod';
import type { ErrorReason } from '../../../shared/errorReasons.ts';
import { DisplayName } from '../../../shared/interview/fields.ts';
import type { RouteResult, StaffMember } from '../../../shared/protocol/http.ts';
import { Password } from '../../../shared/protocol/password.ts';
import {
  AccountForm,
  AccountLink,
  NameField,
  NewPasswordField,
} from '../../components/account/AccountForm.tsx';
import { OneTimeLink } from '../../components/account/OneTimeLink.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PublicPage } from '../../components/shell/PublicPage.tsx';
import { ButtonLink } from '../../components/ui/ButtonLink.tsx';
import { ContactDetails } from '../../components/ui/ContactDetails.tsx';
import { callRoute } from '../../core/api.ts';
import { useForm } from '../../hooks/useForm.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';
import { contactTexts } from '../../texts/contact.ts';

const Person = z.strictObject({ name: DisplayName, password: Password });

const checkInvitation = (token: string, signal: AbortSignal) =>
  callRoute('invitations.check', { token }, signal);

export function AcceptInvitation() {
  return (
    <OneTimeLink
      name="invitation"
      check={checkInvitation}
      problem={(_, reason) => <InvitationProblem reason={reason} />}
    >
      {(token, invitation, signIn) => <PersonForm token={token} invitation={invitation} onSignIn={signIn} />}
    </OneTimeLink>
  );
}

/** Says why an invitation can't be used, and what to do instead. */
function InvitationProblem({ reason }: { reason: ErrorReason | undefined }) {
  const { problems, unknown, signInHint } = texts.invitation;
  const { title, body } = Object.entries(problems).find(([known]) => known === reason)?.[1] ?? unknown;
  const isUsed = reason === 'link-used';
  usePageTitle(title);
  return (
    <PublicPage>
      <div className="flex flex-col items-start gap-5">
        <div role="status" className="flex flex-col gap-2">
          <PageHeading>{title}</PageHeading>
          <p className="text-muted">{body}</p>
        </div>
        {!isUsed && <p>{signInHint}</p>}
        <div className="flex flex-col items-start gap-3">
          <ButtonLink to="/login" variant={isUsed ? 'primary' : 'secondary'} size="lg">
            {common.signIn}
          </ButtonLink>
          <AccountLink to="/reset">{texts.requestReset.forgot}</AccountLink>
        </div>
        <ContactDetails organization={useOrganization()} title={contactTexts.questions} />
      </div>
    </PublicPage>
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
