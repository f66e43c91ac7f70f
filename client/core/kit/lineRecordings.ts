import { AppError } from '../../../shared/errors.ts';
import type { Kit } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { MAX_RECORDING_BYTES, RECORDING_FILES, Recording } from '../../../shared/protocol/kitRoutes.ts';
import { linesOf } from '../../../shared/recruiter/lines.ts';
import { errorIn } from '../replies.ts';

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
  text: string;
  file: File;
  /** Receives the share of the file that was sent, 0 to 1. At 1 the server starts to check the file. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Uploads a person's recording of one line. Throws an `AppError`, or the signal's reason when canceled. */
export async function uploadRecording({ kitId, text, file, onProgress, signal }: Upload): Promise<Recording> {
  if (file.size > MAX_RECORDING_BYTES) throw tooLarge();
  const address = await recordingAddress('upload', kitId, text);
  signal.throwIfAborted();
  const { status, body } = await send(`${address}?name=${encodeURIComponent(file.name)}`, file, {
    onProgress,
    signal,
  });
  const answer: unknown = readJson(body);
  const refusal = errorIn((answer as { error?: unknown } | undefined)?.error);
  if (refusal) throw refusal;
  const parsed = Recording.safeParse((answer as { recording?: unknown } | undefined)?.recording);
  if (status === 200 && parsed.success) return parsed.data;
  // A proxy may have a lower limit than the server.
  if (status === 413) throw tooLarge();
  throw AppError.unavailable();
}

/** Uses `XMLHttpRequest`, because `fetch` doesn't report upload progress. */
function send(
  url: string,
  file: File,
  { onProgress, signal }: Pick<Upload, 'onProgress' | 'signal'>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    // The server expects bytes regardless of the file type.
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.upload.addEventListener('load', () => onProgress(1));
    request.addEventListener('load', () => resolve({ status: request.status, body: request.responseText }));
    request.addEventListener('error', () => reject(AppError.unavailable('offline')));
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
    // The body is a proxy's error page, so the caller has to use the status.
    return undefined;
  }
}

/** Caches the lines of each kit, because saved kits never change. */
const known = new WeakMap<Kit, ReadonlySet<string>>();

export function hasLine(kit: Kit, text: string): boolean {
  const lines = known.get(kit) ?? new Set(linesOf(kit).map(line => line.text));
  known.set(kit, lines);
  return lines.has(text);
}

function tooLarge(): AppError {
  return new AppError('too-large', 'file-too-large', {
    values: { megabytes: MAX_RECORDING_BYTES / 1024 ** 2 },
  });
}
