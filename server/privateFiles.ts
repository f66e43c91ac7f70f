import { chmod, lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';

const OTHERS = 0o077;
/** Sticky bit in the mode of folders that are shared on purpose, such as /tmp. */
const STICKY = 0o1000;

/** Makes new files of this process and its children private. Call at startup. */
export function writePrivateFiles(): void {
  process.umask(OTHERS);
}

type Paths = Pick<Config, 'dataDir' | 'clipFolder' | 'recordingFolder' | 'workFolder' | 'sqliteFile'>;

/** Makes files of earlier releases private. Skips the content of private folders. Logs failures. */
export async function closeToOthers(
  { dataDir, clipFolder, recordingFolder, workFolder, sqliteFile }: Paths,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  try {
    await closeEntry(dataDir);
    const files = [path.join(dataDir, 'secret'), ...['', '-wal', '-shm'].map(end => `${sqliteFile}${end}`)];
    for (const file of files) await closeEntry(file);
    for (const folder of [clipFolder, recordingFolder, workFolder])
      if (await closeEntry(folder)) await closeWithin(folder);
  } catch (error) {
    log.warn({ err: error }, 'files of the data folder stay readable by other users of this machine');
  }
}

async function closeWithin(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory() || entry.isFile()) await closeEntry(inside);
    if (entry.isDirectory()) await closeWithin(inside);
  }
}

async function closeEntry(file: string): Promise<boolean> {
  const entry = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!entry || !(entry.mode & OTHERS) || entry.mode & STICKY || entry.isSymbolicLink()) return false;
  await chmod(file, entry.mode & 0o777 & ~OTHERS);
  return true;
}
