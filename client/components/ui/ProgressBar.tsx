import { useLayoutEffect, useRef } from 'react';
import { classNames } from './classNames.ts';

interface ProgressBarProps {
  label: string;
  /** The share that is done, from 0 to 1. */
  share: number;
  /** Text that screen readers announce, for example "34 of 58 lines ready". */
  valueText: string;
  tone?: 'accent' | 'success';
  slim?: boolean;
}

export function ProgressBar({ label, share, valueText, tone = 'accent', slim = false }: ProgressBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  // Sets the width by script, because the content security policy forbids inline styles.
  useLayoutEffect(() => {
    if (bar.current) bar.current.style.scale = `${share} 1`;
  }, [share]);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={valueText}
      className={classNames('overflow-hidden rounded-full bg-line', slim ? 'h-1' : 'h-2')}
    >
      <div
        ref={bar}
        className={classNames(
          'h-full origin-left rounded-full transition-[scale] duration-200 ease-out',
          tone === 'success' ? 'bg-success-ink' : 'bg-accent',
        )}
      />
    </div>
  );
}
