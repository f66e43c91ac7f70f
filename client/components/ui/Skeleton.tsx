import type { ReactNode } from 'react';
import { common } from '../../texts/common.ts';
import { classNames } from './classNames.ts';

/** A grey shape in the place of what is coming. Give it the size of the real thing. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className={classNames('animate-shimmer rounded-control bg-line', className)} />
  );
}

interface SkeletonsProps {
  /** What is spoken meanwhile. */
  label?: string;
  className: string;
  children: ReactNode;
}

/** The shapes of a whole part of the page, one below the other. */
export function Skeletons({ label = common.loading, className, children }: SkeletonsProps) {
  return (
    <div role="status" className={classNames('flex flex-col', className)}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}

interface SkeletonRowsProps {
  count: number;
  row: string;
  className: string;
}

/** The shapes of a list, all of its rows alike. */
export function SkeletonRows({ count, row, className }: SkeletonRowsProps) {
  const rows = Array.from({ length: count }, (_, index) => index);
  return (
    <Skeletons className={className}>
      {rows.map(index => (
        <Skeleton key={index} className={row} />
      ))}
    </Skeletons>
  );
}
