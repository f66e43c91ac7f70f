import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../../scripts/setup/paths.mjs';

const RENDERING = fileURLToPath(new URL('../../server/features/recruiter/clips/render', import.meta.url));

/**
 * Shared by all runs and tests, in fresh clones too: clips are named by their content and stored outside
 * the checkout, in a folder per state of the rendering code.
 */
export const TEST_CLIPS = path.join(cacheDir, 'test-clips', digestOf(RENDERING));

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  for (const file of files.map(({ parentPath, name }) => path.join(parentPath, name)).sort())
    hash.update(path.relative(folder, file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
