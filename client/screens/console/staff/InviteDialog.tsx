import { useState } from 'react';
import { ROUTES, type RouteResult } from '../../../../shared/protocol/http.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { CopyField } from '../../../components/ui/CopyField.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';

const texts = consoleTexts.staff;
const FORM_ID = 'invite';
const Invitee = ROUTES['staff.invite'].params;
const ROLES = Invitee.shape.role.options.map(role => ({ value: role, label: common.staffRoles[role] }));

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [invited, setInvited] = useState<RouteResult<'staff.invite'>>();
  return invited ? (
    <InvitedDialog invited={invited} onClose={onClose} />
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
    <Dialog
      open
      onOpenChange={onClose}
      title={texts.inviteTitle}
      description={texts.inviteBody}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={FORM_ID} variant="primary" pending={form.submitting}>
            {texts.inviteSubmit}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-5">
        {form.failure !== undefined && (
          <Banner tone="danger" title={texts.inviteFailed}>
            {errorMessage(form.failure)}
          </Banner>
        )}
        <TextField
          label={texts.email}
          type="email"
          autoComplete="off"
          inputMode="email"
          value={form.values.email}
          error={form.errorOf('email')}
          onChange={event => form.change({ email: event.target.value })}
          onBlur={() => form.blur('email')}
        />
        <Select
          label={texts.role}
          hint={texts.roleHints[role]}
          options={ROLES}
          value={role}
          onChange={event => form.change({ role: event.target.value })}
        />
      </form>
    </Dialog>
  );
}

interface InvitedDialogProps {
  invited: RouteResult<'staff.invite'>;
  onClose: () => void;
}

function InvitedDialog({ invited, onClose }: InvitedDialogProps) {
  const label = texts.inviteLink(invited.invitation.email);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="md"
      title={label}
      footer={
        <Button variant="primary" onClick={onClose}>
          {consoleTexts.links.done}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="warning">{texts.inviteDone}</Banner>
        <CopyField label={label} hideLabel value={invited.url} />
      </div>
    </Dialog>
  );
}
