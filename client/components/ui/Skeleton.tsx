import type { ReactNode } from 'react';
import { common } from '../../texts/common.ts';
import { classNames } from './classNames.ts';

/** Placeholder with the size of the content that is loading. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className={classNames('animate-shimmer rounded-control bg-line', className)} />
  );
}

interface SkeletonsProps {
  /** Announced while loading. */
  label?: string;
  className: string;
  children: ReactNode;
}

export function Skeletons({ label = common.loading, className, children }: SkeletonsProps) {
  return (
    <div role="status" className={classNames('flex flex-col', className)}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}

export function SkeletonRows({ count, row, className }: { count: number; row: string; className: string }) {
  const rows = Array.from({ length: count }, (_, index) => index);
  return (
    <Skeletons className={className}>
      {rows.map(index => (
        <Skeleton key={index} className={row} />
      ))}
    </Skeletons>
  );
}
