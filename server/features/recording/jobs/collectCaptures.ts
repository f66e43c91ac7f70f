import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import type { CapturedRun, SegmentPart } from '../../../../shared/media/capture.ts';
import type { MediaParams, MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import { makeFolder } from '../../../makeFolder.ts';
import { JobError } from '../../jobs/job.ts';
import { fileDigest } from '../storage/fileReading.ts';
import type { CaptureCopy } from './CaptureSnapshot.ts';

interface CollectTask {
  plane: Pick<MediaPlane, 'request'>;
  copies: readonly CaptureCopy[];
  folder: string;
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

/** Copies captures, continuing earlier attempts. Rejects with `JobError` or file system errors. */
export async function collectCaptures({
  plane,
  copies,
  folder,
  signal,
  onProgress,
}: CollectTask): Promise<void> {
  const files = copies.flatMap(copy => filesOf(copy, folder));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let fetched = 0;
  for (const { stretchId } of copies) makeFolder(path.join(folder, stretchId));
  for (const file of files)
    await fetchSegmentFile(plane, file, signal, bytes => {
      fetched += bytes;
      if (total > 0) onProgress(Math.min(1, fetched / total));
    });
}

function filesOf(copy: CaptureCopy, folder: string): SegmentFile[] {
  const { nodeId, stretchId } = copy;
  return copy.segments.flatMap(segment =>
    PARTS.map(({ part, ending, bytesOf }) => ({
      source: { nodeId, stretchId, segmentId: segment.segmentId, part },
      bytes: bytesOf(segment),
      path: path.join(folder, stretchId, `${segment.segmentId}${ending}`),
    })),
  );
}

const PARTS: readonly {
  part: SegmentPart;
  ending: string;
  bytesOf: (segment: CapturedRun['segments'][number]) => number;
}[] = [
  { part: 'media', ending: '.webm', bytesOf: segment => segment.mediaBytes },
  { part: 'journal', ending: '.jsonl', bytesOf: segment => segment.journalBytes },
];

type SegmentFile = { source: MediaParams<'capture.digest'>; bytes: number; path: string };

async function fetchSegmentFile(
  plane: Pick<MediaPlane, 'request'>,
  file: SegmentFile,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const { source, bytes, path } = file;
  try {
    await fetchRest(plane, file, signal, onBytes);
    // Skips missing files, which are listed with zero bytes.
    if (bytes === 0) return;
    const { sha256 } = await plane.request('capture.digest', source);
    if ((await fileDigest(path, signal)) === sha256) return;
  } catch (error) {
    throw asJobError(error);
  }
  // Deletes the copy, because it differs from its source. The next attempt copies the file again.
  await rm(path, { force: true });
  throw new JobError('A recorded file did not arrive as it was.', 'soon');
}

async function fetchRest(
  plane: Pick<MediaPlane, 'request'>,
  { source, bytes, path }: SegmentFile,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  await using handle = await open(path, 'a+');
  let { size: offset } = await handle.stat();
  if (offset > bytes) {
    await handle.truncate(0);
    offset = 0;
  }
  onBytes(offset);
  while (offset < bytes) {
    signal.throwIfAborted();
    const { bytes: piece } = await plane.request('capture.read', { ...source, offset });
    if (piece.byteLength === 0) break;
    await handle.appendFile(piece);
    offset += piece.byteLength;
    onBytes(piece.byteLength);
  }
  await handle.sync();
}

function asJobError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  return error.code === 'media-unavailable'
    ? new JobError('A media server that holds a part of the recording does not answer.', 'later', error)
    : new JobError('A media server could not give a part of the recording.', 'soon', error);
}
