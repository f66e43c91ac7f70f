import { AppError } from '../../../shared/errors.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { MAX_RECORDING_BYTES, RECORDING_FILES, Recording } from '../../../shared/protocol/kitRoutes.ts';
import { errorTexts } from '../../texts/errors.ts';
import { voiceRecordingTexts } from '../../texts/kitDocument.ts';
import { errorIn } from '../replies.ts';

/** Where a line's recording is sent to and played from. */
export async function recordingAddress(
  kind: keyof typeof RECORDING_FILES,
  kitId: KitId,
  text: string,
): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
  return RECORDING_FILES[kind].replace(':kitId', encodeURIComponent(kitId)).replace(':textSha256', hex);
}

interface Upload {
  kitId: KitId;
  /** The line's words, as they are saved. */
  text: string;
  file: File;
  /** The part that has been sent, 0 to 1; at 1 the server looks at it. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/**
 * Sends a person's recording for one line. Throws an `AppError` with a sentence in every case of failure; an upload that was cancelled
 * rejects with the signal's reason.
 */
export async function uploadRecording({ kitId, text, file, onProgress, signal }: Upload): Promise<Recording> {
  if (file.size > MAX_RECORDING_BYTES)
    throw new AppError('too-large', voiceRecordingTexts.tooLarge(MAX_RECORDING_BYTES / 1024 ** 2));
  const address = await recordingAddress('upload', kitId, text);
  signal.throwIfAborted();
  const { status, body } = await send(`${address}?name=${encodeURIComponent(file.name)}`, file, {
    onProgress,
    signal,
  });
  const answer: unknown = readJson(body);
  const refusal = errorIn((answer as { error?: unknown } | undefined)?.error);
  if (refusal) throw refusal;
  const kept = Recording.safeParse((answer as { recording?: unknown } | undefined)?.recording);
  if (status === 200 && kept.success) return kept.data;
  // A proxy in front may take less than the server does.
  if (status === 413)
    throw new AppError('too-large', voiceRecordingTexts.tooLarge(MAX_RECORDING_BYTES / 1024 ** 2));
  throw AppError.unavailable(errorTexts.unavailable);
}

/** `fetch` does not tell how much of a body has been sent. */
function send(
  url: string,
  file: File,
  { onProgress, signal }: Pick<Upload, 'onProgress' | 'signal'>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    // Always bytes to the server, whatever the file is called here.
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.upload.addEventListener('load', () => onProgress(1));
    request.addEventListener('load', () => resolve({ status: request.status, body: request.responseText }));
    request.addEventListener('error', () => reject(AppError.unavailable(errorTexts.offline)));
    signal.addEventListener('abort', () => {
      request.abort();
      reject(signal.reason as Error);
    });
    request.send(file);
  });
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A page of some proxy. The status says the rest.
    return undefined;
  }
}
