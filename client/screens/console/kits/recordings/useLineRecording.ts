import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Recording } from '../../../../../shared/protocol/kitRoutes.ts';
import { type Place, textAt } from '../../../../core/kit/place.ts';
import { uploadRecording } from '../../../../core/kit/recordingUpload.ts';
import { hasLine } from '../../../../core/kit/savedLines.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { voiceRecordingTexts } from '../../../../texts/kitDocument.ts';
import { useDesk, useKitState } from '../desk.ts';

/** Every line asks, and one answer serves them all. */
const FRESH_MS = 60_000;

type Sending =
  | { state: 'rest' }
  /** `share`: what has been sent, 0 to 1; at 1 the server looks at it. */
  | { state: 'sending'; share: number }
  | { state: 'failed'; error: unknown };

export interface LineRecording {
  /** What the line is called, for those who do not see where a button stands. */
  name: string;
  text: string;
  recording: Recording | undefined;
  sending: Sending;
  /** Whether these words are saved: a recording belongs to words. */
  saved: boolean;
  send: (file: File) => void;
  cancel: () => void;
  dismiss: () => void;
}

/** A person's recording for the line at a place of the kit: whether there is one, and how sending another goes. */
export function useLineRecording(place: Place, name: string): LineRecording {
  const text = useKitState(({ kit }) => textAt(kit, place)).trim();
  return useRecordingOf(text, name);
}

/** The same for a line of these words, wherever it stands. */
export function useRecordingOf(text: string, name: string): LineRecording {
  const { editor } = useDesk();
  const cache = useQueryClient();
  const saved = useKitState(({ base }) => text !== '' && hasLine(base.kit, text));
  const [sending, setSending] = useState<Sending>({ state: 'rest' });
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
        setSending({ state: 'rest' });
      })
      .catch(error => setSending(abort.signal.aborted ? { state: 'rest' } : { state: 'failed', error }));
  };
  return {
    name: name || voiceRecordingTexts.upload,
    text,
    recording: list.data?.recordings.find(known => known.text === text),
    sending,
    saved,
    send,
    cancel: () => upload.current?.abort(),
    dismiss: () => setSending({ state: 'rest' }),
  };
}
