import { classNames } from './classNames.ts';

/** A grey shape in the place of what is coming. Give it the size of the real thing. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className={classNames('animate-shimmer rounded-control bg-line', className)} />
  );
}
