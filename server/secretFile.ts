import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './makeFolder.ts';
import { StartupError } from './startupErrors.ts';
import { systemErrorCode } from './systemErrorCode.ts';

export function readOrCreateSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  const existing = readSecret(file);
  if (existing) return existing;
  try {
    makeFolder(dataDir);
    const secret = randomBytes(32).toString('base64url');
    // `wx` fails if another server that started at the same time has just written its secret.
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    const createdByOther = systemErrorCode(error) === 'EEXIST' ? readSecret(file) : undefined;
    if (createdByOther) return createdByOther;
    throw StartupError.dataDir(dataDir, error);
  }
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw StartupError.dataDir(path.dirname(file), error);
  }
}
