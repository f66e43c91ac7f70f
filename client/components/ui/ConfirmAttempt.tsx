import { type ReactNode, useState } from 'react';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

interface ConfirmAttemptProps {
  attempt: () => Promise<unknown>;
  title: string;
  description: ReactNode;
  confirmLabel: string;
  /** Toast after success. */
  done: string;
  onDone?: () => void;
  onClose: () => void;
}

/** Asks before an action that can't be undone, and runs it. Stays open with the reason if the server refuses. */
export function ConfirmAttempt({ attempt, done, onDone, onClose, ...dialog }: ConfirmAttemptProps) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await attempt();
      toast.success(done);
      onDone?.();
      onClose();
    } catch (refusal) {
      setError(errorMessage(refusal));
    } finally {
      setPending(false);
    }
  };
  return (
    <ConfirmDialog
      {...dialog}
      open
      onOpenChange={onClose}
      danger
      pending={pending}
      error={error}
      onConfirm={() => void confirm()}
    />
  );
}
