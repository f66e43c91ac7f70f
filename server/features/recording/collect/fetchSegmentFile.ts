import { open, rm } from 'node:fs/promises';
import { AppError } from '../../../../shared/errors.ts';
import type { MediaParams, MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import { JobError } from '../../jobs/job.ts';
import { fileDigest } from '../storage/fileDigest.ts';

export interface SegmentFile {
  /** Which file, on which node. */
  source: MediaParams<'capture.digest'>;
  /** As the node has listed it. */
  bytes: number;
  /** Where it goes. */
  path: string;
}

/**
 * Brings one file of a closed stretch from its node, and has it verified by its digest. What is there of it from an attempt before is
 * not fetched again. Rejects with `JobError`, or with what the disk says.
 */
export async function fetchSegmentFile(
  plane: Pick<MediaPlane, 'request'>,
  { source, bytes, path }: SegmentFile,
  signal: AbortSignal,
  /** Told of bytes that have come. */
  onBytes: (bytes: number) => void,
): Promise<void> {
  try {
    await fetchRest(plane, source, path, bytes, signal, onBytes);
    // A file that is not there is listed as one without bytes, and is as good as one.
    if (bytes === 0) return;
    const { sha256 } = await plane.request('capture.digest', source);
    if ((await fileDigest(path, signal)) === sha256) return;
  } catch (error) {
    throw asJobError(error);
  }
  // Whatever it is that lies here, it is not what lies there.
  await rm(path, { force: true });
  throw new JobError('A recorded file did not arrive as it was.', 'soon');
}

async function fetchRest(
  plane: Pick<MediaPlane, 'request'>,
  source: SegmentFile['source'],
  path: string,
  bytes: number,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const handle = await open(path, 'a+');
  try {
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
  } finally {
    await handle.close();
  }
}

function asJobError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  return error.code === 'media-unavailable'
    ? new JobError('A media server that holds a part of the recording does not answer.', 'later', error)
    : new JobError('A media server could not give a part of the recording.', 'soon', error);
}
