import { scoringTexts } from '../../texts/scoring.ts';
import { ConfirmAttempt } from '../ui/ConfirmAttempt.tsx';

interface CloseScoringDialogProps {
  close: () => Promise<unknown>;
  onClose: () => void;
}

/** What it ends cannot be taken up again. */
export function CloseScoringDialog({ close, onClose }: CloseScoringDialogProps) {
  const { closeTitle, closeBody, closeConfirm, closed } = scoringTexts.lead;
  return (
    <ConfirmAttempt
      attempt={close}
      title={closeTitle}
      description={closeBody}
      confirmLabel={closeConfirm}
      done={closed}
      onClose={onClose}
    />
  );
}
