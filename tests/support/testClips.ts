import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../../scripts/setup/paths.mjs';

const RENDERING = fileURLToPath(new URL('../../server/features/recruiter/clips', import.meta.url));

/**
 * Clips are named by what they contain, so that every run and every test shares them, in fresh clones, too: outside the checkout, and anew
 * for each state of the code that renders them.
 */
export const TEST_CLIPS = path.join(cacheDir, 'test-clips', digestOf(RENDERING));

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  for (const file of files.map(({ parentPath, name }) => path.join(parentPath, name)).sort())
    hash.update(path.relative(folder, file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
