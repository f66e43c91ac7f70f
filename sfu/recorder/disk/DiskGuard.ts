import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';

interface DiskGuardOptions {
  folder: string;
  minFreeBytes: number;
  /** Returns the bytes that this process may still use. Default: the free bytes of the file system. */
  freeBytes?: (folder: string) => Promise<number>;
  /** Called when free space becomes low, and again when it becomes low after recovering. */
  onLow: (freeBytes: number) => void;
  /** Called at each check while less than `minFreeBytes` is free. */
  onFull: () => void;
  logger: Logger;
}

const CHECK_EVERY_MS = 2_000;
const LOW_FACTOR = 4;

export class DiskGuard {
  readonly #options: DiskGuardOptions;
  #timer: NodeJS.Timeout | undefined;
  isLow = false;
  #isUnreadable = false;

  constructor(options: DiskGuardOptions) {
    this.#options = options;
  }

  /** True when at least `minFreeBytes` is free, or when the free space can't be determined. */
  async hasRoom(): Promise<boolean> {
    const freeBytes = await this.#measure();
    return freeBytes === undefined || freeBytes >= this.#options.minFreeBytes;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#check(), CHECK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #check(): Promise<void> {
    if (!(await this.hasRoom()) && this.#timer) this.#options.onFull();
  }

  async #measure(): Promise<number | undefined> {
    const { folder, minFreeBytes, freeBytes = freeBytesOf, onLow, logger } = this.#options;
    try {
      const free = await freeBytes(folder);
      this.#isUnreadable = false;
      const isLow = free < minFreeBytes * LOW_FACTOR;
      const becameLow = isLow && !this.isLow;
      this.isLow = isLow;
      if (becameLow) onLow(free);
      return free;
    } catch (error) {
      if (!this.#isUnreadable) logger.error({ err: error }, 'free space for recordings could not be read');
      this.#isUnreadable = true;
      return undefined;
    }
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
