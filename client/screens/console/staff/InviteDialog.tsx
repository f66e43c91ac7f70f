import { useState } from 'react';
import { ROUTES, type RouteResult } from '../../../../shared/protocol/http.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { StaffLinkDialog } from './StaffLinkDialog.tsx';

const texts = consoleTexts.staff;
const Invitee = ROUTES['staff.invite'].params;
const ROLES = Invitee.shape.role.options.map(role => ({ value: role, label: common.staffRoles[role] }));

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [invited, setInvited] = useState<RouteResult<'staff.invite'>>();
  return invited ? (
    <StaffLinkDialog
      title={texts.inviteLink(invited.invitation.email)}
      note={texts.inviteDone}
      url={invited.url}
      onClose={onClose}
    />
  ) : (
    <InviteForm onClose={onClose} onInvited={setInvited} />
  );
}

interface InviteFormProps {
  onClose: () => void;
  onInvited: (invited: RouteResult<'staff.invite'>) => void;
}

function InviteForm({ onClose, onInvited }: InviteFormProps) {
  const invite = useRouteMutation('staff.invite', ['staff.list']);
  const form = useForm({
    initial: { email: '', role: 'organizer' },
    schema: Invitee,
    onSubmit: async invitee => onInvited(await invite.mutateAsync(invitee)),
  });
  const role = Invitee.shape.role.parse(form.values.role);

  return (
    <FormDialog
      form={form}
      title={texts.inviteTitle}
      description={texts.inviteBody}
      submitLabel={texts.inviteSubmit}
      failed={texts.inviteFailed}
      onClose={onClose}
    >
      <TextField
        {...form.field('email')}
        label={texts.email}
        type="email"
        autoComplete="off"
        inputMode="email"
      />
      <Select
        label={texts.role}
        hint={texts.roleHints[role]}
        options={ROLES}
        value={role}
        onChange={event => form.change({ role: event.target.value })}
      />
    </FormDialog>
  );
}
