import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../../../makeFolder.ts';

/** Raised when what is rendered changes: what an older version has rendered is of no use then. */
const VERSION = 1;
const PART = '.part';
/** What `partFile` calls them. */
const FINISHED = /^[a-z]+-[0-9a-f]{32}\.[a-z0-9]+$/;

/**
 * What is being composed of, kept from one attempt to the next. A part has a name that says all that it is made of, and has it only when it is
 * whole, verified and on the disk. A second attempt at the same time writes under other names, and so disturbs nothing.
 */
export class WorkFolder {
  readonly path: string;
  readonly #own = randomUUID();
  #parts = 0;

  constructor(folder: string) {
    makeFolder(folder);
    this.path = folder;
  }

  /** The path of a part made of this, whether it is there or not. */
  partFile(kind: string, ending: string, madeOf: unknown): string {
    const text = JSON.stringify([VERSION, madeOf]);
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
    return path.join(this.path, `${kind}-${digest}.${ending}`);
  }

  has(partFile: string): boolean {
    return existsSync(partFile);
  }

  /** Where to write something that is not finished, with the ending that says what it is. */
  temporaryFile(ending: string): string {
    this.#parts += 1;
    return path.join(this.path, `${this.#own}-${this.#parts}${PART}.${ending}`);
  }

  /** Gives what has been written its name, once it cannot be lost any more. */
  async keep(temporaryFile: string, name: string): Promise<void> {
    const handle = await open(temporaryFile, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporaryFile, name);
  }

  /** Removes what earlier attempts have left unfinished. One attempt at a time. */
  async sweep(): Promise<void> {
    const names = await readdir(this.path);
    for (const name of names.filter(each => each.includes(`${PART}.`)))
      await rm(path.join(this.path, name), { force: true });
  }

  /** Removes everything that was made here. */
  async empty(): Promise<void> {
    await this.sweep();
    for (const name of await readdir(this.path))
      if (FINISHED.test(name)) await rm(path.join(this.path, name), { force: true });
  }
}
