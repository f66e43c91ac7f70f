import { classNames } from './classNames.ts';

/** Spinner that screen readers ignore unless it has a label. */
export function Spinner({ label, className = 'size-4' }: { label?: string; className?: string }) {
  const ring = (
    <svg viewBox="0 0 16 16" className={classNames('animate-spin', className)} aria-hidden="true" fill="none">
      <circle cx="8" cy="8" r="6.5" stroke="currentColor" strokeOpacity="0.25" strokeWidth="2" />
      <path d="M14.5 8A6.5 6.5 0 0 0 8 1.5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
  if (!label) return ring;
  return (
    <span role="status" className="inline-flex items-center gap-2 text-muted">
      {ring}
      <span>{label}</span>
    </span>
  );
}
