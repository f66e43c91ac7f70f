import { CircleAlert, CircleCheck, CloudOff, PencilLine } from 'lucide-react';
import { classNames } from '../../../components/ui/classNames.ts';
import { Spinner } from '../../../components/ui/Spinner.tsx';

const SIGNS = {
  saved: { icon: <CircleCheck className="size-4 shrink-0" />, ink: 'text-success-ink' },
  writing: { icon: <PencilLine className="size-4 shrink-0" />, ink: 'text-muted' },
  saving: { icon: <Spinner />, ink: 'text-muted' },
  offline: { icon: <CloudOff className="size-4 shrink-0" />, ink: 'text-warning-ink' },
  problem: { icon: <CircleAlert className="size-4 shrink-0" />, ink: 'text-danger-ink' },
};

export type SaveStatusProps = { status: keyof typeof SIGNS; text: string; ink?: string };

export function SaveStatus({ status, text, ink = SIGNS[status].ink }: SaveStatusProps) {
  return (
    <p
      role="status"
      data-save-status={status}
      className={classNames('flex min-w-0 items-center gap-1.5 text-sm', ink)}
    >
      {SIGNS[status].icon}
      <span className="min-w-0">{text}</span>
    </p>
  );
}
