import type { ReactNode } from 'react';
import { useFocusKeeper } from '../../hooks/useFocusKeeper.ts';
import { classNames } from '../ui/classNames.ts';
import { SkipLink } from './SkipLink.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';

interface PageFrameProps {
  logo: ReactNode;
  /** Above everything. */
  banner?: ReactNode;
  headerWidth: 'max-w-5xl' | 'max-w-6xl';
  mainStyle: string;
  children: ReactNode;
}

/**
 * A page that stands alone: the logo, light or dark, and the main part, which the skip link leads to. Most addresses of such pages hold a
 * key, so none is printed with its address.
 */
export function PageFrame({ logo, banner, headerWidth, mainStyle, children }: PageFrameProps) {
  const main = useFocusKeeper();
  return (
    <div data-keyed className="flex min-h-dvh flex-col print:block print:min-h-0">
      <SkipLink />
      {banner}
      <header
        className={classNames(
          'mx-auto flex w-full items-center justify-between gap-4 px-4 py-4 sm:px-8 print:hidden',
          headerWidth,
        )}
      >
        {logo}
        <ThemeToggle />
      </header>
      <main ref={main} id="main" tabIndex={-1} className={mainStyle}>
        {children}
      </main>
    </div>
  );
}
