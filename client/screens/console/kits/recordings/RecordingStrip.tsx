import { CircleAlert, Headphones, RefreshCw, Trash2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../../../components/ui/Button.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { ProgressBar } from '../../../../components/ui/ProgressBar.tsx';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { recordingAddress } from '../../../../core/kit/recordingUpload.ts';
import { toast } from '../../../../core/toast.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { voiceRecordingTexts as texts } from '../../../../texts/kitDocument.ts';
import { useDesk } from '../desk.ts';
import { useFileChoice } from './RecordButton.tsx';
import type { LineRecording } from './useLineRecording.ts';

/** Below a line: its recording to listen to, another one on its way, or why that was not kept. */
export function RecordingStrip({ line }: { line: LineRecording }) {
  const { recording, sending } = line;
  if (!recording && sending.state === 'rest') return null;
  return (
    <div className="mt-1.5 flex flex-col gap-1.5" data-recording={sending.state}>
      {sending.state === 'sending' && <OnItsWay line={line} share={sending.share} />}
      {sending.state === 'failed' && <NotKept line={line} error={sending.error} />}
      {recording && sending.state !== 'sending' && <Kept line={line} name={recording.name} />}
    </div>
  );
}

function OnItsWay({ line, share }: { line: LineRecording; share: number }) {
  const words = share < 1 ? texts.sending(Math.round(share * 100)) : texts.checking;
  return (
    <div className="flex items-center gap-3 text-sm">
      <div className="min-w-0 flex-1">
        <ProgressBar label={texts.progressOf(line.name)} share={share} valueText={words} />
      </div>
      <span className="w-28 shrink-0 text-muted tabular-nums">{words}</span>
      <Button size="sm" variant="quiet" onClick={line.cancel}>
        {texts.cancel}
      </Button>
    </div>
  );
}

function NotKept({ line, error }: { line: LineRecording; error: unknown }) {
  return (
    <div role="alert" className="flex items-start gap-2 text-sm text-danger-ink">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{texts.failed}:</span> {errorMessage(error)}
      </p>
      <IconButton
        size="sm"
        label={texts.dismiss}
        icon={<X className="size-4" aria-hidden="true" />}
        onClick={line.dismiss}
      />
    </div>
  );
}

function Kept({ line, name }: { line: LineRecording; name: string }) {
  const { readOnly } = useDesk();
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-2 rounded-control bg-sunken px-2.5 py-1.5 text-sm">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Headphones className="size-4 shrink-0 text-muted" aria-hidden="true" />
        <span className="min-w-0 flex-1 basis-32 truncate" title={name}>
          {name}
        </span>
        <Button
          size="sm"
          variant="quiet"
          aria-expanded={open}
          aria-label={open ? undefined : texts.listenTo(line.name)}
          onClick={() => setOpen(!open)}
        >
          {open ? texts.hide : texts.listen}
        </Button>
        {!readOnly && <KeptActions line={line} />}
      </div>
      {open && <Player line={line} name={name} />}
    </div>
  );
}

function KeptActions({ line }: { line: LineRecording }) {
  const { editor } = useDesk();
  const { choose, input } = useFileChoice(line.send);
  const remove = useRouteMutation('recordings.remove', ['recordings.list']);
  const textSha256 = line.recording?.textSha256 ?? '';
  return (
    <>
      <IconButton
        size="sm"
        label={texts.replaceOf(line.name)}
        icon={<RefreshCw className="size-4" aria-hidden="true" />}
        onClick={choose}
      />
      {input}
      <IconButton
        size="sm"
        label={texts.removeOf(line.name)}
        aria-busy={remove.isPending || undefined}
        icon={<Trash2 className="size-4" aria-hidden="true" />}
        onClick={() =>
          remove.mutate(
            { kitId: editor.kitId, textSha256 },
            {
              onSuccess: () => toast.success(texts.removed),
              onError: error => toast.error(texts.removeFailed, errorMessage(error)),
            },
          )
        }
      />
    </>
  );
}

/** With a picture where the file is called like one that has any. */
function Player({ line, name }: { line: LineRecording; name: string }) {
  const { editor } = useDesk();
  const [address, setAddress] = useState<string>();
  const { text, recording } = line;
  const { kitId } = editor;
  useEffect(() => {
    let gone = false;
    void recordingAddress('play', kitId, text).then(found => {
      // Another recording for the same words is at the same address.
      if (!gone) setAddress(`${found}?at=${recording?.createdAt ?? 0}`);
    });
    return () => {
      gone = true;
    };
  }, [kitId, text, recording?.createdAt]);
  const Media = /\.(mp4|mov|webm|mkv|m4v)$/i.test(name) ? 'video' : 'audio';
  return (
    <Media
      key={address}
      src={address}
      controls
      preload="metadata"
      aria-label={texts.player(line.name)}
      className={Media === 'video' ? 'max-h-64 w-full rounded-control bg-black' : 'h-10 w-full'}
    />
  );
}
