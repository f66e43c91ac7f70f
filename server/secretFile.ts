import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './makeFolder.ts';
import { StartupError } from './startupErrors.ts';

/** The secret of a single machine, made at the first start and readable by its owner only. */
export function readOrCreateSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  const kept = readSecret(file);
  if (kept) return kept;
  try {
    makeFolder(dataDir);
    const secret = randomBytes(32).toString('base64url');
    // "wx": when two servers start at once, the second takes what the first has written.
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    const madeMeanwhile = hasCode(error, 'EEXIST') ? readSecret(file) : undefined;
    if (madeMeanwhile) return madeMeanwhile;
    throw StartupError.dataDir(dataDir, error);
  }
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw StartupError.dataDir(path.dirname(file), error);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
