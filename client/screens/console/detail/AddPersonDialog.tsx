import type { z } from 'zod';
import type { InterviewId } from '../../../../shared/ids.ts';
import { LIMITS } from '../../../../shared/interview/events.ts';
import { type IssuedLink, SeatInput } from '../../../../shared/protocol/http.ts';
import { SeatRole } from '../../../../shared/roles.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';

const texts = consoleTexts.addPerson;
const FORM_ID = 'add-person';
const ROLES = SeatRole.options.map(role => ({ value: role, label: common.roles[role] }));

type NewPerson = z.infer<typeof SeatInput>;

interface AddPersonDialogProps {
  interviewId: InterviewId;
  onClose: () => void;
  onAdded: (link: IssuedLink, person: NewPerson) => void;
}

export function AddPersonDialog({ interviewId, onClose, onAdded }: AddPersonDialogProps) {
  const add = useRouteMutation('seats.add', ['interviews.list', 'interviews.read']);
  const form = useForm({
    initial: { role: 'interviewer', displayName: '', email: '' },
    schema: SeatInput,
    toInput: ({ email, ...person }) => ({ ...person, ...(email.trim() && { email: email.trim() }) }),
    onSubmit: async seat => {
      const { link } = await add.mutateAsync({ interviewId, seat });
      onAdded(link, seat);
    },
  });
  const role = SeatRole.parse(form.values.role);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={texts.title}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={FORM_ID} variant="primary" pending={form.submitting}>
            {texts.submit}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-5">
        {form.failure !== undefined && (
          <Banner tone="danger" title={texts.failed}>
            {errorMessage(form.failure)}
          </Banner>
        )}
        <Select
          label={consoleTexts.form.role}
          hint={consoleTexts.create.groups[role].hint}
          options={ROLES}
          value={role}
          onChange={event => form.change({ role: event.target.value })}
        />
        <TextField
          label={consoleTexts.form.name}
          autoComplete="off"
          maxLength={LIMITS.displayName}
          value={form.values.displayName}
          error={form.errorOf('displayName')}
          onChange={event => form.change({ displayName: event.target.value })}
          onBlur={() => form.blur('displayName')}
        />
        <TextField
          label={consoleTexts.form.email}
          optional
          type="email"
          autoComplete="off"
          value={form.values.email}
          error={form.errorOf('email')}
          onChange={event => form.change({ email: event.target.value })}
          onBlur={() => form.blur('email')}
        />
      </form>
    </Dialog>
  );
}
