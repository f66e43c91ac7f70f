import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';

interface DiskGuardOptions {
  folder: string;
  minFreeBytes: number;
  /** Free bytes of the folder's file system, as far as this process may use them; the operating system's answer if absent. */
  freeBytes?: (folder: string) => Promise<number>;
  /** The disk fills: told once, and again after it was better. */
  onLow: (freeBytes: number) => void;
  /** Too little is free to go on. Told each time that it is looked. */
  onFull: () => void;
  logger: Logger;
}

const CHECK_EVERY_MS = 2_000;
const LOW_FACTOR = 4;

/** Watches how much of the disk is free, while someone writes. It ends with `stop`, and can be started again. */
export class DiskGuard {
  readonly #options: DiskGuardOptions;
  #timer: NodeJS.Timeout | undefined;
  #isLow = false;
  #isUnreadable = false;

  constructor(options: DiskGuardOptions) {
    this.#options = options;
  }

  /** As it was when it was looked last. */
  get isLow(): boolean {
    return this.#isLow;
  }

  /** Whether enough is free to begin. A disk that does not answer is no reason not to try. */
  async hasRoom(): Promise<boolean> {
    const freeBytes = await this.#measure();
    return freeBytes === undefined || freeBytes >= this.#options.minFreeBytes;
  }

  /** Safe to call twice, like `stop`. */
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
      const becameLow = isLow && !this.#isLow;
      this.#isLow = isLow;
      if (becameLow) onLow(free);
      return free;
    } catch (error) {
      if (!this.#isUnreadable) logger.error({ err: error }, 'the free space for recordings cannot be read');
      this.#isUnreadable = true;
      return undefined;
    }
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
