import {
  Archive,
  ArchiveRestore,
  Copy,
  Download,
  EllipsisVertical,
  FileClock,
  FolderOpen,
} from 'lucide-react';
import type { KeyboardEventHandler } from 'react';
import { Link, useNavigate } from 'react-router';
import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../components/ui/Menu.tsx';
import { hasUnsavedDraft } from '../../../core/kit/kitDrafts.ts';
import { localData } from '../../../core/safeStorage.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatDayWithin } from '../../../texts/times.ts';
import { AgreementItem } from '../agreement/AgreementItem.tsx';
import { FindingCounts } from '../editor/Remarks.tsx';
import { useKitActions } from './KitMenu.tsx';

const texts = kitTexts.list;
const ICON = 'size-4';

interface KitRowProps {
  kit: KitSummary;
  now: number;
  /** True for the one row in the tab order; arrow keys reach the others. */
  tabStop: boolean;
  onKeyDown: KeyboardEventHandler<HTMLElement>;
}

export function KitRow({ kit, now, tabStop, onKeyDown }: KitRowProps) {
  const userId = useMember()?.userId ?? '';
  const unsaved = !kit.builtIn && hasUnsavedDraft(userId, kit.kitId, localData);
  return (
    <li className="flex items-center gap-1 pr-2 sm:pr-3">
      <Link
        data-row
        to={`/console/kits/${kit.kitId}`}
        tabIndex={tabStop ? 0 : -1}
        onKeyDown={onKeyDown}
        className="grid min-w-0 flex-1 items-center gap-x-6 gap-y-1.5 rounded-card px-4 py-3.5 transition-colors hover:bg-hover focus-visible:outline-offset-[-2px] md:grid-cols-[minmax(0,1fr)_11rem_12rem_8.5rem]"
      >
        <span className="flex min-w-0 flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
            {kit.role}
            {unsaved && (
              <Badge tone="warning" icon={<FileClock className="size-3.5" />}>
                {texts.unsaved}
              </Badge>
            )}
          </span>
          <span className="text-sm text-muted">
            {kit.level}
            <span className="text-faint"> · {kit.locale}</span>
          </span>
        </span>
        <span className="flex flex-col text-xs leading-5 text-muted tabular-nums max-md:flex-row max-md:gap-3">
          <span>{texts.questions(kit.questions)}</span>
          <span>{texts.competencies(kit.competencies)}</span>
        </span>
        <FindingCounts sayFit counts={{ errors: kit.errors, warnings: kit.warnings }} />
        <span className="flex flex-col text-xs leading-5 text-muted tabular-nums max-md:flex-row max-md:gap-3">
          <span>{texts.version(kit.version)}</span>
          {!kit.builtIn && <span>{texts.updated(formatDayWithin(kit.updatedAt, now))}</span>}
        </span>
      </Link>
      <KitRowMenu kit={kit} />
    </li>
  );
}

function KitRowMenu({ kit }: { kit: KitSummary }) {
  const name = kitTexts.name(kit.role, kit.level);
  const navigate = useNavigate();
  const mayChange = useStaffMay('kits.change');
  const { duplicate, archive, exportYaml } = useKitActions(kit.kitId, name);
  const actions = kitTexts.actions;
  return (
    <Menu trigger={<IconButton label={texts.actions(name)} icon={<EllipsisVertical className={ICON} />} />}>
      <MenuItem
        icon={<FolderOpen className={ICON} />}
        onSelect={() => void navigate(`/console/kits/${kit.kitId}`)}
      >
        {actions.open}
      </MenuItem>
      <AgreementItem kitId={kit.kitId} />
      {mayChange && (
        <MenuItem icon={<Copy className={ICON} />} onSelect={duplicate}>
          {actions.duplicate}
        </MenuItem>
      )}
      <MenuItem icon={<Download className={ICON} />} onSelect={exportYaml}>
        {actions.export}
      </MenuItem>
      {mayChange && !kit.builtIn && (
        <>
          <MenuSeparator />
          <MenuItem
            icon={kit.archived ? <ArchiveRestore className={ICON} /> : <Archive className={ICON} />}
            onSelect={() => archive(!kit.archived)}
          >
            {kit.archived ? actions.restore : actions.archive}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
