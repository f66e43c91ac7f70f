import { ChevronRight } from 'lucide-react';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { canBeReached } from '../../../../shared/organization.ts';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { useMediaQuery } from '../../../hooks/useMediaQuery.ts';
import { useMember } from '../../../hooks/useMember.ts';
import { useOrganization } from '../../../hooks/useOrganization.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { organizationTexts } from '../../../texts/organization.ts';
import { settingsTexts as texts } from '../../../texts/settings.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import type { PageEntry } from '../PageTabs.tsx';
import { ORGANIZATION_PATH, SETTINGS_PATH, settingsFor } from './settingsPages.ts';

/** Pages of the settings with a side navigation. On narrow screens, each page links back to their list. */
export function Settings() {
  const pages = settingsFor(useMember()?.role);
  const { pathname } = useLocation();
  return (
    <div className="flex min-w-0 flex-1">
      {pages.length > 0 && (
        <nav
          aria-label={texts.title}
          className="sticky top-14 h-[calc(100dvh-3.5rem)] w-56 shrink-0 overflow-y-auto border-r border-line px-3 py-8 max-lg:hidden"
        >
          <ul className="flex flex-col gap-0.5">
            {pages.map(page => (
              <li key={page.to}>
                <Link
                  to={page.to}
                  aria-current={pathname.startsWith(page.to) ? 'page' : undefined}
                  className="flex h-9 items-center gap-1 rounded-control px-3 text-sm font-medium text-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:text-ink"
                >
                  <SettingLabel page={page} />
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        {pages.some(({ to }) => to === pathname) && (
          <div className="-mb-4 flex px-4 pt-3 sm:px-6 lg:hidden">
            <BackLink to={SETTINGS_PATH}>{texts.title}</BackLink>
          </div>
        )}
        <Outlet />
      </div>
    </div>
  );
}

/** List of the settings. Screens with the side navigation show the first page instead. */
export function SettingsList() {
  usePageTitle(texts.title);
  const pages = settingsFor(useMember()?.role);
  const isWide = useMediaQuery('(min-width: 64rem)');
  const [first] = pages;
  if (!first) return <Navigate to="/console" replace />;
  if (isWide) return <Navigate to={first.to} replace />;
  return (
    <ConsolePage title={texts.title} width="reading">
      <Card padding="none">
        <ul className="divide-y divide-line">
          {pages.map(page => (
            <li key={page.to}>
              <Link
                to={page.to}
                className="flex min-h-12 items-center gap-1 px-4 text-sm font-medium -outline-offset-2! hover:bg-hover"
              >
                <SettingLabel page={page} />
                <ChevronRight className="ml-auto size-4 text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </ConsolePage>
  );
}

function SettingLabel({ page: { to, label } }: { page: PageEntry }) {
  return to === ORGANIZATION_PATH ? (
    <>
      {label}
      <SetupMark>{organizationTexts.notSetUp}</SetupMark>
    </>
  ) : (
    label
  );
}

/** Dot for owners while candidates see no name of the organization, or no way to reach anyone. */
export function SetupMark({ children }: { children: string }) {
  const organization = useOrganization();
  if (organization.name !== '' && canBeReached(organization)) return null;
  return (
    <>
      <span className="size-1.5 self-center rounded-full bg-accent" />
      <span className="sr-only">({children})</span>
    </>
  );
}
