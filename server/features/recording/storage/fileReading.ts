import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Returns a file's SHA-256 in hex. Rejects with file system errors or the signal's reason. */
export async function fileDigest(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    signal?.throwIfAborted();
    hash.update(piece);
  }
  return hash.digest('hex');
}

/** Yields a file piece by piece, with one piece in memory. An empty file yields one empty piece. */
export async function* filePieces(
  file: string,
  pieceBytes: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  await using handle = await open(file, 'r');
  for (let position = 0; ; ) {
    signal?.throwIfAborted();
    const piece = Buffer.alloc(pieceBytes);
    const filled = await readFully(handle, piece, position);
    if (filled === 0 && position > 0) return;
    yield piece.subarray(0, filled);
    position += filled;
    if (filled < pieceBytes) return;
  }
}

/** Makes a file's bytes, or the names in a folder, survive a power failure. */
export async function syncToDisk(fileOrFolder: string): Promise<void> {
  await using handle = await open(fileOrFolder, 'r');
  await handle.sync();
}

/** Fills the buffer, because a single read may return fewer bytes than requested. */
async function readFully(handle: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

export interface PartDigests {
  whole: string;
  /** Base64 digest of each part, in order. An empty file has one part. */
  parts: string[];
}

export async function partDigests(
  file: string,
  partBytes: number,
  signal?: AbortSignal,
): Promise<PartDigests> {
  const whole = createHash('sha256');
  const parts: string[] = [];
  for await (const piece of filePieces(file, partBytes, signal)) {
    whole.update(piece);
    parts.push(createHash('sha256').update(piece).digest('base64'));
  }
  return { whole: whole.digest('hex'), parts };
}

/** Returns the checksum that S3 reports: that of a single part, or a digest of the digests of all parts. */
export function bucketChecksum({ parts }: PartDigests): string {
  const [first = ''] = parts;
  if (parts.length === 1) return first;
  const hash = createHash('sha256');
  for (const part of parts) hash.update(Buffer.from(part, 'base64'));
  return `${hash.digest('base64')}-${parts.length}`;
}
