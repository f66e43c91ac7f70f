import { ROUTES } from '../../../../shared/protocol/http.ts';
import { NewPasswordField, PresentPasswordField } from '../../../components/account/AccountForm.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Form, SubmitButton } from '../../../components/ui/Form.tsx';
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
      <ChangePassword />
      <TwoFactor />
      <SignInList />
      <InterviewHours />
      <CalendarFeed />
    </ConsolePage>
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
