import type { ComponentType, ReactNode } from 'react';
import { classNames } from './classNames.ts';

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

const TONES: Record<Tone, string> = {
  neutral: 'bg-sunken text-muted',
  accent: 'bg-accent-soft text-accent-ink',
  success: 'bg-success-soft text-success-ink',
  warning: 'bg-warning-soft text-warning-ink',
  danger: 'bg-danger-soft text-danger-ink',
};

interface BadgeProps {
  tone?: Tone;
  icon?: ComponentType<{ className: string }>;
  children: ReactNode;
  className?: string;
}

export function Badge({ tone = 'neutral', icon: Icon, children, className }: BadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {Icon && <Icon className="size-3.5" />}
      {children}
    </span>
  );
}

export type StatusTone = 'off' | 'idle' | 'ok' | 'warning' | 'danger' | 'recording';

const FILLS: Record<StatusTone, string> = {
  off: 'border-2 border-line-strong',
  idle: 'bg-line-strong',
  ok: 'bg-success-fill',
  warning: 'bg-warning-fill',
  danger: 'bg-danger',
  recording: 'bg-recording',
};

/** Colored dot. Hidden from screen readers, because the word next to the dot says the same. */
export function StatusDot({ tone }: { tone: StatusTone }) {
  return (
    <span
      aria-hidden="true"
      className={classNames('inline-block size-2 shrink-0 rounded-full', FILLS[tone])}
    />
  );
}
