import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * A folder that is there whole or not at all: what is made lies beside it under another name until everything is on the disk. What an
 * earlier attempt left behind is removed, as is what this one leaves, unless it is completed.
 */
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

  /** Gives it its name. What had the name before is gone. */
  async complete(): Promise<void> {
    await sync(this.path);
    await rm(this.#replaced, { recursive: true, force: true });
    await rename(this.#final, this.#replaced).catch(ignoreMissing);
    await rename(this.path, this.#final);
    await sync(path.dirname(this.#final));
    await rm(this.#replaced, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** Whatever was written to it lasts from now on. */
export async function sync(fileOrFolder: string): Promise<void> {
  await using handle = await open(fileOrFolder, 'r');
  await handle.sync();
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
