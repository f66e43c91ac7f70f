import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { PasswordAnswer, PasswordJob } from './PasswordThreads.ts';

/** Parameters and format of better-auth: `salt:key` in hex, with the salt used as text. */
const COST = { N: 16_384, r: 16, p: 1 };
const MEMORY_MAX = 128 * COST.N * COST.r * 2;
const KEY_BYTES = 64;
const SALT_BYTES = 16;

// Lowers the priority of this thread. Only on Linux, because elsewhere it would affect the whole process.
if (process.platform === 'linux') setPriority(10);

parentPort?.on('message', (job: PasswordJob) => parentPort?.postMessage(answerTo(job)));

function answerTo(job: PasswordJob): PasswordAnswer {
  try {
    return {
      value: job.kind === 'hash' ? hashPassword(job.password) : verifyPassword(job.hash, job.password),
    };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

function hashPassword(password: string): string {
  const salt = randomBytes(SALT_BYTES).toString('hex');
  return `${salt}:${keyOf(password, salt).toString('hex')}`;
}

function verifyPassword(hash: string, password: string): boolean {
  const [salt, key] = hash.split(':');
  if (!salt || !key) throw new Error('A stored password cannot be read.');
  const stored = Buffer.from(key, 'hex');
  const given = keyOf(password, salt);
  return stored.length === given.length && timingSafeEqual(stored, given);
}

function keyOf(password: string, salt: string): Buffer {
  return scryptSync(password.normalize('NFKC'), salt, KEY_BYTES, { ...COST, maxmem: MEMORY_MAX });
}
