import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { rubricTexts } from '../../texts/rubric.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { KeySettings } from './KeySettings.tsx';
import { SaveStatus } from './SaveStatus.tsx';

/** Above everything: whether it is saved, and the keys. */
export function PanelBar() {
  const [keysOpen, setKeysOpen] = useState(false);
  return (
    <div className="flex min-h-8 items-center gap-2">
      <SaveStatus />
      <IconButton
        label={rubricTexts.keys.open}
        icon={<Keyboard className="size-5" aria-hidden="true" />}
        onClick={() => setKeysOpen(true)}
      />
      <KeySettings open={keysOpen} onOpenChange={setKeysOpen} />
    </div>
  );
}
