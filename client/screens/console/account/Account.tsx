import { ROUTES, type StaffMember } from '../../../../shared/protocol/http.ts';
import { NewPasswordField, PresentPasswordField } from '../../../components/account/AccountForm.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Form, SubmitButton } from '../../../components/ui/Form.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useMember } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { account } from '../../../texts/account.ts';
import { common } from '../../../texts/common.ts';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { CalendarFeed } from './CalendarFeed.tsx';
import { InterviewHours } from './InterviewHours.tsx';
import { OwnEmail } from './OwnEmail.tsx';
import { SignInList } from './SignInList.tsx';
import { TwoFactor } from './TwoFactor.tsx';

const texts = account.settings;

export function Account() {
  usePageTitle(texts.title);
  const member = useMember();
  return (
    <ConsolePage
      title={texts.title}
      intro={
        <span className="wrap-anywhere">
          {member && texts.intro(member.email, common.staffRoles[member.role])}
        </span>
      }
      width="reading"
    >
      {member && <OwnName key={member.userId} member={member} />}
      {member && <OwnEmail key={member.email} member={member} />}
      <ChangePassword />
      <TwoFactor />
      <SignInList />
      <InterviewHours />
      <CalendarFeed />
    </ConsolePage>
  );
}

function OwnName({ member }: { member: StaffMember }) {
  const rename = useRouteMutation('account.rename', ['account.read', 'staff.list']);
  const form = useForm({
    initial: { name: member.name },
    schema: ROUTES['account.rename'].params,
    onSubmit: async input => {
      await rename.mutateAsync(input);
      toast.success(texts.renamed);
    },
  });
  return (
    <PageSection title={texts.name}>
      <Card padding="lg">
        <Form form={form} failed={texts.renameFailed}>
          <TextField
            {...form.field('name')}
            label={texts.name}
            hint={texts.nameHint}
            name="name"
            autoComplete="name"
          />
          <div>
            <SubmitButton form={form}>{texts.rename}</SubmitButton>
          </div>
        </Form>
      </Card>
    </PageSection>
  );
}

const EMPTY = { currentPassword: '', newPassword: '' };

function ChangePassword() {
  const member = useMember();
  const change = useRouteMutation('account.changePassword');
  const form = useForm({
    initial: EMPTY,
    schema: ROUTES['account.changePassword'].params,
    onSubmit: async passwords => {
      await change.mutateAsync(passwords);
      form.reset();
      toast.success(texts.changed);
    },
  });
  return (
    <PageSection title={texts.password}>
      <Card padding="lg">
        <Form form={form} failed={texts.changeFailed}>
          {/* Password managers store the new password under this address. */}
          <input type="hidden" name="email" autoComplete="username" value={member?.email ?? ''} readOnly />
          <PresentPasswordField {...form.field('currentPassword')} label={texts.current} />
          <NewPasswordField {...form.field('newPassword')} label={texts.new} />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <SubmitButton form={form}>{texts.change}</SubmitButton>
            <p className="text-sm text-muted">{texts.changeBody}</p>
          </div>
        </Form>
      </Card>
    </PageSection>
  );
}
