import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';

const SIZES = {
  sm: { gap: '', label: 'text-xs', value: 'text-lg' },
  md: { gap: 'gap-1', label: 'text-sm', value: 'text-lg' },
  lg: { gap: '', label: 'text-sm', value: 'flex h-12 items-end text-xl' },
  xl: { gap: 'gap-1', label: 'text-sm', value: 'text-2xl' },
};

interface FactProps {
  label: string;
  children: ReactNode;
  size: keyof typeof SIZES;
  /** A share from 0 to 1, drawn as a bar under the label. */
  share?: number;
}

/** Shows a number with its label below, for use in a `dl`. */
export function Fact({ label, children, size, share }: FactProps) {
  const style = SIZES[size];
  return (
    <div className={classNames('flex min-w-0 flex-col', style.gap)}>
      <dt className={classNames('order-2 text-muted', style.label)}>{label}</dt>
      <dd className={classNames('order-1 font-semibold tabular-nums', style.value)}>{children}</dd>
      {share !== undefined && (
        <dd aria-hidden="true" className="order-3 mt-1">
          <ShareBar share={share} />
        </dd>
      )}
    </div>
  );
}

/** Bar for a share. Hidden from screen readers, because the text next to the bar says the same. */
export function ShareBar({ share }: { share: number }) {
  return (
    <svg className="w-full" height={6} aria-hidden="true">
      <rect width="100%" height={6} rx={3} className="fill-line" />
      <rect width={`${100 * Math.min(1, share)}%`} height={6} rx={3} className="fill-accent" />
    </svg>
  );
}
