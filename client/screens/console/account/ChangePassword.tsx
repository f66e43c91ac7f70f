import { ROUTES } from '../../../../shared/protocol/http.ts';
import { NewPasswordField, PresentPasswordField } from '../../../components/account/AccountFields.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Form } from '../../../components/ui/Form.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useMember } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { account } from '../../../texts/account.ts';

const texts = account.settings;
const EMPTY = { currentPassword: '', newPassword: '' };

export function ChangePassword() {
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
          {/* For password managers, which keep a password with its address. */}
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
