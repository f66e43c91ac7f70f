import type { ReactNode } from 'react';
import { classNames } from '../../components/ui/classNames.ts';

interface PageBodyProps {
  /** Tailwind class, such as `max-w-3xl`. */
  width: string;
  children: ReactNode;
}

export function PageBody({ width, children }: PageBodyProps) {
  return (
    <div className={classNames('flex w-full flex-col gap-6 px-4 py-6 sm:px-6 sm:py-8', width)}>
      {children}
    </div>
  );
}
