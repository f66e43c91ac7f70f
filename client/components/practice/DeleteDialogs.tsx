import { useState } from 'react';
import type { PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

const texts = practicePage.deleting;

interface DeletingProps {
  onDelete: () => Promise<PracticeReceipt>;
  onDeleted: (receipt: PracticeReceipt) => void;
  onClose: () => void;
}

/** `what`: role and date of the attempt, for example "Backend Developer, Today, 14:30". */
export function DeleteAttemptDialog({ what, ...props }: DeletingProps & { what: string }) {
  return (
    <ConfirmDialog
      {...useDeleting(props)}
      title={texts.attempt}
      description={texts.attemptBody(what)}
      confirmLabel={texts.attemptConfirm}
    />
  );
}

export function DeletePageDialog({ attempts, ...props }: DeletingProps & { attempts: number }) {
  return (
    <ConfirmDialog
      {...useDeleting(props)}
      title={texts.page}
      description={texts.pageBody(attempts)}
      acknowledgement={texts.pageKnown}
      confirmLabel={texts.pageConfirm}
    />
  );
}

/** Keeps the dialog open with the reason when the server refuses. */
function useDeleting({ onDelete, onDeleted, onClose }: DeletingProps) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      const receipt = await onDelete();
      onClose();
      onDeleted(receipt);
    } catch (refusal) {
      setError(errorMessage(refusal));
      setPending(false);
    }
  };
  return {
    open: true,
    onOpenChange: onClose,
    danger: true,
    pending,
    error,
    onConfirm: () => void confirm(),
  };
}
