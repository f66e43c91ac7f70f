import { ChevronDown, LogOut, UserRound } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { type StaffAction, staffMay } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import { Avatar } from '../../components/ui/Avatar.tsx';
import { LeaveDialog } from '../../components/ui/LeaveDialog.tsx';
import { LogoMark } from '../../components/ui/Logo.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator, useMenuItem } from '../../components/ui/Menu.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { chooseTheme, subscribeTheme, type ThemeChoice, themeChoice } from '../../core/theme.ts';
import { toast } from '../../core/toast.ts';
import { type LeaveWords, questionBeforeLeaving } from '../../core/unsaved.ts';
import { useSignOut } from '../../hooks/useAccount.ts';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';
import { useStaffMay } from '../../hooks/useMember.ts';
import { account } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';
import { consoleTexts as texts } from '../../texts/console.ts';
import { settingsTexts } from '../../texts/settings.ts';
import { INSIGHTS_PATH } from './agreement/insightsPath.ts';
import { TEMPLATES_PATH } from './kits/LibraryTabs.tsx';
import { SetupMark } from './settings/Settings.tsx';
import { SETTINGS_PATH, settingsFor } from './settings/settingsPages.ts';

export function ConsoleHeader({ member }: { member: StaffMember }) {
  return (
    <header data-top-bar className="sticky top-0 z-30 border-b border-line bg-canvas">
      <div className="flex min-h-14 items-center gap-2 px-3 sm:gap-6 sm:px-6">
        <Link to={HOME_PATH} aria-label="Vivavoce" className="flex rounded-control">
          <LogoMark className="size-8" />
        </Link>
        <ConsoleNav role={member.role} />
        <AccountMenu member={member} />
      </div>
    </header>
  );
}

function AccountMenu({ member }: { member: StaffMember }) {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const [question, setQuestion] = useState<LeaveWords>();
  const leave = () => signOut.mutate(undefined, { onError: error => toast.error(errorMessage(error)) });
  const leaveOrAsk = () => {
    const words = questionBeforeLeaving({ pathname: '/login', isBack: false });
    if (words) setQuestion(words);
    else leave();
  };
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            className="flex h-10 items-center gap-2 rounded-full pr-2 pl-1 transition-colors hover:bg-hover"
          >
            <Avatar name={member.name} size="sm" />
            <span className="max-w-40 truncate text-sm font-medium max-sm:sr-only">
              <span className="sr-only">{texts.nav.account}: </span>
              {member.name}
            </span>
            <ChevronDown className="size-4 text-muted" />
          </button>
        }
      >
        <div className="px-2.5 py-1.5">
          <p className="truncate text-sm font-medium">{member.name}</p>
          <p className="truncate text-xs text-muted">
            {member.email} · {common.staffRoles[member.role]}
          </p>
        </div>
        <MenuSeparator />
        <MenuItem icon={UserRound} onSelect={() => void navigate('/console/account')}>
          {account.settings.title}
        </MenuItem>
        <MenuSeparator />
        <ThemeChoices />
        <MenuSeparator />
        <MenuItem icon={LogOut} onSelect={leaveOrAsk}>
          {common.signOut}
        </MenuItem>
      </Menu>
      <LeaveDialog
        question={question}
        confirmLabel={common.signOut}
        pending={signOut.isPending}
        onKeep={() => setQuestion(undefined)}
        onLeave={leave}
      />
    </>
  );
}

const navTexts = texts.nav;
const HOME_PATH = '/console';

interface Entry {
  to: string;
  label: string;
  /** Absent for the settings, which are shown to members who may open one of them. */
  action?: StaffAction;
  /** Other addresses of the section. */
  alsoAt?: string;
}

