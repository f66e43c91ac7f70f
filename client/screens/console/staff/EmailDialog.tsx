import { ROUTES, type StaffMember } from '../../../../shared/protocol/http.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { staffTexts as texts } from '../../../texts/staff.ts';

const Change = ROUTES['staff.changeEmail'].params.omit({ userId: true });

/** Changes a member's address immediately. */
export function EmailDialog({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const { userId, name, email } = member;
  const byMail = useRouteQuery('mail.status', {}).data?.configured === true;
  const change = useRouteMutation('staff.changeEmail', ['staff.list', 'account.read']);
  const form = useForm({
    initial: { email: '' },
    schema: Change,
    onSubmit: async input => {
      await change.mutateAsync({ userId, ...input });
      toast.success(texts.emailChanged(name));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={texts.emailTitle(name)}
      description={texts.emailBody(email, byMail)}
      submitLabel={texts.emailSubmit}
      failed={texts.emailFailed}
      onClose={onClose}
    >
      <TextField
        {...form.field('email')}
        label={texts.newEmail}
        type="email"
        autoComplete="off"
        inputMode="email"
      />
    </FormDialog>
  );
}
