import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { IconPage } from '../shell/IconPage.tsx';
import { PracticeFrame } from './PracticeFrame.tsx';

interface StandingPageProps {
  icon: LucideIcon;
  tone?: 'accent' | 'warning';
  title: string;
  body?: ReactNode;
  /** Whether the logo leads away. */
  leaves?: boolean;
  children?: ReactNode;
}

/** A page about one thing. The page that draws it names the tab. */
export function StandingPage({ leaves = true, ...page }: StandingPageProps) {
  return (
    <PracticeFrame width="narrow" leaves={leaves}>
      <IconPage {...page} />
    </PracticeFrame>
  );
}

/** A page that says one thing, and where to go from it: the likeliest way first. */
export function SimplePage({ children, ...page }: StandingPageProps) {
  usePageTitle(page.title);
  return (
    <StandingPage {...page}>
      {children && <div className="flex flex-wrap gap-3">{children}</div>}
    </StandingPage>
  );
}
