import { Download } from 'lucide-react';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { downloadKit } from '../../../core/kit/kitDrafts.ts';
import type { KitAtVersion } from '../../../core/kit/kitEditor.ts';
import { type Difference, differencesOf } from '../../../core/kit/kitOutline.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatMoment } from '../../../texts/times.ts';
import { useKitEditing, useKitState } from './kitContext.ts';

const texts = kitTexts.conflict;

interface ConflictDialogProps {
  kitId: KitId;
  theirs: KitAtVersion;
  onKeepMine: () => void;
  onLater: () => void;
}

export function KitConflictDialog({ kitId, theirs, onKeepMine, onLater }: ConflictDialogProps) {
  const { editor } = useKitEditing();
  const kit = useKitState(state => state.kit);
  const versions = useRouteQuery('kits.versions', { kitId });
  const saved = versions.data?.versions.find(({ version }) => version === theirs.version);
  return (
    <Dialog
      open
      size="md"
      onOpenChange={onLater}
      title={texts.title(theirs.version)}
      description={saved ? texts.by(saved.byName, formatMoment(saved.at, Date.now())) : texts.byUnknown}
      footer={
        <>
          <Button variant="quiet" className="sm:mr-auto" icon={Download} onClick={() => downloadKit(kit)}>
            {texts.download}
          </Button>
          <Button onClick={() => editor.loadTheirs()}>{texts.loadTheirs}</Button>
          <Button variant="primary" onClick={onKeepMine}>
            {texts.keepMine(theirs.version + 1)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 text-sm">
        <Differences differences={differencesOf(kit, theirs.kit)} />
        <ul className="flex flex-col gap-1 text-muted">
          <li>
            <span className="font-medium text-ink">{texts.keepMine(theirs.version + 1)}:</span>{' '}
            {texts.keepMineHint}
          </li>
          <li>
            <span className="font-medium text-ink">{texts.loadTheirs}:</span> {texts.loadTheirsHint}
          </li>
        </ul>
      </div>
    </Dialog>
  );
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) return <p>{texts.same}</p>;
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="font-medium">{texts.differ}</h3>
      <ul className="flex flex-col gap-1">
        {differences.map(({ section, names }) => (
          <li key={section} className="flex flex-col rounded-control bg-sunken px-3 py-2">
            <span className="font-medium">{kitTexts.sections[section]}</span>
            {names.map(name => (
              <span key={name} className="truncate text-muted">
                {name}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
