import type { InterviewId } from '../../../../shared/ids.ts';
import type { SeatView } from '../../../../shared/interview/view.ts';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { consoleTexts } from '../../../texts/console.ts';

const texts = consoleTexts.revoke;

interface RevokeDialogProps {
  interviewId: InterviewId;
  seat: SeatView;
  onClose: () => void;
}

export function RevokeDialog({ interviewId, seat, onClose }: RevokeDialogProps) {
  const revoke = useRouteMutation('links.revoke', ['interviews.read']);
  const confirm = () =>
    revoke.mutate(
      { interviewId, seatId: seat.seatId },
      {
        onSuccess: () => {
          toast.success(texts.done(seat.displayName));
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={texts.title(seat.displayName)}
      description={texts.body}
      confirmLabel={texts.confirm}
      danger
      pending={revoke.isPending}
      error={revoke.error ? errorMessage(revoke.error) : undefined}
      onConfirm={confirm}
    />
  );
}
