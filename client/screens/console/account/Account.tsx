import { ROUTES } from '../../../../shared/protocol/http.ts';
import { NewPasswordField, PresentPasswordField } from '../../../components/account/AccountForm.tsx';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Form } from '../../../components/ui/Form.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useMember } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { account } from '../../../texts/account.ts';
import { common } from '../../../texts/common.ts';
import { PageBody } from '../PageBody.tsx';

const texts = account.settings;

export function Account() {
  usePageTitle(texts.title);
  const member = useMember();
  return (
    <PageBody width="max-w-3xl">
      <div className="flex flex-col gap-1">
        <PageHeading>{texts.title}</PageHeading>
        {member && (
          <p className="text-sm wrap-anywhere text-muted">
            {texts.intro(member.email, common.staffRoles[member.role])}
          </p>
        )}
      </div>
      <ChangePassword />
      <OtherSessions />
    </PageBody>
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
    <section aria-labelledby="password" className="flex flex-col gap-3">
      <h2 id="password" className="text-base font-semibold">
        {texts.password}
      </h2>
      <Card padding="lg">
        <Form form={form} failed={texts.changeFailed}>
          {/* Password managers store the password under this address. */}
          <input type="hidden" name="email" autoComplete="username" value={member?.email ?? ''} readOnly />
          <PresentPasswordField {...form.field('currentPassword')} label={texts.current} />
          <NewPasswordField {...form.field('newPassword')} label={texts.new} />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Button type="submit" variant="primary" pending={form.submitting}>
              {texts.change}
            </Button>
            <p className="text-sm text-muted">{texts.changeBody}</p>
          </div>
        </Form>
      </Card>
    </section>
  );
}

function OtherSessions() {
  const end = useRouteMutation('account.endOtherSessions');
  const endThem = () =>
    end.mutate(
      {},
      {
        onSuccess: ({ ended }) => toast.success(texts.ended(ended)),
        onError: error => toast.error(texts.endFailed, errorMessage(error)),
      },
    );
  return (
    <section aria-labelledby="sessions" className="flex flex-col gap-3">
      <h2 id="sessions" className="text-base font-semibold">
        {texts.sessions}
      </h2>
      <Card padding="lg" className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-sm text-muted">{texts.sessionsBody}</p>
        <Button pending={end.isPending} onClick={endThem}>
          {texts.end}
        </Button>
      </Card>
    </section>
  );
}
