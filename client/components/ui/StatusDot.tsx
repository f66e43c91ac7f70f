import { classNames } from './classNames.ts';

export type StatusTone = 'off' | 'idle' | 'ok' | 'warning' | 'danger' | 'recording';

const FILLS: Record<StatusTone, string> = {
  off: 'border-2 border-line-strong',
  idle: 'bg-line-strong',
  ok: 'bg-success-fill',
  warning: 'bg-warning-fill',
  danger: 'bg-danger',
  recording: 'bg-recording',
};

/** A dot beside a word. It never stands alone: the word carries the meaning. */
export function StatusDot({ tone }: { tone: StatusTone }) {
  return (
    <span
      aria-hidden="true"
      className={classNames('inline-block size-2 shrink-0 rounded-full', FILLS[tone])}
    />
  );
}
