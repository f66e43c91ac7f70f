import { open } from 'node:fs/promises';

/** A file in pieces of `pieceBytes`, the last one shorter; one empty piece of an empty file. Only one is in memory at a time. */
export async function* filePieces(
  file: string,
  pieceBytes: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r');
  try {
    for (let position = 0; ; ) {
      signal?.throwIfAborted();
      const piece = Buffer.alloc(pieceBytes);
      const filled = await readFully(handle, piece, position);
      if (filled === 0 && position > 0) return;
      yield piece.subarray(0, filled);
      position += filled;
      if (filled < pieceBytes) return;
    }
  } finally {
    await handle.close();
  }
}

/** A read may bring less than there is. */
async function readFully(
  handle: {
    read: (
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
    ) => Promise<{ bytesRead: number }>;
  },
  buffer: Buffer,
  position: number,
): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
