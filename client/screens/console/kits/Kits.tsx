import {
  Archive,
  ArchiveRestore,
  Copy,
  Download,
  EllipsisVertical,
  FileClock,
  FileUp,
  FolderOpen,
  Plus,
} from 'lucide-react';
import { type KeyboardEventHandler, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../components/ui/Menu.tsx';
import { SkeletonStack } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { hasUnsavedDraft } from '../../../core/kit/kitDrafts.ts';
import { localData } from '../../../core/safeStorage.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatDayWithin } from '../../../texts/times.ts';
import { AgreementItem } from '../agreement/AgreementItem.tsx';
import { ConsolePage } from '../ConsolePage.tsx';
import { FindingCounts } from '../editor/Remarks.tsx';
import { Loaded } from '../Loaded.tsx';
import { useRowKeys } from '../useRowKeys.ts';
import { useKitActions } from './KitMenu.tsx';
import { LibraryTabs } from './LibraryTabs.tsx';
import { NewKitDialog } from './NewKitDialog.tsx';

const texts = kitTexts.list;

export function Kits() {
  usePageTitle(texts.title);
  const mayChange = useStaffMay('kits.change');
  const list = useRouteQuery('kits.list', {});
  const [creating, setCreating] = useState(false);

  return (
    <ConsolePage
      title={texts.title}
      intro={texts.intro}
      tabs={<LibraryTabs />}
      actions={
        mayChange && (
          <>
            <ButtonLink to="/console/kits/import" icon={FileUp}>
              {texts.import}
            </ButtonLink>
            <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
              {texts.create}
            </Button>
          </>
        )
      }
    >
      <Loaded
        query={list}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonStack rows={SKELETON} className="gap-4" />}
      >
        {data => <KitList kits={data.kits} mayChange={mayChange} />}
      </Loaded>
      {creating && <NewKitDialog kits={list.data?.kits ?? []} onClose={() => setCreating(false)} />}
    </ConsolePage>
  );
}

function KitList({ kits, mayChange }: { kits: readonly KitSummary[]; mayChange: boolean }) {
  const [filter, setFilter] = useState('');
  const { listRef, onRowKeyDown } = useRowKeys();
  const groups = groupKits(kits.filter(kit => kitMatches(kit, filter)));
  const shown = groups.flatMap(group => group.kits);
  const hasOwn = kits.some(kit => !kit.builtIn);

  return (
    <>
      <div className="max-w-md">
        <TextField
          label={texts.filter}
          hideLabel
          type="search"
          placeholder={texts.filterShort}
          value={filter}
          onChange={event => setFilter(event.target.value)}
        />
      </div>
      <p className="sr-only">{texts.keys}</p>
      <div ref={listRef} className="flex flex-col gap-8">
        {!hasOwn && (
          <p className="rounded-card border border-dashed border-line-strong/60 px-5 py-6 text-sm text-muted">
            {mayChange ? texts.emptyOwn : texts.emptyReadOnly}
          </p>
        )}
        {groups
          .filter(group => group.kits.length > 0)
          .map(group => (
            <section key={group.name} aria-labelledby={`kits-${group.name}`} className="flex flex-col gap-2">
              <h2 id={`kits-${group.name}`} className="text-sm font-semibold">
                {texts.groups[group.name]}
              </h2>
              <Card padding="none">
                <ul className="divide-y divide-line">
                  {group.kits.map(kit => (
                    <KitRow key={kit.kitId} kit={kit} tabStop={kit === shown[0]} onKeyDown={onRowKeyDown} />
                  ))}
                </ul>
              </Card>
            </section>
          ))}
      </div>
      <p role="status" className="text-sm text-muted">
        {shown.length === 0 && filter.trim() !== '' ? texts.noMatch(filter.trim()) : ''}
      </p>
    </>
  );
}

const SKELETON = ['h-10 w-full max-w-md', 'h-4 w-36', ...Array<string>(4).fill('h-18 w-full rounded-card!')];

function groupKits(kits: readonly KitSummary[]) {
  const groupOf = ({ archived, builtIn }: KitSummary) =>
    archived ? 'archived' : builtIn ? 'builtIn' : 'own';
  const { own = [], builtIn = [], archived = [] } = Object.groupBy(kits, groupOf);
  const latest = (a: KitSummary, b: KitSummary) => b.updatedAt - a.updatedAt;
  const byName = (a: KitSummary, b: KitSummary) => a.role.localeCompare(b.role);
  return [
    { name: 'own', kits: own.sort(latest) },
    { name: 'builtIn', kits: builtIn.sort(byName) },
    { name: 'archived', kits: archived.sort(latest) },
  ] as const;
}

function kitMatches({ role, level, locale }: KitSummary, filter: string): boolean {
  const text = `${role} ${level} ${locale}`.toLocaleLowerCase();
  return filter
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

const ICON = 'size-4';

interface KitRowProps {
  kit: KitSummary;
  /** True for the only row that Tab reaches. Arrow keys reach the other rows. */
  tabStop: boolean;
  onKeyDown: KeyboardEventHandler<HTMLElement>;
}

function KitRow({ kit, tabStop, onKeyDown }: KitRowProps) {
  const userId = useMember()?.userId ?? '';
  const unsaved = !kit.builtIn && hasUnsavedDraft(userId, kit.kitId, localData);
  return (
    <li className="flex items-center gap-1 pr-2 sm:pr-3">
      <Link
        data-row
        to={`/console/kits/${kit.kitId}`}
        tabIndex={tabStop ? 0 : -1}
        onKeyDown={onKeyDown}
        className="grid min-w-0 flex-1 items-center gap-x-6 gap-y-1.5 rounded-card px-4 py-3.5 transition-colors hover:bg-hover focus-visible:outline-offset-[-2px] md:grid-cols-[minmax(0,1fr)_7rem_9.5rem_6.5rem] lg:grid-cols-[minmax(0,1fr)_11rem_12rem_8.5rem]"
      >
        <span className="flex min-w-0 flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
            {kit.role}
            {unsaved && (
              <Badge tone="warning" icon={FileClock}>
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
          {!kit.builtIn && <span>{texts.updated(formatDayWithin(kit.updatedAt, Date.now()))}</span>}
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
    <Menu
      trigger={
        <IconButton label={texts.actions(name)}>
          <EllipsisVertical className={ICON} />
        </IconButton>
      }
    >
      <MenuItem icon={FolderOpen} onSelect={() => void navigate(`/console/kits/${kit.kitId}`)}>
        {actions.open}
      </MenuItem>
      <AgreementItem kitId={kit.kitId} />
      {mayChange && (
        <MenuItem icon={Copy} onSelect={duplicate}>
          {actions.duplicate}
        </MenuItem>
      )}
      <MenuItem icon={Download} onSelect={exportYaml}>
        {actions.export}
      </MenuItem>
      {mayChange && !kit.builtIn && (
        <>
          <MenuSeparator />
          <MenuItem icon={kit.archived ? ArchiveRestore : Archive} onSelect={() => archive(!kit.archived)}>
            {kit.archived ? actions.restore : actions.archive}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
