import { Info, X } from 'lucide-react';
import { useState } from 'react';
import { isUnheard } from '../../core/recordingStatus.ts';
import { useOwnSeat, useView } from '../../hooks/room/session.ts';
import { room } from '../../texts/room.ts';
import { roomRecording } from '../../texts/roomRecording.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Notice } from './Notice.tsx';
import { RecordingDialog } from './RecordingDialog.tsx';

/** Tells a candidate that their answers cannot be evaluated, and what they can do. Once dismissed, it does not come back. */
export function UnheardNotice() {
  const { role } = useOwnSeat();
  const unheard = isUnheard(useView()) && role === 'candidate';
  const [open, setOpen] = useState(false);
  const [putAway, setPutAway] = useState(false);
  return (
    <>
      {unheard && !putAway && (
        <Notice
          icon={<Info className="size-4" aria-hidden="true" />}
          action={
            <span className="flex shrink-0 items-center gap-1">
              <Button size="sm" onClick={() => setOpen(true)}>
                {roomRecording.candidate.options}
              </Button>
              <IconButton
                size="sm"
                label={room.dismiss}
                icon={<X className="size-4" aria-hidden="true" />}
                onClick={() => setPutAway(true)}
              />
            </span>
          }
        >
          {roomRecording.candidate.unheard}
        </Notice>
      )}
      <RecordingDialog open={open} onOpenChange={setOpen} />
    </>
  );
}
