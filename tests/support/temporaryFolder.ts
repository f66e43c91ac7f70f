import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder for one test, which removes it. */
export function temporaryFolder(name: string): Promise<TemporaryFolder> {
  return folderIn(tmpdir(), name);
}

/** A folder in memory if possible, for databases of tests without crashes, which would otherwise sync at every commit. */
export async function quickFolder(name: string): Promise<TemporaryFolder> {
  return folderIn((await hasRoom(MEMORY)) ? MEMORY : tmpdir(), name);
}

const MEMORY = '/dev/shm';
const ROOM_BYTES = 1024 ** 3;

async function hasRoom(place: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(place);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    // This system has no `/dev/shm`.
    return false;
  }
}

async function folderIn(place: string, name: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(place, `vivavoce-${name}-`));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return { path: folder, remove, [Symbol.asyncDispose]: remove };
}
