import { Archive, ArchiveRestore, Copy, Download, EllipsisVertical, FileJson, History } from 'lucide-react';
import { useState } from 'react';
import type { SavedKit } from '../../../../../shared/protocol/kitRoutes.ts';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../../components/ui/Menu.tsx';
import { downloadKit } from '../../../../core/kit/kitFile.ts';
import { useStaffMay } from '../../../../hooks/useMember.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { AgreementItem } from '../../agreement/AgreementItem.tsx';
import { useDesk } from '../desk.ts';
import { useKitActions } from '../useKitActions.ts';
import { VersionsDialog } from './VersionsDialog.tsx';

const texts = kitTexts.actions;

/** What is done with a kit as a whole and less often. */
export function KitMenu({ saved, name }: { saved: SavedKit; name: string }) {
  const { editor } = useDesk();
  const mayChange = useStaffMay('kits.change');
  const { duplicate, archive, exportYaml } = useKitActions(saved.kitId, name);
  const [showing, setShowing] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={kitTexts.page.more}
            icon={<EllipsisVertical className="size-5" aria-hidden="true" />}
          />
        }
      >
        <MenuItem icon={<History className="size-4" aria-hidden="true" />} onSelect={() => setShowing(true)}>
          {kitTexts.page.versions}
        </MenuItem>
        <AgreementItem kitId={saved.kitId} />
        <MenuItem icon={<Download className="size-4" aria-hidden="true" />} onSelect={exportYaml}>
          {texts.export}
        </MenuItem>
        <MenuItem
          icon={<FileJson className="size-4" aria-hidden="true" />}
          onSelect={() => downloadKit(editor.state.get().kit)}
        >
          {kitTexts.page.downloadDraft}
        </MenuItem>
        {mayChange && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Copy className="size-4" aria-hidden="true" />} onSelect={duplicate}>
              {texts.duplicate}
            </MenuItem>
          </>
        )}
        {mayChange && !saved.builtIn && (
          <MenuItem
            icon={
              saved.archived ? (
                <ArchiveRestore className="size-4" aria-hidden="true" />
              ) : (
                <Archive className="size-4" aria-hidden="true" />
              )
            }
            onSelect={() => archive(!saved.archived)}
          >
            {saved.archived ? texts.restore : texts.archive}
          </MenuItem>
        )}
      </Menu>
      {showing && <VersionsDialog kitId={saved.kitId} onClose={() => setShowing(false)} />}
    </>
  );
}
