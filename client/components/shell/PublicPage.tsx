import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Logo } from '../ui/Logo.tsx';
import { OfflineBanner } from './OfflineBanner.tsx';
import { SkipLink } from './SkipLink.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';

interface PublicPageProps {
  children: ReactNode;
  /** Shown at the right of the header. */
  actions?: ReactNode;
  width?: 'narrow' | 'wide';
}

/** The frame of every page outside the console and the room. */
export function PublicPage({ children, actions, width = 'narrow' }: PublicPageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <OfflineBanner />
      <header className="mx-auto flex w-full max-w-6xl items-center justify-between gap-4 px-4 py-4 sm:px-8">
        <Link to="/" aria-label="Vivavoce, start page" className="flex rounded-control">
          <Logo />
        </Link>
        <div className="flex items-center gap-1">
          {actions}
          <ThemeToggle />
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={
          width === 'wide'
            ? 'mx-auto w-full max-w-6xl flex-1 px-4 sm:px-8'
            : 'mx-auto flex w-full max-w-md flex-1 flex-col px-4 pt-[6dvh] pb-16'
        }
      >
        {children}
      </main>
    </div>
  );
}
