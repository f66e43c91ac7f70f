import type { InterviewId } from '../../../../shared/ids.ts';
import type { SeatView } from '../../../../shared/interview/view.ts';
import { Accommodations, NO_ACCOMMODATIONS } from '../../../../shared/recruiter/settings.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { AccommodationFields } from './AccommodationFields.tsx';

const texts = recruiterSetup.accommodations;

interface AccommodationsDialogProps {
  interviewId: InterviewId;
  seat: SeatView;
  /** Whether the session has opened: then a change holds from the next question on. */
  begun: boolean;
  /** Whether the member who opened this rates in the interview. */
  rates: boolean;
  onClose: () => void;
}

export function AccommodationsDialog({
  interviewId,
  seat,
  begun,
  rates,
  onClose,
}: AccommodationsDialogProps) {
  const description = [rates && texts.hiddenFromRater, begun && texts.dialogBody].filter(Boolean).join(' ');
  const save = useRouteMutation('accommodations.set', ['interviews.read']);
  const form = useForm({
    initial: { set: seat.accommodations ?? NO_ACCOMMODATIONS },
    schema: Accommodations,
    toInput: ({ set }) => set,
    onSubmit: async accommodations => {
      await save.mutateAsync({ interviewId, seatId: seat.seatId, accommodations });
      toast.success(texts.done(seat.displayName));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      size="md"
      title={texts.title(seat.displayName)}
      {...(description && { description })}
      submitLabel={common.save}
      failed={texts.failed}
      onClose={onClose}
    >
      <AccommodationFields set={form.values.set} onChange={set => form.change({ set })} />
    </FormDialog>
  );
}
