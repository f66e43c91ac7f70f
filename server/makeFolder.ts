import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and its parents where missing. Throws what the file system says. Node's own recursive mkdir never returns
 * on file systems that refuse a folder with ENOENT, as /proc does.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Someone else was faster.
    if (!existsSync(folder)) throw error;
  }
}
