import { CircleOff } from 'lucide-react';
import { useState } from 'react';
import { recordingReason } from '../../core/recordingStatus.ts';
import { useView } from '../../hooks/room/session.ts';
import { roomRecording } from '../../texts/roomRecording.ts';
import { StatusDot } from '../ui/Badge.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { RecordingDialog } from './RecordingDialog.tsx';

/** Whether it is being recorded: the truth of this moment. Pressed, it says what that means. */
export function RecordingBadge() {
  const [open, setOpen] = useState(false);
  const view = useView();
  const isOn = view.recording.state === 'on';
  const word = isOn ? roomRecording.on : roomRecording.off;
  const reason = recordingReason(view);
  return (
    <>
      <Tooltip label={reason ?? roomRecording.about} side="bottom">
        <button
          type="button"
          data-recording={view.recording.state}
          aria-haspopup="dialog"
          aria-label={reason ? `${word}. ${reason}` : word}
          onClick={() => setOpen(true)}
          className="relative inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full bg-sunken px-2.5 text-xs font-medium whitespace-nowrap text-muted transition-colors before:absolute before:-inset-2 hover:bg-raised hover:text-ink data-[recording=on]:text-ink"
        >
          {isOn ? <StatusDot tone="recording" /> : <CircleOff className="size-3.5" aria-hidden="true" />}
          {word}
        </button>
      </Tooltip>
      <RecordingDialog open={open} onOpenChange={setOpen} />
    </>
  );
}
