import type { ReactNode } from 'react';
import { PageFrame } from '../shell/PageFrame.tsx';
import { Logo } from '../ui/Logo.tsx';

const MAIN_STYLES = {
  wide: 'mx-auto flex w-full max-w-5xl flex-1 flex-col gap-6 px-4 pt-2 pb-16 sm:px-8 sm:pt-6',
  narrow: 'mx-auto flex w-full max-w-xl flex-1 flex-col gap-6 px-4 pt-[8dvh] pb-16',
};

interface JoinPageProps {
  children: ReactNode;
  width?: keyof typeof MAIN_STYLES;
}

/** The frame of pre-join, waiting and the end. The logo leads nowhere: no one should leave their interview by a slip. */
export function JoinPage({ children, width = 'wide' }: JoinPageProps) {
  return (
    <PageFrame logo={<Logo />} headerWidth="max-w-5xl" mainStyle={MAIN_STYLES[width]}>
      {children}
    </PageFrame>
  );
}
