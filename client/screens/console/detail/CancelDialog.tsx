import type { InterviewId } from '../../../../shared/ids.ts';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { consoleTexts } from '../../../texts/console.ts';

const texts = consoleTexts.cancelInterview;

interface CancelDialogProps {
  open: boolean;
  interviewId: InterviewId;
  onClose: () => void;
}

export function CancelDialog({ open, interviewId, onClose }: CancelDialogProps) {
  const cancel = useRouteMutation('interviews.cancel', ['interviews.list', 'interviews.read']);
  const confirm = () =>
    cancel.mutate(
      { interviewId },
      {
        onSuccess: () => {
          toast.success(texts.done);
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onClose}
      title={texts.title}
      description={texts.body}
      confirmLabel={texts.confirm}
      cancelLabel={texts.keep}
      danger
      pending={cancel.isPending}
      error={cancel.error ? errorMessage(cancel.error) : undefined}
      onConfirm={confirm}
    />
  );
}
