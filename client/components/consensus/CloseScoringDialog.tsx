import { useState } from 'react';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { scoringTexts } from '../../texts/scoring.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

interface CloseScoringDialogProps {
  close: () => Promise<unknown>;
  onClose: () => void;
}

/** What it ends cannot be taken up again. Where the server refuses, the dialog stays and says why. */
export function CloseScoringDialog({ close, onClose }: CloseScoringDialogProps) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const { lead } = scoringTexts;
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await close();
      toast.success(lead.closed);
      onClose();
    } catch (refusal) {
      setError(errorMessage(refusal));
    } finally {
      setPending(false);
    }
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={lead.closeTitle}
      description={lead.closeBody}
      confirmLabel={lead.closeConfirm}
      danger
      pending={pending}
      error={error}
      onConfirm={() => void confirm()}
    />
  );
}
