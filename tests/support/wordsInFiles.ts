import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Returns which words occur in the files of a folder, anywhere in their bytes. Files that disappear during the search are skipped. */
export async function wordsInFiles(folder: string, words: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = new Set<string>();
  for (const entry of entries.filter(entry => entry.isFile())) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    for (const word of words) if (bytes.includes(word)) found.add(word);
  }
  return words.filter(word => found.has(word));
}
