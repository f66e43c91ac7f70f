import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Size and SHA-256 (hex) of a file. */
export async function digestOf(
  file: string,
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    createReadStream(file),
    async function* count(parts: AsyncIterable<Buffer>) {
      for await (const part of parts) {
        bytes += part.length;
        yield part;
      }
    },
    hash,
    { signal },
  );
  return { bytes, sha256: hash.digest('hex') };
}