/** Sections in the order of a day's work. If not all fit, the last ones go into a menu. */
const ENTRIES: readonly Entry[] = [
  { to: HOME_PATH, label: navTexts.home, action: 'interviews.read' },
  { to: '/console/candidates', label: navTexts.candidates, action: 'candidates.read' },
  { to: '/console/interviews', label: navTexts.interviews, action: 'interviews.read' },
  {
    to: '/console/evaluations',
    label: navTexts.evaluation,
    action: 'evaluations.read',
    alsoAt: '/console/reports/',
  },
  { to: '/console/kits', label: navTexts.library, action: 'kits.read', alsoAt: TEMPLATES_PATH },
  { to: INSIGHTS_PATH, label: navTexts.insights, action: 'agreement.read' },
  { to: '/console/site', label: navTexts.practice, action: 'site.read' },
  { to: SETTINGS_PATH, label: navTexts.settings },
];
const LINK_STYLE =
  'flex h-9 items-center gap-1 rounded-control px-3 max-sm:px-2 text-sm font-medium whitespace-nowrap text-muted transition-colors ' +
  'hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:text-ink';

function ConsoleNav({ role }: { role: StaffRole }) {
  const { pathname } = useLocation();
  const room = useRoom();
  const entries = ENTRIES.filter(({ action }) =>
    action ? staffMay(action, role) : settingsFor(role).length > 0,
  );
  // If only one entry doesn't fit, shows all, because a menu button would be as wide as that entry.
  const shown = entries.length <= room + 1 && room > 2 ? entries.length : room;
  return (
    <nav
      aria-label={navTexts.label}
      className="flex min-w-0 flex-1 flex-wrap items-center gap-1 max-sm:gap-0"
    >
      {entries.slice(0, shown).map(entry => (
        <Link
          key={entry.to}
          to={entry.to}
          aria-current={isOpen(entry, pathname) ? 'page' : undefined}
          className={LINK_STYLE}
        >
          <EntryLabel entry={entry} />
        </Link>
      ))}
      {shown < entries.length && <MoreMenu entries={entries.slice(shown)} pathname={pathname} />}
    </nav>
  );
}

/** Returns how many entries fit into the header. Uses `em`, so that the number follows the font size. */
function useRoom(): number {
  const isWide = useMediaQuery('(min-width: 68em)');
  const isMiddle = useMediaQuery('(min-width: 48em)');
  const isBroad = useMediaQuery('(min-width: 30em)');
  if (isWide) return ENTRIES.length;
  if (isMiddle) return 3;
  return isBroad ? 2 : 1;
}

/** Menu of entries that don't fit into the header. If one is the current page, the button names it. */
function MoreMenu({ entries, pathname }: { entries: readonly Entry[]; pathname: string }) {
  const open = entries.find(entry => isOpen(entry, pathname));
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={open ? navTexts.moreOf(open.label) : undefined}
          aria-current={open ? 'page' : undefined}
          className={LINK_STYLE}
        >
          {open?.label ?? navTexts.more}
          <ChevronDown className="size-4" />
        </button>
      }
    >
      {entries.map(entry => (
        <MoreItem key={entry.to} entry={entry} current={entry === open} />
      ))}
    </Menu>
  );
}

function MoreItem({ entry, current }: { entry: Entry; current: boolean }) {
  const { className, ...item } = useMenuItem();
  return (
    <Link
      {...item}
      to={entry.to}
      aria-current={current ? 'page' : undefined}
      className={`${className} aria-[current=page]:font-medium aria-[current=page]:text-accent-ink`}
    >
      <EntryLabel entry={entry} />
    </Link>
  );
}

function EntryLabel({ entry }: { entry: Entry }) {
  const mayChange = useStaffMay('organization.change');
  return (
    <>
      {entry.label}
      {entry.to === SETTINGS_PATH && mayChange && <SetupMark>{settingsTexts.organizationNotSetUp}</SetupMark>}
    </>
  );
}

function isOpen({ to, alsoAt }: Entry, pathname: string): boolean {
  if (to === HOME_PATH) return pathname === to;
  return pathname.startsWith(to) || (alsoAt !== undefined && pathname.startsWith(alsoAt));
}

const OPTIONS = Object.entries(common.themes).map(([value, label]) => ({ value, label }));

function ThemeChoices() {
  const choice = useSyncExternalStore(subscribeTheme, themeChoice);
  return (
    <MenuChoice
      label={common.theme}
      value={choice}
      options={OPTIONS}
      onChange={value => chooseTheme(value as ThemeChoice)}
    />
  );
}
