import { Info, X } from 'lucide-react';
import { useState } from 'react';
import { room } from '../../texts/room.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** Tells the lead why there are no questions here, once and quietly. */
export function NoKitHint() {
  const [dismissed, setDismissed] = useState(false);
  if (dismissed) return null;
  return (
    <p className="flex shrink-0 items-center justify-center gap-2 text-xs text-muted" data-no-kit>
      <Info className="size-4 shrink-0" aria-hidden="true" />
      {room.noKit}
      <IconButton
        label={room.dismiss}
        size="sm"
        icon={<X className="size-4" aria-hidden="true" />}
        onClick={() => setDismissed(true)}
      />
    </p>
  );
}
