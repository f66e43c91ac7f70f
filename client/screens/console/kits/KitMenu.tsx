import {
  Archive,
  ArchiveRestore,
  Copy,
  Download,
  EllipsisVertical,
  FileJson,
  History,
  Users,
} from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import type { SavedKit } from '../../../../shared/protocol/kitRoutes.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../components/ui/Menu.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { callRoute } from '../../../core/api.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { downloadKit } from '../../../core/kit/kitDrafts.ts';
import { downloadText } from '../../../core/saveFile.ts';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { teamTexts } from '../../../texts/teams.ts';
import { formatMoment } from '../../../texts/times.ts';
import { uiTexts } from '../../../texts/ui.ts';
import { AgreementItem } from '../agreement/AgreementItem.tsx';
import { Loaded } from '../Loaded.tsx';
import { KitTeamDialog } from '../teams/KitTeamDialog.tsx';
import { useTeams } from '../teams/TeamChoice.tsx';
import { useKitEditing } from './kitContext.ts';

const texts = kitTexts.actions;

export function KitMenu({ saved, name }: { saved: SavedKit; name: string }) {
  const { editor } = useKitEditing();
  const mayChange = useStaffMay('kits.change');
  const { duplicate, archive, exportYaml } = useKitActions(saved.kitId, name);
  const teams = useTeams();
  const [showing, setShowing] = useState<'versions' | 'team'>();
  const close = () => setShowing(undefined);
  return (
    <>
      <Menu trigger={<IconButton label={kitTexts.page.more} icon={EllipsisVertical} />}>
        <MenuItem icon={History} onSelect={() => setShowing('versions')}>
          {kitTexts.page.versions}
        </MenuItem>
        <AgreementItem kitId={saved.kitId} />
        <MenuItem icon={Download} onSelect={exportYaml}>
          {texts.export}
        </MenuItem>
        <MenuItem icon={FileJson} onSelect={() => downloadKit(editor.state.get().kit)}>
          {kitTexts.page.downloadDraft}
        </MenuItem>
        {mayChange && (
          <>
            <MenuSeparator />
            <MenuItem icon={Copy} onSelect={duplicate}>
              {texts.duplicate}
            </MenuItem>
          </>
        )}
        {mayChange && !saved.builtIn && (teams.length > 0 || saved.teamId) && (
          <MenuItem icon={Users} onSelect={() => setShowing('team')}>
            {teamTexts.kitItem}
          </MenuItem>
        )}
        {mayChange && !saved.builtIn && (
          <MenuItem
            icon={saved.archived ? ArchiveRestore : Archive}
            onSelect={() => archive(!saved.archived)}
          >
            {saved.archived ? texts.restore : texts.archive}
          </MenuItem>
        )}
      </Menu>
      {showing === 'versions' && <KitVersionsDialog kitId={saved.kitId} onClose={close} />}
      {showing === 'team' && <KitTeamDialog saved={saved} onClose={close} />}
    </>
  );
}

export function useKitActions(kitId: KitId, name: string) {
  const navigate = useNavigate();
  const copy = useRouteMutation('kits.duplicate', ['kits.list']);
  const save = useRouteMutation('kits.save', ['kits.list', 'kits.read', 'kits.versions']);
  const change = useRouteMutation('kits.archive', ['kits.list', 'kits.read']);

  const duplicate = () =>
    copy.mutate(
      { kitId },
      {
        onSuccess: made => {
          toast.success(texts.duplicated);
          void navigate(`/console/kits/${made.kitId}`);
        },
        onError: error => toast.error(texts.duplicateFailed, errorMessage(error)),
      },
    );

  const archive = (archived: boolean) =>
    change.mutate(
      { kitId, archived },
      withToasts(archived ? texts.archived(name) : texts.restored(name), texts.archiveFailed),
    );

  const bringBack = ({ version, kit }: SavedKit, expectedVersion: number) =>
    save.mutate(
      { kitId, expectedVersion, kit },
      {
        onSuccess: made => {
          toast.success(texts.broughtBack(version, made.version));
          void navigate(`/console/kits/${kitId}`);
        },
        onError: error => toast.error(texts.bringBackFailed, errorMessage(error)),
      },
    );

  return {
    duplicate,
    duplicating: copy.isPending,
    archive,
    bringBack,
    bringingBack: save.isPending,
    exportYaml: () => void exportYaml(kitId),
  };
}

async function exportYaml(kitId: KitId): Promise<void> {
  try {
    const { fileName, yaml } = await callRoute('kits.export', { kitId });
    downloadText(fileName, yaml, 'application/yaml');
  } catch (error) {
    toast.error(texts.exportFailed, errorMessage(error));
  }
}

const versionsTexts = kitTexts.versions;

function KitVersionsDialog({ kitId, onClose }: { kitId: KitId; onClose: () => void }) {
  const query = useRouteQuery('kits.versions', { kitId });
  const versions = query.data?.versions.toSorted((a, b) => b.version - a.version);
  const newest = versions?.[0]?.version;
  const now = Date.now();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={versionsTexts.title}
      description={versionsTexts.body}
      footer={<Button onClick={onClose}>{uiTexts.close}</Button>}
    >
      <Loaded
        query={query}
        failed={versionsTexts.failed}
        skeleton={<SkeletonRows count={2} row="h-12 w-full" className="gap-2" />}
      >
        {() => (
          <ol className="flex flex-col divide-y divide-line">
            {versions?.map(({ version, at, byName }) => (
              <li key={version}>
                <Link
                  to={`/console/kits/${kitId}${version === newest ? '' : `?version=${version}`}`}
                  onClick={onClose}
                  aria-label={versionsTexts.open(version)}
                  className="flex items-center justify-between gap-3 rounded-control px-2 py-2.5 text-sm transition-colors hover:bg-hover"
                >
                  <span className="flex min-w-0 flex-col">
                    <span className="font-medium">{versionsTexts.version(version)}</span>
                    <span className="truncate text-xs text-muted">
                      {versionsTexts.by(byName, formatMoment(at, now))}
                    </span>
                  </span>
                  {version === newest && <Badge>{versionsTexts.newest}</Badge>}
                </Link>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  );
}
