// Keeps two set-ups (two terminals, say) from doing the same work at once. What
// they make is put in place by a rename, so even without the lock nothing would
// break; only npm, which works inside node_modules, really depends on it.

import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onEarlyExit } from './cleanup.mjs';
import { cacheDir } from './paths.mjs';
import { say } from './progress.mjs';

const HEARTBEAT_MS = 2_000;
// A holder that was killed leaves its lock. Without a heartbeat for this long it
// counts as gone; a process id would not tell across containers.
const STALE_AFTER_MS = 20_000;
const RETRY_MS = 300;

/**
 * Runs `work` while holding the lock of that name. `work` has to look again
 * whether there is anything left to do.
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
    if (!hasToldAboutWaiting) say('[set-up] Another set-up is at work on the same thing: waiting for it.');
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
    // It was released between the two looks.
    return false;
  }
}

function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Someone took the lock for stale, which the rename at the end copes with.
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
