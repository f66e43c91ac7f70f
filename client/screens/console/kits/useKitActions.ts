import { useNavigate } from 'react-router';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import type { SavedKit } from '../../../../shared/protocol/kitRoutes.ts';
import { callRoute } from '../../../core/api.ts';
import { downloadText } from '../../../core/download.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { kitTexts } from '../../../texts/kits.ts';

const texts = kitTexts.actions;

/** What can be done with a kit as a whole, each with its word of success or failure. */
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

  /** An earlier version becomes the newest: nothing in between is lost, it only is earlier now. */
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
