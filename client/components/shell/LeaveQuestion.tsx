import { useBlocker } from 'react-router';
import { useLeaveGuard } from '../../hooks/useLeaveGuard.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

interface LeaveQuestionProps {
  /** Addresses that may be gone to all the same. */
  allowed: (pathname: string) => boolean;
  title: string;
  description: string;
  confirmLabel: string;
  cancelLabel: string;
}

/** As long as it is there, asks before its page is left: by a link, by "back", by closing the tab. */
export function LeaveQuestion({ allowed, ...dialog }: LeaveQuestionProps) {
  useLeaveGuard(true);
  const blocker = useBlocker(({ nextLocation }) => !allowed(nextLocation.pathname));
  return (
    <ConfirmDialog
      {...dialog}
      open={blocker.state === 'blocked'}
      onOpenChange={open => !open && blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
    />
  );
}
