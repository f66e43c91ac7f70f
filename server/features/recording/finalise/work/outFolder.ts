import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemErrorCode } from '../../../../systemErrorCode.ts';
import { syncToDisk } from '../../storage/fileReading.ts';

/** Temporary folder. `complete()` syncs it to disk and renames it. Disposal removes an incomplete folder. */
export class OutFolder implements AsyncDisposable {
  readonly path: string;
  readonly #final: string;
  readonly #replaced: string;

  static async create(final: string): Promise<OutFolder> {
    const folder = new OutFolder(path.resolve(final));
    await rm(folder.path, { recursive: true, force: true });
    await mkdir(folder.path, { recursive: true });
    return folder;
  }

  private constructor(final: string) {
    this.#final = final;
    this.path = `${final}.partial`;
    this.#replaced = `${final}.replaced`;
  }

  async complete(): Promise<void> {
    await syncToDisk(this.path);
    await rm(this.#replaced, { recursive: true, force: true });
    await rename(this.#final, this.#replaced).catch(error => {
      if (systemErrorCode(error) !== 'ENOENT') throw error;
    });
    await rename(this.path, this.#final);
    await syncToDisk(path.dirname(this.#final));
    await rm(this.#replaced, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
