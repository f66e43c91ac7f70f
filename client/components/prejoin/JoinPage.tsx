import type { ReactNode } from 'react';
import { SkipLink } from '../shell/SkipLink.tsx';
import { ThemeToggle } from '../shell/ThemeToggle.tsx';
import { Logo } from '../ui/Logo.tsx';

/** The frame of pre-join, waiting and the end. The logo leads nowhere: nobody should leave their interview by a slip. */
export function JoinPage({ children, width = 'wide' }: { children: ReactNode; width?: 'wide' | 'narrow' }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex w-full max-w-5xl items-center justify-between gap-4 px-4 py-4 sm:px-8">
        <Logo />
        <ThemeToggle />
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={
          width === 'wide'
            ? 'mx-auto flex w-full max-w-5xl flex-1 flex-col gap-6 px-4 pt-2 pb-16 sm:px-8 sm:pt-6'
            : 'mx-auto flex w-full max-w-xl flex-1 flex-col gap-6 px-4 pt-[8dvh] pb-16'
        }
      >
        {children}
      </main>
    </div>
  );
}
