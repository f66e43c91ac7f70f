import type { ReactNode } from 'react';
import { classNames } from '../ui/classNames.ts';

interface NoticeProps {
  icon: ReactNode;
  tone?: 'plain' | 'warning' | 'accent';
  children: ReactNode;
  action?: ReactNode;
}

const TONES = {
  plain: 'border-line bg-raised text-ink',
  warning: 'border-warning-fill/40 bg-warning-soft text-warning-ink',
  accent: 'border-accent/40 bg-accent-soft text-ink',
};

/** A short line over the stage about what needs an answer or a thought now. */
export function Notice({ icon, tone = 'plain', children, action }: NoticeProps) {
  return (
    <div
      data-notice
      className={classNames(
        'flex max-w-xl items-center gap-3 rounded-card border py-2 pr-2 pl-4 text-sm shadow-float',
        TONES[tone],
      )}
    >
      <span className="shrink-0">{icon}</span>
      <p className="min-w-0 flex-1 py-1.5">{children}</p>
      {action}
    </div>
  );
}
