import { Captions, CaptionsOff } from 'lucide-react';
import { captionsShown } from '../../core/roomStores.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { IconButton } from '../ui/IconButton.tsx';

export function CaptionSwitch() {
  const shown = useStore(captionsShown);
  return (
    <IconButton
      label={shown ? texts.captions.hide : texts.captions.show}
      icon={
        shown ? (
          <Captions className="size-5" aria-hidden="true" />
        ) : (
          <CaptionsOff className="size-5 text-muted" aria-hidden="true" />
        )
      }
      onClick={() => captionsShown.set(!shown)}
    />
  );
}
