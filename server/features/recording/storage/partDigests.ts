import { createHash } from 'node:crypto';
import { filePieces } from './filePieces.ts';

/** SHA-256 of a file and of each of its parts. */
export interface PartDigests {
  /** Hex. */
  whole: string;
  /** Base64, in order; one for an empty file, too. */
  parts: string[];
}

/** Reads the file once. Rejects with what the file system says, or with the signal's reason. */
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

/** What a bucket says of an object that came in these parts: one is itself, of several it is the digest of their digests. */
export function bucketChecksum({ parts }: PartDigests): string {
  const [first = ''] = parts;
  if (parts.length === 1) return first;
  const hash = createHash('sha256');
  for (const part of parts) hash.update(Buffer.from(part, 'base64'));
  return `${hash.digest('base64')}-${parts.length}`;
}
