import { type ReactNode, useEffect, useRef } from 'react';
import { takeNavigation } from '../../core/navigation.ts';
import { classNames } from '../ui/classNames.ts';

interface PageHeadingProps {
  children: ReactNode;
  /** `h2` where the page has its h1 elsewhere, as beside a list. */
  level?: 'h1' | 'h2';
  className?: string;
}

/** What the page is about. After a change of page focus moves here, so that a screen reader says where one is. */
export function PageHeading({ children, level: Level = 'h1', className }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeNavigation()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Level ref={heading} tabIndex={-1} className={classNames('text-xl font-semibold', className)}>
      {children}
    </Level>
  );
}
