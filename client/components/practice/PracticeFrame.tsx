import { type ReactNode, useEffect } from 'react';
import { hideKeyInPrint } from '../../core/printWithoutKey.ts';
import { common } from '../../texts/common.ts';
import { OfflineBanner } from '../shell/OfflineBanner.tsx';
import { PageFrame } from '../shell/PageFrame.tsx';
import { Logo } from '../ui/Logo.tsx';

const MAIN_STYLES = {
  wide: 'mx-auto flex w-full max-w-5xl flex-1 flex-col gap-6 px-4 pt-2 pb-16 sm:px-8 sm:pt-6 print:block print:max-w-none print:p-0',
  narrow: 'mx-auto flex w-full max-w-xl flex-1 flex-col gap-6 px-4 pt-[6dvh] pb-16',
};

interface PracticeFrameProps {
  children: ReactNode;
  width?: keyof typeof MAIN_STYLES;
  /** Whether the logo leads away: not while a place in the queue is kept by being here. */
  leaves?: boolean;
}

/** The frame of what a stranger sees before and after practice. It fetches no router, so that its links load the page they lead to. */
export function PracticeFrame({ children, width = 'wide', leaves = true }: PracticeFrameProps) {
  useEffect(() => hideKeyInPrint(), []);
  const logo = leaves ? (
    <a href="/" aria-label={common.startPage} className="flex rounded-control">
      <Logo />
    </a>
  ) : (
    <Logo />
  );
  return (
    <PageFrame logo={logo} banner={<OfflineBanner />} headerWidth="max-w-5xl" mainStyle={MAIN_STYLES[width]}>
      {children}
    </PageFrame>
  );
}
