// Keeps two setups, for example in two terminals, from doing the same work. Results are put
// in place by a rename, so only npm, which works inside node_modules, depends on the lock.

import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onEarlyExit } from './cleanup.mjs';
import { cacheDir } from './paths.mjs';
import { say } from './progress.mjs';

const HEARTBEAT_MS = 2_000;
// A killed holder leaves its lock. Without a heartbeat for this long, the holder counts as
// dead. A process id would not work across containers.
const STALE_AFTER_MS = 20_000;
const RETRY_MS = 300;

/**
 * Runs `work` while holding the lock `name`. `work` must check again whether there is
 * anything left to do.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const lockDir = join(cacheDir, 'locks');
  mkdirSync(lockDir, { recursive: true });
  const file = join(lockDir, name);
  const token = randomUUID();

  let hasToldAboutWaiting = false;
  while (!tryAcquire(file, token)) {
    if (!hasToldAboutWaiting) say('[setup] Another setup is doing the same work: waiting for it.');
    hasToldAboutWaiting = true;
    await sleep(RETRY_MS);
  }

  const release = () => {
    if (readIfThere(file) === token) rmSync(file, { force: true });
  };
  const forget = onEarlyExit(release);
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);

  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    forget();
    release();
  }
}

function tryAcquire(file, token) {
  try {
    writeFileSync(file, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (isStale(file)) rmSync(file, { force: true });
  return false;
}

function isStale(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > STALE_AFTER_MS;
  } catch {
    // The lock was released between the two checks.
    return false;
  }
}

function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Another setup considered the lock stale. The rename at the end makes that safe.
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
