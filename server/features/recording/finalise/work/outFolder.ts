import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Creates a folder atomically: files are written to a temporary folder, which is renamed when everything is synced. Removes leftovers of
 * earlier attempts, and its own unless completed.
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

  /** Replaces the final folder. */
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

export async function sync(fileOrFolder: string): Promise<void> {
  await using handle = await open(fileOrFolder, 'r');
  await handle.sync();
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
