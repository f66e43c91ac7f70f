import { Link, useLocation } from 'react-router';
import { type StaffAction, staffMay } from '../../../shared/permissions.ts';
import { useMember } from '../../hooks/useMember.ts';

/** Address of a page that members with a right see. */
export type PageEntry = { to: string; label: string; action: StaffAction };

/** Links among the views of one section. Hidden if the member may see only one. */
export function PageTabs({ label, entries }: { label: string; entries: readonly PageEntry[] }) {
  const member = useMember();
  const { pathname } = useLocation();
  const shown = entries.filter(({ action }) => member && staffMay(action, member.role));
  if (shown.length < 2) return null;
  return (
    <nav
      aria-label={label}
      className="-mt-1 flex shrink-0 overflow-x-auto border-b border-line max-sm:-mx-4 max-sm:px-4"
    >
      {shown.map(entry => (
        <Link
          key={entry.to}
          to={entry.to}
          aria-current={pathname === entry.to ? 'page' : undefined}
          className="-mb-px flex h-10 shrink-0 items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-muted transition-colors -outline-offset-2! hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {entry.label}
        </Link>
      ))}
    </nav>
  );
}
