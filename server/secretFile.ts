import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './makeFolder.ts';
import { StartupError } from './startupErrors.ts';

/** Reads the secret of a single machine. Creates it at the first start, readable by its owner only. */
export function readOrCreateSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  const existing = readSecret(file);
  if (existing) return existing;
  try {
    makeFolder(dataDir);
    const secret = randomBytes(32).toString('base64url');
    // `wx`: if two servers start at the same time, the second one reads the first one's secret.
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    const createdByOther = hasCode(error, 'EEXIST') ? readSecret(file) : undefined;
    if (createdByOther) return createdByOther;
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
