import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onEarlyExit } from './cleanup.mjs';
import { cacheDir } from './paths.mjs';

/**
 * Runs `work` with a temporary folder inside the cache, from where results can be put in place
 * by a rename, which is atomic within one file system.
 *
 * @template T
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTemporaryFolder(work) {
  mkdirSync(cacheDir, { recursive: true });
  const folder = mkdtempSync(join(cacheDir, 'tmp-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onEarlyExit(remove);

  try {
    return await work(folder);
  } finally {
    forget();
    remove();
  }
}
