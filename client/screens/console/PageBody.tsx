import type { ReactNode } from 'react';
import { classNames } from '../../components/ui/classNames.ts';

interface PageBodyProps {
  /** Tailwind's class for the largest width, such as `max-w-3xl`. */
  width: string;
  children: ReactNode;
}

/** The column of a console page under the navigation: heading first, then its sections. */
export function PageBody({ width, children }: PageBodyProps) {
  return (
    <div className={classNames('flex w-full flex-col gap-6 px-4 py-6 sm:px-6 sm:py-8', width)}>
      {children}
    </div>
  );
}
