import { CircleAlert, CircleCheck, CloudOff, PencilLine } from 'lucide-react';
import { classNames } from '../../../components/ui/classNames.ts';
import { Spinner } from '../../../components/ui/Spinner.tsx';

const ICONS = {
  saved: CircleCheck,
  writing: PencilLine,
  offline: CloudOff,
  problem: CircleAlert,
};

export interface SaveStatusProps {
  status: keyof typeof ICONS | 'saving';
  text: string;
  /** Color of the text. */
  ink: string;
  /** Color of the icon where it differs from `ink`. */
  iconInk?: string;
}

/** Says whether the document on the page is saved. */
export function SaveStatus({ status, text, ink, iconInk }: SaveStatusProps) {
  const Icon = status === 'saving' ? undefined : ICONS[status];
  return (
    <p
      role="status"
      data-save-status={status}
      className={classNames('flex min-w-0 items-center gap-1.5 text-sm', ink)}
    >
      {Icon ? <Icon className={classNames('size-4 shrink-0', iconInk)} /> : <Spinner />}
      <span className="min-w-0">{text}</span>
    </p>
  );
}
