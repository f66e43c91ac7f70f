import { type FileHandle, open } from 'node:fs/promises';

interface AppendFileOptions {
  path: string;
  /** Shared by all files of the process. */
  syncLimit: ConcurrencyLimit;
  /** Called once, with what the operating system said. Nothing is written any more. */
  onError: (error: unknown) => void;
  /** Called with how much waits to be written, whenever it becomes more. */
  onQueued?: (bytes: number) => void;
}

/** A write is worth its price from here on. */
const WRITE_AT_BYTES = 64 * 1024;
/** What has waited for so long is written, however little it is; with the pace of `tick` it is at most 250 ms. */
const WRITE_AFTER_MS = 150;
/** What has been written so long ago is put on the disk, so that even a machine that loses its power loses at most a second. */
const SYNC_AFTER_MS = 600;
/** A disk that takes nothing for so long that this much waits is as good as full: memory must not fill up instead. */
const QUEUE_MAX_BYTES = 32 * 1024 * 1024;

const ONLY_FOR_US = 0o600;

/**
 * A new file that is only ever written to at its end, in order, and never by waiting for it. It ends when it is closed. The first error ends
 * it too: what was written before it stays, cut where the last chunk that is whole ends.
 */
export class AppendFile {
  readonly #opening: Promise<FileHandle>;
  readonly #syncLimit: ConcurrencyLimit;
  readonly #onError: (error: unknown) => void;
  readonly #onQueued: (bytes: number) => void;
  #chunks: Uint8Array[] = [];
  /** Not yet written: in `#chunks` or on their way. */
  #queuedBytes = 0;
  #waitingSinceMs = 0;
  #writing: Promise<void> | undefined;
  #syncing: Promise<void> | undefined;
  /** When the first of what is not on the disk yet was written. */
  #unsyncedSinceMs: number | undefined;
  #writtenBytes = 0;
  #closing: Promise<void> | undefined;
  #hasFailed = false;

  constructor({ path, syncLimit, onError, onQueued = () => {} }: AppendFileOptions) {
    this.#syncLimit = syncLimit;
    this.#onError = onError;
    this.#onQueued = onQueued;
    this.#opening = open(path, 'wx', ONLY_FOR_US);
    // The next write reports it; until then no one is told.
    this.#opening.catch((error: unknown) => this.#fail(error));
  }

  /** All that was appended, or what is in the file where it has failed. */
  get bytes(): number {
    return this.#writtenBytes + this.#queuedBytes;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Takes over the chunk, which must not be changed any more. After an error or `close` nothing happens. */
  append(chunk: Uint8Array, nowMs: number): void {
    if (this.#hasFailed || this.#closing) return;
    if (this.#chunks.length === 0) this.#waitingSinceMs = nowMs;
    this.#chunks.push(chunk);
    this.#queuedBytes += chunk.byteLength;
    this.#onQueued(this.#queuedBytes);
    if (this.#queuedBytes > QUEUE_MAX_BYTES) this.#fail(new Error('The disk does not keep up.'));
    else if (this.#queuedBytes >= WRITE_AT_BYTES) this.#write();
  }

  /** To be called several times a second. */
  tick(nowMs: number): void {
    if (this.#hasFailed || this.#closing) return;
    if (this.#chunks.length > 0 && nowMs - this.#waitingSinceMs >= WRITE_AFTER_MS) this.#write();
    if (this.#unsyncedSinceMs !== undefined && nowMs - this.#unsyncedSinceMs >= SYNC_AFTER_MS) this.#sync();
  }

  /** Resolves when everything is on the disk and the file is closed, also where it has failed. Safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    while (this.#writing || (this.#chunks.length > 0 && !this.#hasFailed)) {
      this.#write();
      await this.#writing;
    }
    await this.#syncing;
    if (this.#unsyncedSinceMs !== undefined) this.#sync();
    await this.#syncing;
    // One that could not be opened has been told of.
    const handle = await this.#opening.catch(() => undefined);
    await handle?.close().catch((error: unknown) => this.#fail(error));
  }

  #write(): void {
    if (this.#writing || this.#hasFailed) return;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#writing = this.#writeChunks(chunks).finally(() => {
      this.#writing = undefined;
      if (this.#queuedBytes >= WRITE_AT_BYTES) this.#write();
    });
  }

  async #writeChunks(chunks: readonly Uint8Array[]): Promise<void> {
    let written = 0;
    try {
      const handle = await this.#opening;
      const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      while (written < bytes.byteLength) {
        const { bytesWritten } = await handle.write(bytes, written, bytes.byteLength - written);
        written += bytesWritten;
      }
      this.#writtenBytes += written;
      this.#queuedBytes = Math.max(0, this.#queuedBytes - written);
      this.#unsyncedSinceMs ??= performance.now();
    } catch (error) {
      await this.#cutAfter(wholeBytes(chunks, written));
      this.#fail(error);
    }
  }

  #sync(): void {
    if (this.#syncing) return;
    this.#unsyncedSinceMs = undefined;
    this.#syncing = this.#syncLimit
      .run(async () => (await this.#opening).datasync())
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#syncing = undefined;
      });
  }

  /** Half a chunk at the end would be an error to a reader of the file. */
  async #cutAfter(bytes: number): Promise<void> {
    this.#writtenBytes += bytes;
    const handle = await this.#opening.catch(() => undefined);
    // What cannot be cut can still be read up to there.
    await handle?.truncate(this.#writtenBytes).catch(() => undefined);
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#chunks = [];
    this.#queuedBytes = 0;
    this.#onError(error);
  }
}

/** How many of these bytes are chunks that are whole. */
function wholeBytes(chunks: readonly Uint8Array[], written: number): number {
  let whole = 0;
  for (const { byteLength } of chunks) {
    if (whole + byteLength > written) break;
    whole += byteLength;
  }
  return whole;
}

/**
 * Lets no more than so many tasks run at once; the others wait for their turn, in order. The operating system's answers to file requests come
 * through a few threads that the whole process shares: slow ones must not take all of them.
 */
export class ConcurrencyLimit {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limit) await new Promise<void>(resolve => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await task();
    } finally {
      // The next in line takes over this turn.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
