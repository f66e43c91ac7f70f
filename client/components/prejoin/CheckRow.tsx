import { Check, Minus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { prejoin } from '../../texts/prejoin.ts';
import { classNames } from '../ui/classNames.ts';
import { Spinner } from '../ui/Spinner.tsx';

export type CheckStatus = 'done' | 'busy' | 'problem' | 'skipped' | 'open';

const LOOKS: Record<CheckStatus, string> = {
  done: 'bg-success-soft text-success-ink',
  busy: 'bg-sunken text-muted',
  problem: 'bg-warning-soft text-warning-ink',
  skipped: 'bg-sunken text-muted',
  open: 'bg-sunken text-muted',
};

interface CheckRowProps {
  icon: ReactNode;
  title: string;
  status: CheckStatus;
  /** One sentence under the title. */
  note: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}

/** One check of pre-join: its sign turns into a tick when it is done. */
export function CheckRow({ icon, title, status, note, children, action }: CheckRowProps) {
  return (
    <li className="flex gap-3.5 py-4 first:pt-0 last:pb-0" data-check={title} data-status={status}>
      <span
        className={classNames(
          'flex size-9 shrink-0 items-center justify-center rounded-full transition-colors',
          LOOKS[status],
        )}
      >
        <StatusSign status={status} icon={icon} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2.5">
        <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
          <div className="flex min-w-0 flex-1 basis-48 flex-col">
            <h3 className="text-sm leading-5 font-medium">
              {title}
              <span className="sr-only">: {spoken(status)}</span>
            </h3>
            <p className="text-sm text-muted">{note}</p>
          </div>
          {action}
        </div>
        {children}
      </div>
    </li>
  );
}

function StatusSign({ status, icon }: { status: CheckStatus; icon: ReactNode }) {
  switch (status) {
    case 'done':
      return <Check className="size-4.5" strokeWidth={2.5} aria-hidden="true" />;
    case 'busy':
      return <Spinner />;
    case 'problem':
      return <TriangleAlert className="size-4.5" aria-hidden="true" />;
    case 'skipped':
      return <Minus className="size-4.5" aria-hidden="true" />;
    case 'open':
      return icon;
  }
}

function spoken(status: CheckStatus): string {
  switch (status) {
    case 'done':
      return prejoin.checks.statusDone;
    case 'problem':
      return prejoin.checks.statusProblem;
    case 'skipped':
      return prejoin.checks.statusSkipped;
    case 'busy':
      return prejoin.checks.statusBusy;
    case 'open':
      return prejoin.checks.statusOpen;
  }
}
