import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../../../makeFolder.ts';
import { syncToDisk } from '../../storage/fileReading.ts';

/** Increase this number when the rendering changes, so that parts from older versions aren't reused. */
const VERSION = 2;
const PART = '.part';
const FINISHED = /^[a-z]+-[0-9a-f]{32}\.[a-z0-9]+$/;

/** Rendered parts, which later attempts reuse. A complete part is named by a digest of its inputs. */
export class WorkFolder {
  readonly path: string;
  readonly #own = randomUUID();
  #parts = 0;

  constructor(folder: string) {
    makeFolder(folder);
    this.path = folder;
  }

  /** Returns the path of the part with these inputs, which may not exist yet. */
  partFile(kind: string, ending: string, madeOf: unknown): string {
    const text = JSON.stringify([VERSION, madeOf]);
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
    return path.join(this.path, `${kind}-${digest}.${ending}`);
  }

  has(partFile: string): boolean {
    return existsSync(partFile);
  }

  temporaryFile(ending: string): string {
    this.#parts += 1;
    return path.join(this.path, `${this.#own}-${this.#parts}${PART}.${ending}`);
  }

  async keep(temporaryFile: string, name: string): Promise<void> {
    await syncToDisk(temporaryFile);
    await rename(temporaryFile, name);
  }

  /** Deletes unfinished files. No other attempt may be running. */
  async sweep(): Promise<void> {
    const names = await readdir(this.path);
    for (const name of names.filter(each => each.includes(`${PART}.`)))
      await rm(path.join(this.path, name), { force: true });
  }

  async empty(): Promise<void> {
    await this.sweep();
    for (const name of await readdir(this.path))
      if (FINISHED.test(name)) await rm(path.join(this.path, name), { force: true });
  }
}
