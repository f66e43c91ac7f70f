import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { PageHeading } from '../shell/PageHeading.tsx';
import { classNames } from '../ui/classNames.ts';
import { PracticeFrame } from './PracticeFrame.tsx';

interface StandingPageProps {
  icon: LucideIcon;
  tone?: 'accent' | 'warning';
  title: string;
  /** Whether the logo leads away. */
  leaves?: boolean;
  children: ReactNode;
}

/** A page about one thing. The page that draws it names the tab. */
export function StandingPage({
  icon: Icon,
  tone = 'accent',
  title,
  leaves = true,
  children,
}: StandingPageProps) {
  return (
    <PracticeFrame width="narrow" leaves={leaves}>
      <div className="flex flex-col items-start gap-5">
        <div
          className={classNames(
            'flex size-14 items-center justify-center rounded-card',
            tone === 'warning' ? 'bg-warning-soft text-warning-ink' : 'bg-accent-soft text-accent-ink',
          )}
        >
          <Icon className="size-7" aria-hidden="true" />
        </div>
        <PageHeading className="text-2xl!">{title}</PageHeading>
        {children}
      </div>
    </PracticeFrame>
  );
}

interface SimplePageProps extends Omit<StandingPageProps, 'children'> {
  body: ReactNode;
  /** Ways on, the likeliest first. */
  children?: ReactNode;
}

/** A page that says one thing, and where to go from it. */
export function SimplePage({ body, children, ...page }: SimplePageProps) {
  usePageTitle(page.title);
  return (
    <StandingPage {...page}>
      <div className="-mt-3 flex max-w-[60ch] flex-col gap-2 text-muted">{body}</div>
      {children && <div className="flex flex-wrap gap-3">{children}</div>}
    </StandingPage>
  );
}
