import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert, Headphones, Mic, RefreshCw, Trash2, X } from 'lucide-react';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import type { Recording } from '../../../../../shared/protocol/kitRoutes.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { ProgressBar } from '../../../../components/ui/ProgressBar.tsx';
import type { FieldPath } from '../../../../core/editor/fieldPath.ts';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { hasLine, recordingAddress, uploadRecording } from '../../../../core/kit/lineRecordings.ts';
import { useFileChoice } from '../../../../hooks/useFileChoice.tsx';
import { useRouteMutation, withToasts } from '../../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { voiceRecordingTexts as texts } from '../../../../texts/kitDocument.ts';
import { EditedText, FieldRow, useText } from '../../editor/fields.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';

/** A text that the recruiter says. It can have a recording. */
export function SpokenText(props: ComponentProps<typeof EditedText>) {
  const { readOnly } = useKitEditing();
  const line = useLineRecording(props.path, props.label);
  return (
    <FieldRow paths={[props.path]}>
      <div className="group/row relative">
        <EditedText {...props} />
        {!readOnly && (
          <div className="absolute -top-1.5 right-0">
            <RecordButton line={line} />
          </div>
        )}
        <RecordingStrip line={line} />
      </div>
    </FieldRow>
  );
}

export function RecordingStrip({ line }: { line: LineRecording }) {
  const { recording, sending } = line;
  if (!recording && sending.state === 'idle') return null;
  return (
    <div className="mt-1.5 flex flex-col gap-1.5" data-recording={sending.state}>
      {sending.state === 'sending' && <UploadProgress line={line} share={sending.share} />}
      {sending.state === 'failed' && <UploadFailed line={line} error={sending.error} />}
      {recording && sending.state !== 'sending' && <SavedRecording line={line} name={recording.name} />}
    </div>
  );
}

function UploadProgress({ line, share }: { line: LineRecording; share: number }) {
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

function UploadFailed({ line, error }: { line: LineRecording; error: unknown }) {
  return (
    <div role="alert" className="flex items-start gap-2 text-sm text-danger-ink">
      <CircleAlert className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{texts.failed}:</span> {errorMessage(error)}
      </p>
      <IconButton size="sm" label={texts.dismiss} icon={X} onClick={line.dismiss} />
    </div>
  );
}

function SavedRecording({ line, name }: { line: LineRecording; name: string }) {
  const { readOnly } = useKitEditing();
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-2 rounded-control bg-sunken px-2.5 py-1.5 text-sm">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Headphones className="size-4 shrink-0 text-muted" />
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
        {!readOnly && <RecordingActions line={line} />}
      </div>
      {open && <Player line={line} name={name} />}
    </div>
  );
}

function RecordingActions({ line }: { line: LineRecording }) {
  const { editor } = useKitEditing();
  const { choose, input } = useFileChoice(RECORDINGS, line.send);
  const remove = useRouteMutation('recordings.remove', ['recordings.list']);
  const textSha256 = line.recording?.textSha256 ?? '';
  return (
    <>
      <IconButton size="sm" label={texts.replaceOf(line.name)} icon={RefreshCw} onClick={choose} />
      {input}
      <IconButton
        size="sm"
        label={texts.removeOf(line.name)}
        aria-busy={remove.isPending || undefined}
        icon={Trash2}
        onClick={() =>
          remove.mutate({ kitId: editor.kitId, textSha256 }, withToasts(texts.removed, texts.removeFailed))
        }
      />
    </>
  );
}

function Player({ line, name }: { line: LineRecording; name: string }) {
  const { editor } = useKitEditing();
  const [address, setAddress] = useState<string>();
  const { text, recording } = line;
  const { kitId } = editor;
  useEffect(() => {
    let gone = false;
    void recordingAddress('play', kitId, text).then(found => {
      // Bypasses the cache, because a new recording of the same text has the same address.
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

/** Button to record a line. With a mouse, a `quiet` button is visible only on the hovered or focused row. */
export function RecordButton({ line, quiet = false }: { line: LineRecording; quiet?: boolean }) {
  const { choose, input } = useFileChoice(RECORDINGS, line.send);
  const { name, text, recording, sending, saved } = line;
  // Without text, or with a recording, the button is invisible but keeps its space, so the text doesn't move.
  const idle = text !== '' && !recording && sending.state !== 'sending';
  return (
    <span
      className={classNames(
        'shrink-0 text-muted',
        !idle && 'invisible max-sm:hidden',
        quiet &&
          'transition-opacity [@media(hover:hover)]:opacity-0 [@media(hover:hover)]:group-focus-within/row:opacity-100 [@media(hover:hover)]:group-hover/row:opacity-100',
      )}
    >
      <IconButton
        size="sm"
        label={saved ? texts.uploadOf(name) : texts.saveFirst}
        aria-disabled={!saved || undefined}
        className={saved ? '' : 'opacity-50'}
        icon={Mic}
        onClick={() => saved && choose()}
      />
      {input}
    </span>
  );
}

const RECORDINGS = 'audio/*,video/*';
/** How long a response is reused. All lines use the same query, so one response serves all of them. */
const FRESH_MS = 60_000;

type Sending =
  | { state: 'idle' }
  /** `share` is the part that was sent, from 0 to 1. At 1, the server checks the file. */
  | { state: 'sending'; share: number }
  | { state: 'failed'; error: unknown };

interface LineRecording {
  name: string;
  text: string;
  recording: Recording | undefined;
  sending: Sending;
  /** True if the saved kit contains the text. Only then can the text get a recording. */
  saved: boolean;
  send: (file: File) => void;
  cancel: () => void;
  dismiss: () => void;
}

export function useLineRecording(path: FieldPath, name: string): LineRecording {
  return useRecordingOf(useText(path).trim(), name);
}

export function useRecordingOf(text: string, name: string): LineRecording {
  const { editor } = useKitEditing();
  const cache = useQueryClient();
  const saved = useKitState(({ base }) => text !== '' && hasLine(base.kit, text));
  const [sending, setSending] = useState<Sending>({ state: 'idle' });
  const upload = useRef<AbortController>(undefined);
  const list = useRouteQuery('recordings.list', { kitId: editor.kitId }, { staleTimeMs: FRESH_MS });

  const send = (file: File) => {
    const abort = new AbortController();
    upload.current = abort;
    setSending({ state: 'sending', share: 0 });
    const onProgress = (share: number) => setSending({ state: 'sending', share });
    uploadRecording({ kitId: editor.kitId, text, file, onProgress, signal: abort.signal })
      .then(async () => {
        await cache.invalidateQueries({ queryKey: ['recordings.list'] });
        setSending({ state: 'idle' });
      })
      .catch(error => setSending(abort.signal.aborted ? { state: 'idle' } : { state: 'failed', error }));
  };
  return {
    name: name || texts.upload,
    text,
    recording: list.data?.recordings.find(known => known.text === text),
    sending,
    saved,
    send,
    cancel: () => upload.current?.abort(),
    dismiss: () => setSending({ state: 'idle' }),
  };
}
