import type { z } from 'zod';
import type { InterviewId } from '../../../../shared/ids.ts';
import { type IssuedLink, SeatInput } from '../../../../shared/protocol/http.ts';
import { SeatRole } from '../../../../shared/roles.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { NameAndEmail } from './NameAndEmail.tsx';

const texts = consoleTexts.addPerson;
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
    <FormDialog
      form={form}
      title={texts.title}
      submitLabel={texts.submit}
      failed={texts.failed}
      onClose={onClose}
    >
      <Select
        label={consoleTexts.form.role}
        hint={consoleTexts.create.groups[role].hint}
        options={ROLES}
        value={role}
        onChange={event => form.change({ role: event.target.value })}
      />
      <NameAndEmail form={form} />
    </FormDialog>
  );
}
