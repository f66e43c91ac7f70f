import { Archive, ArchiveRestore, Copy, Download, EllipsisVertical, FileJson, History } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import type { SavedKit } from '../../../../shared/protocol/kitRoutes.ts';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../components/ui/Menu.tsx';
import { callRoute } from '../../../core/api.ts';
import { downloadText } from '../../../core/download.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { downloadKit } from '../../../core/kit/kitDrafts.ts';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { AgreementItem } from '../agreement/AgreementItem.tsx';
import { KitVersionsDialog } from './KitVersionsDialog.tsx';
import { useKitEditing } from './kitContext.ts';

const texts = kitTexts.actions;

export function KitMenu({ saved, name }: { saved: SavedKit; name: string }) {
  const { editor } = useKitEditing();
  const mayChange = useStaffMay('kits.change');
  const { duplicate, archive, exportYaml } = useKitActions(saved.kitId, name);
  const [showing, setShowing] = useState(false);
  return (
    <>
      <Menu
        trigger={<IconButton label={kitTexts.page.more} icon={<EllipsisVertical className="size-5" />} />}
      >
        <MenuItem icon={<History className="size-4" />} onSelect={() => setShowing(true)}>
          {kitTexts.page.versions}
        </MenuItem>
        <AgreementItem kitId={saved.kitId} />
        <MenuItem icon={<Download className="size-4" />} onSelect={exportYaml}>
          {texts.export}
        </MenuItem>
        <MenuItem icon={<FileJson className="size-4" />} onSelect={() => downloadKit(editor.state.get().kit)}>
          {kitTexts.page.downloadDraft}
        </MenuItem>
        {mayChange && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Copy className="size-4" />} onSelect={duplicate}>
              {texts.duplicate}
            </MenuItem>
          </>
        )}
        {mayChange && !saved.builtIn && (
          <MenuItem
            icon={saved.archived ? <ArchiveRestore className="size-4" /> : <Archive className="size-4" />}
            onSelect={() => archive(!saved.archived)}
          >
            {saved.archived ? texts.restore : texts.archive}
          </MenuItem>
        )}
      </Menu>
      {showing && <KitVersionsDialog kitId={saved.kitId} onClose={() => setShowing(false)} />}
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
      {
        onSuccess: () => toast.success(archived ? texts.archived(name) : texts.restored(name)),
        onError: error => toast.error(texts.archiveFailed, errorMessage(error)),
      },
    );

  /** Saves an earlier version as the newest. */
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
