import type { ReactNode } from 'react';
import { OfflineBanner } from '../shell/OfflineBanner.tsx';
import { SkipLink } from '../shell/SkipLink.tsx';

/** A page of its own for a recording, as high as the window where there is room. */
export function WatchPage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh min-w-0 flex-col lg:h-dvh">
      <SkipLink />
      <OfflineBanner />
      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-1 flex-col px-4 py-2 outline-none sm:px-8 lg:px-4"
      >
        {children}
      </main>
    </div>
  );
}
