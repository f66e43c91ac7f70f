import { type FileHandle, open } from 'node:fs/promises';

interface AppendFileOptions {
  path: string;
  syncLimit: ConcurrencyLimit;
  /** Called once with the system's error. Nothing is written after an error. */
  onError: (error: unknown) => void;
  onQueued?: (bytes: number) => void;
}

/** As soon as this many bytes are queued, they are written. */
const WRITE_AT_BYTES = 64 * 1024;
/** Fewer queued bytes are written after this time, or up to 100 ms later, when `tick` is called. */
const WRITE_AFTER_MS = 150;
/** Written data is synced after this time, so that a power failure loses at most a second. */
const SYNC_AFTER_MS = 600;
/** When this many bytes wait, the disk counts as failed, before memory fills up. */
const QUEUE_MAX_BYTES = 32 * 1024 * 1024;

const ONLY_FOR_US = 0o600;

/** A new file to append to. Writes nothing after an error, and cuts off a partly written chunk. */
export class AppendFile {
  readonly #opening: Promise<FileHandle>;
  readonly #options: AppendFileOptions;
  #chunks: Uint8Array[] = [];
  #queuedBytes = 0;
  #waitingSinceMs = 0;
  #writing: Promise<void> | undefined;
  #syncing: Promise<void> | undefined;
  #unsyncedSinceMs: number | undefined;
  #writtenBytes = 0;
  #closing: Promise<void> | undefined;
  hasFailed = false;

  constructor(options: AppendFileOptions) {
    this.#options = options;
    this.#opening = open(options.path, 'wx', ONLY_FOR_US);
    this.#opening.catch((error: unknown) => this.#fail(error));
  }

  /** Size of the file, plus the bytes that wait to be written. After an error, no bytes wait. */
  get bytes(): number {
    return this.#writtenBytes + this.#queuedBytes;
  }

  /** Appends a chunk, which the caller must not change later. Does nothing after an error or `close`. */
  append(chunk: Uint8Array, nowMs: number): void {
    if (this.hasFailed || this.#closing) return;
    if (this.#chunks.length === 0) this.#waitingSinceMs = nowMs;
    this.#chunks.push(chunk);
    this.#queuedBytes += chunk.byteLength;
    this.#options.onQueued?.(this.#queuedBytes);
    if (this.#queuedBytes > QUEUE_MAX_BYTES) this.#fail(new Error('The disk does not keep up.'));
    else if (this.#queuedBytes >= WRITE_AT_BYTES) this.#write();
  }

  tick(nowMs: number): void {
    if (this.hasFailed || this.#closing) return;
    if (this.#chunks.length > 0 && nowMs - this.#waitingSinceMs >= WRITE_AFTER_MS) this.#write();
    if (this.#unsyncedSinceMs !== undefined && nowMs - this.#unsyncedSinceMs >= SYNC_AFTER_MS) this.#sync();
  }

  /** Closes the file, also after an error. Resolves when everything is on the disk. Safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    while (this.#writing || (this.#chunks.length > 0 && !this.hasFailed)) {
      this.#write();
      await this.#writing;
    }
    await this.#syncing;
    if (this.#unsyncedSinceMs !== undefined) this.#sync();
    await this.#syncing;
    // Ignores a failure to open, which has been reported.
    const handle = await this.#opening.catch(() => undefined);
    await handle?.close().catch((error: unknown) => this.#fail(error));
  }

  #write(): void {
    if (this.#writing || this.hasFailed) return;
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
    this.#syncing = this.#options.syncLimit
      .run(async () => (await this.#opening).datasync())
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#syncing = undefined;
      });
  }

  /** Cuts off a partly written chunk, which would break readers of the file. */
  async #cutAfter(bytes: number): Promise<void> {
    this.#writtenBytes += bytes;
    const handle = await this.#opening.catch(() => undefined);
    // If cutting fails, readers can still use the file up to this point.
    await handle?.truncate(this.#writtenBytes).catch(() => undefined);
  }

  #fail(error: unknown): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.#chunks = [];
    this.#queuedBytes = 0;
    this.#options.onError(error);
  }
}

function wholeBytes(chunks: readonly Uint8Array[], written: number): number {
  let whole = 0;
  for (const { byteLength } of chunks) {
    if (whole + byteLength > written) break;
    whole += byteLength;
  }
  return whole;
}

/** Runs tasks in order, at most `limit` at a time, because disk requests occupy Node's few file threads. */
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
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
