import { createHash, randomBytes } from 'node:crypto';

export const LINK_TOKEN_BYTES = 16;

/** Token of a personal or invitation link: 128 random bits as 22 characters of base64url. */
export function newLinkToken(): string {
  return randomBytes(LINK_TOKEN_BYTES).toString('base64url');
}

/** SHA-256 of a token in hex, the only form that is stored. 128 random bits need no slow hash. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
