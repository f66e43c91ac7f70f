import { type ReactNode, useEffect, useRef } from 'react';
import { takeNavigation } from '../../core/navigation.ts';
import { classNames } from '../ui/classNames.ts';

type PageHeadingProps = { children: ReactNode; level?: 'h1' | 'h2'; className?: string };

/** Heading that takes the focus after a navigation, so that screen readers announce the new page. */
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
