import { ChevronDown } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { type StaffAction, staffMay } from '../../../shared/permissions.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import { Menu, useMenuItem } from '../../components/ui/Menu.tsx';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';
import { consoleTexts } from '../../texts/console.ts';
import { evaluationTexts } from '../../texts/evaluations.ts';
import { outboxTexts } from '../../texts/outbox.ts';
import { publicSideTexts } from '../../texts/publicSide.ts';
import { recordingTexts } from '../../texts/recordingList.ts';

const texts = consoleTexts.nav;

interface Entry {
  to: string;
  label: string;
  action: StaffAction;
  /** Further pages that belong to it. */
  alsoAt?: RegExp;
}

/** What is needed most comes first: where there is no room, the last ones go into a menu. */
const ENTRIES: readonly Entry[] = [
  {
    to: '/console',
    label: texts.interviews,
    action: 'interviews.read',
    // Pages of single interviews, which lie under no common address with their list.
    alsoAt: /^\/console\/(?:new$|interviews\/)/,
  },
  { to: '/console/kits', label: texts.kits, action: 'kits.read' },
  { to: '/console/evaluations', label: evaluationTexts.nav, action: 'evaluations.read' },
  { to: '/console/recordings', label: recordingTexts.nav, action: 'recordings.review' },
  { to: '/console/site', label: publicSideTexts.nav, action: 'site.read' },
  { to: '/console/outbox', label: outboxTexts.nav, action: 'outbox.read' },
  { to: '/console/staff', label: texts.staff, action: 'staff.read' },
];
const LINK_STYLE =
  'flex h-9 items-center gap-1 rounded-control px-3 max-sm:px-2 text-sm font-medium whitespace-nowrap text-muted transition-colors ' +
  'hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:text-ink';

export function ConsoleNav({ role }: { role: StaffRole }) {
  const { pathname } = useLocation();
  const room = useRoom();
  const entries = ENTRIES.filter(({ action }) => staffMay(action, role));
  // A menu of one entry would take the room of that entry.
  const shown = entries.length <= room + 1 && room > 2 ? entries.length : room;
  return (
    <nav aria-label={texts.label} className="flex min-w-0 flex-1 items-center gap-1 max-sm:gap-0">
      {entries.slice(0, shown).map(entry => (
        <Link
          key={entry.to}
          to={entry.to}
          aria-current={isOpen(entry, pathname) ? 'page' : undefined}
          className={LINK_STYLE}
        >
          {entry.label}
        </Link>
      ))}
      {shown < entries.length && <MoreMenu entries={entries.slice(shown)} pathname={pathname} />}
    </nav>
  );
}

/** How many entries have room beside the account; in the units of the texts, so that larger ones count. */
function useRoom(): number {
  const isWide = useMediaQuery('(min-width: 68em)');
  const isMiddle = useMediaQuery('(min-width: 48em)');
  const isBroad = useMediaQuery('(min-width: 22.5em)');
  if (isWide) return ENTRIES.length;
  if (isMiddle) return 3;
  return isBroad ? 2 : 1;
}

/** Where one of its pages is open, it has that page's name. */
function MoreMenu({ entries, pathname }: { entries: readonly Entry[]; pathname: string }) {
  const open = entries.find(entry => isOpen(entry, pathname));
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={open ? texts.moreOf(open.label) : undefined}
          aria-current={open ? 'page' : undefined}
          className={LINK_STYLE}
        >
          {open?.label ?? texts.more}
          <ChevronDown className="size-4" aria-hidden="true" />
        </button>
      }
    >
      {entries.map(entry => (
        <MoreItem key={entry.to} entry={entry} current={entry === open} />
      ))}
    </Menu>
  );
}

/** A link, so that its page can also be opened in another tab. */
function MoreItem({ entry, current }: { entry: Entry; current: boolean }) {
  const { className, ...item } = useMenuItem();
  return (
    <Link
      {...item}
      to={entry.to}
      aria-current={current ? 'page' : undefined}
      className={`${className} aria-[current=page]:font-medium aria-[current=page]:text-accent-ink`}
    >
      {entry.label}
    </Link>
  );
}

function isOpen({ to, alsoAt }: Entry, pathname: string): boolean {
  return alsoAt ? pathname === to || alsoAt.test(pathname) : pathname.startsWith(to);
}
