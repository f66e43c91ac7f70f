import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RecordingId } from '../../../shared/ids.ts';
import { makeFolder } from '../../makeFolder.ts';
import type { ErasureStore } from '../../store/erasureStore.ts';

/** What is done in a folder of a recording. Each has a folder in it of its own. */
export type WorkKind = 'finalise' | 'compose' | 'clips';

/**
 * Where this server works on recordings: `<recordingId>/<kind>/`. What lies there can be fetched and made again; but it is a person's voice
 * and face, so the database knows of each folder before the first byte is in it, and until the last one has gone.
 */
export class WorkFolders {
  readonly #folder: string;
  readonly #folderId: string;
  readonly #erasures: Pick<ErasureStore, 'noteWorkFolder' | 'forgetWorkFolder'>;

  /** Makes the folder where missing. Rejects with what the file system says. */
  static async create(
    folder: string,
    erasures: Pick<ErasureStore, 'noteWorkFolder' | 'forgetWorkFolder'>,
  ): Promise<WorkFolders> {
    makeFolder(folder);
    return new WorkFolders(folder, await idOf(folder), erasures);
  }

  private constructor(
    folder: string,
    folderId: string,
    erasures: Pick<ErasureStore, 'noteWorkFolder' | 'forgetWorkFolder'>,
  ) {
    this.#folder = folder;
    this.#folderId = folderId;
    this.#erasures = erasures;
  }

  /** A folder for this work, made where missing. What an attempt before has left in it is still there. */
  async open(recordingId: RecordingId, kind: WorkKind): Promise<string> {
    await this.#erasures.noteWorkFolder(recordingId, this.#folderId);
    const folder = path.join(this.#folder, recordingId, kind);
    makeFolder(folder);
    return folder;
  }

  /** Safe to repeat. */
  async remove(recordingId: RecordingId, kind?: WorkKind): Promise<void> {
    const folder = path.join(this.#folder, recordingId);
    await rm(path.join(folder, kind ?? ''), { recursive: true, force: true, maxRetries: 3 });
    // Something else may still be worked on.
    const isGone = await rmdir(folder).then(
      () => true,
      error => error.code === 'ENOENT',
    );
    if (isGone) await this.#erasures.forgetWorkFolder(recordingId, this.#folderId);
  }

  /** Recordings of which something lies here. */
  async recordingIds(): Promise<RecordingId[]> {
    const names = await readdir(this.#folder);
    return names.flatMap(name => {
      const id = RecordingId.safeParse(name);
      return id.success ? [id.data] : [];
    });
  }

  /** What the database calls this folder. */
  get folderId(): string {
    return this.#folderId;
  }
}

/** A name that stays with the folder, whichever process has it. */
async function idOf(folder: string): Promise<string> {
  const file = path.join(folder, 'id');
  try {
    // "wx": when two servers begin with the same folder at once, the second takes what the first has written.
    await writeFile(file, randomBytes(16).toString('hex'), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}
