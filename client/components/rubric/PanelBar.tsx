import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { KeySettings } from './KeySettings.tsx';
import { SaveStatus } from './SaveStatus.tsx';

/** Above everything: whether it is saved, and the keys. */
export function PanelBar() {
  const { saveState } = useRubric();
  const [keysOpen, setKeysOpen] = useState(false);
  return (
    <div className="flex min-h-8 items-center gap-2">
      <SaveStatus />
      {saveState.clashes > 0 && (
        <p className="text-sm text-warning-ink">{rubricTexts.save.decide(saveState.clashes)}</p>
      )}
      <IconButton
        label={rubricTexts.keys.open}
        icon={<Keyboard className="size-5" aria-hidden="true" />}
        onClick={() => setKeysOpen(true)}
      />
      <KeySettings open={keysOpen} onOpenChange={setKeysOpen} />
    </div>
  );
}
