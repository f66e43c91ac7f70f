import { type ReactNode, useState } from 'react';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

interface ConfirmAttemptProps<T> {
  attempt: () => Promise<T>;
  title: string;
  description: ReactNode;
  acknowledgement?: string;
  confirmLabel: string;
  done?: string;
  onDone?: (result: T) => void;
  onClose: () => void;
}

/** Asks for confirmation and runs the action. If the action fails, the dialog stays open. */
export function ConfirmAttempt<T>({ attempt, done, onDone, onClose, ...dialog }: ConfirmAttemptProps<T>) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      const result = await attempt();
      if (done !== undefined) toast.success(done);
      onClose();
      onDone?.(result);
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
