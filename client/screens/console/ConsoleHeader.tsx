import { ChevronDown, LogOut, UserRound } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { ThemeChoices } from '../../components/shell/ThemeChoices.tsx';
import { Avatar } from '../../components/ui/Avatar.tsx';
import { LogoMark } from '../../components/ui/Logo.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../components/ui/Menu.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { useSignOut } from '../../hooks/useAccount.ts';
import { account } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';
import { consoleTexts as texts } from '../../texts/console.ts';
import { ConsoleNav } from './ConsoleNav.tsx';

export function ConsoleHeader({ member }: { member: StaffMember }) {
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-canvas">
      <div className="flex h-14 items-center gap-2 px-3 sm:gap-6 sm:px-6">
        <Link to="/console" aria-label="Vivavoce" className="flex rounded-control">
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
  const leave = () => signOut.mutate(undefined, { onError: error => toast.error(errorMessage(error)) });
  return (
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
          <ChevronDown className="size-4 text-muted" aria-hidden="true" />
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
      <MenuItem
        icon={<UserRound className="size-4" aria-hidden="true" />}
        onSelect={() => void navigate('/console/account')}
      >
        {account.settings.title}
      </MenuItem>
      <MenuSeparator />
      <ThemeChoices />
      <MenuSeparator />
      <MenuItem icon={<LogOut className="size-4" aria-hidden="true" />} onSelect={leave}>
        {common.signOut}
      </MenuItem>
    </Menu>
  );
}
