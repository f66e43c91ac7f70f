import type { ReactNode } from 'react';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { useAction } from '../../hooks/useAction.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

interface ConfirmAttemptProps<T> {
  attempt: () => Promise<T>;
  title: string;
  description: ReactNode;
  acknowledgement?: string;
  confirmLabel: string;
  danger?: boolean;
  done?: string;
  onDone?: (result: T) => void;
  onClose: () => void;
}

/** Asks for confirmation and runs the action. If the action fails, the dialog stays open. */
export function ConfirmAttempt<T>(props: ConfirmAttemptProps<T>) {
  const { attempt, danger = true, done, onDone, onClose, ...dialog } = props;
  const { pending, error, run } = useAction();
  const confirm = async () => {
    const result = await attempt();
    if (done !== undefined) toast.success(done);
    onClose();
    onDone?.(result);
  };
  return (
    <ConfirmDialog
      {...dialog}
      open
      onOpenChange={onClose}
      danger={danger}
      pending={pending}
      error={error === undefined ? undefined : errorMessage(error)}
      onConfirm={() => run(confirm)}
    />
  );
}
