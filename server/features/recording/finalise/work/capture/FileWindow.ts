import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const WINDOW_BYTES = 1024 * 1024;

/** Reads a large file through a buffer. Synchronous, because awaiting each packet would be slow. */
export class FileWindow implements Disposable {
  readonly size: number;
  readonly #handle: number;
  #window: Buffer = Buffer.alloc(0);
  #startsAt = 0;

  constructor(file: string) {
    this.#handle = openSync(file, 'r');
    this.size = fstatSync(this.#handle).size;
  }

  /** Returns a view that is valid until the next call. The view is shorter at the end of the file. */
  bytes(position: number, length: number): Buffer {
    const wanted = Math.max(0, Math.min(length, this.size - position));
    const from = position - this.#startsAt;
    if (from < 0 || from + wanted > this.#window.length) {
      this.#window = this.#read(position, Math.max(wanted, WINDOW_BYTES));
      this.#startsAt = position;
      return this.#window.subarray(0, wanted);
    }
    return this.#window.subarray(from, from + wanted);
  }

  [Symbol.dispose](): void {
    closeSync(this.#handle);
  }

  #read(position: number, length: number): Buffer {
    const window = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - position)));
    let filled = 0;
    while (filled < window.length) {
      const read = readSync(this.#handle, window, filled, window.length - filled, position + filled);
      if (read === 0) break;
      filled += read;
    }
    return window.subarray(0, filled);
  }
}
