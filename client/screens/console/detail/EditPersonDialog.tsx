import { z } from 'zod';
import type { InterviewId } from '../../../../shared/ids.ts';
import { DisplayName } from '../../../../shared/interview/fields.ts';
import type { SeatView } from '../../../../shared/interview/view.ts';
import { Email } from '../../../../shared/protocol/email.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { changedFields } from '../../../core/changedFields.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { NameAndEmail } from './NameAndEmail.tsx';

const texts = consoleTexts.editPerson;
const Changes = z.strictObject({ displayName: DisplayName, email: Email.nullable() });

interface EditPersonDialogProps {
  interviewId: InterviewId;
  seat: SeatView;
  onClose: () => void;
}

/** Their link, and what they have done so far, stay. */
export function EditPersonDialog({ interviewId, seat, onClose }: EditPersonDialogProps) {
  const change = useRouteMutation('seats.change', ['interviews.list', 'interviews.read']);
  const form = useForm({
    initial: { displayName: seat.displayName, email: seat.email ?? '' },
    schema: Changes,
    toInput: ({ displayName, email }) => ({ displayName, email: email.trim() || null }),
    onSubmit: async changes => {
      const before = { displayName: seat.displayName, email: seat.email ?? null };
      await change.mutateAsync({ interviewId, seatId: seat.seatId, ...changedFields(before, changes) });
      toast.success(texts.done(changes.displayName));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={texts.title(seat.displayName)}
      description={texts.body}
      submitLabel={common.save}
      failed={texts.failed}
      onClose={onClose}
    >
      <NameAndEmail form={form} />
    </FormDialog>
  );
}
