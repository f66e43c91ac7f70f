import type { LeaveWords } from '../../core/unsaved.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

interface LeaveDialogProps {
  /** Undefined while nothing is asked. */
  question: LeaveWords | undefined;
  /** Replaces the question's own words for leaving. */
  confirmLabel?: string;
  danger?: boolean;
  pending?: boolean;
  onKeep: () => void;
  onLeave: () => void;
}

/** Asks before something unsaved is lost. */
export function LeaveDialog({ question, confirmLabel, onKeep, onLeave, ...props }: LeaveDialogProps) {
  if (!question) return null;
  return (
    <ConfirmDialog
      {...props}
      open
      onOpenChange={onKeep}
      title={question.title}
      description={question.body}
      confirmLabel={confirmLabel ?? question.confirm}
      cancelLabel={question.keep}
      onConfirm={onLeave}
    />
  );
}
