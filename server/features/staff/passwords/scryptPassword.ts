import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** better-auth's own, so that what it has stored before still fits: `salt:key`, both hex, the salt taken as text. */
const COST = { N: 16_384, r: 16, p: 1 };
const MEMORY_MAX = 128 * COST.N * COST.r * 2;
const KEY_BYTES = 64;
const SALT_BYTES = 16;

export function hashPassword(password: string): string {
  const salt = randomBytes(SALT_BYTES).toString('hex');
  return `${salt}:${keyOf(password, salt).toString('hex')}`;
}

export function verifyPassword(hash: string, password: string): boolean {
  const [salt, key] = hash.split(':');
  if (!salt || !key) throw new Error('A stored password cannot be read.');
  const stored = Buffer.from(key, 'hex');
  const given = keyOf(password, salt);
  return stored.length === given.length && timingSafeEqual(stored, given);
}

function keyOf(password: string, salt: string): Buffer {
  return scryptSync(password.normalize('NFKC'), salt, KEY_BYTES, { ...COST, maxmem: MEMORY_MAX });
}
