import type { InterviewId } from '../../../../shared/ids.ts';
import type { SeatView } from '../../../../shared/interview/view.ts';
import { toast } from '../../../core/toast.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';

const texts = consoleTexts.revoke;

interface RevokeDialogProps {
  interviewId: InterviewId;
  seat: SeatView;
  onClose: () => void;
}

export function RevokeDialog({ interviewId, seat, onClose }: RevokeDialogProps) {
  return (
    <ConfirmRequest
      route="links.revoke"
      params={{ interviewId, seatId: seat.seatId }}
      refreshes={['interviews.read']}
      title={texts.title(seat.displayName)}
      description={texts.body}
      confirmLabel={texts.confirm}
      danger
      onClose={onClose}
      onDone={() => {
        toast.success(texts.done(seat.displayName));
        onClose();
      }}
    />
  );
}
