import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { common } from '../../texts/common.ts';
import { Brand } from '../ui/Logo.tsx';
import { OfflineBanner } from './OfflineBanner.tsx';
import { PageFrame } from './PageFrame.tsx';

const MAIN_STYLE = 'mx-auto flex w-full max-w-md flex-1 flex-col px-4 pt-2 pb-16 sm:pt-[6dvh]';

export function PublicPage({ children }: { children: ReactNode }) {
  const organization = useOrganization();
  // The server renders the start page, so the link needs a full page load.
  const logo = (
    <Link
      to="/"
      reloadDocument={true}
      aria-label={common.startPage(organization.name)}
      className="flex rounded-control"
    >
      <Brand organization={organization} />
    </Link>
  );
  return (
    <PageFrame logo={logo} banner={<OfflineBanner />} headerWidth="max-w-6xl" mainStyle={MAIN_STYLE}>
      {children}
    </PageFrame>
  );
}
