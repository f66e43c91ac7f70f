// Folders of the checkout and of the setup's cache.

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootDir = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');

/** Outside the checkout, so that several clones share it. */
export const cacheDir = resolve(process.env.VIVAVOCE_CACHE || join(homedir(), '.cache', 'vivavoce'));

export const modulesDir = join(rootDir, 'node_modules');
