import { createHash, randomBytes } from 'node:crypto';

/** 128 bits. */
export const LINK_TOKEN_BYTES = 16;

/** 128 random bits, 22 characters of base64url: what a personal or invitation link carries. */
export function newLinkToken(): string {
  return randomBytes(LINK_TOKEN_BYTES).toString('base64url');
}

/** What is kept of a token: SHA-256, hex. With 128 random bits there is nothing to guess, so no slow hash is needed. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
