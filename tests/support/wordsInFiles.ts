import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Which of these words are in some file of a folder, anywhere in its bytes. Files that go meanwhile count as gone. */
export async function wordsInFiles(folder: string, words: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = new Set<string>();
  for (const entry of entries.filter(entry => entry.isFile())) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    for (const word of words) if (bytes.includes(word)) found.add(word);
  }
  return words.filter(word => found.has(word));
}
