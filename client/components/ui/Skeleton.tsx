import type { ReactNode } from 'react';
import { common } from '../../texts/common.ts';
import { classNames } from './classNames.ts';

export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <div aria-hidden="true" className={classNames('animate-shimmer rounded-control bg-line', className)} />
  );
}

interface SkeletonsProps {
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
  return <SkeletonStack rows={Array<string>(count).fill(row)} className={className} />;
}

interface SkeletonStackProps extends Omit<SkeletonsProps, 'children'> {
  /** One string of CSS classes for each placeholder, from top to bottom. */
  rows: readonly string[];
}

export function SkeletonStack({ rows, ...rest }: SkeletonStackProps) {
  return (
    <Skeletons {...rest}>
      {[...rows.keys()].map(index => (
        <Skeleton key={index} className={rows[index]} />
      ))}
    </Skeletons>
  );
}
