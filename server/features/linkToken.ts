import { createHash, createHmac, randomBytes } from 'node:crypto';

export const LINK_TOKEN_BYTES = 16;

/** Returns a token for a personal or invitation link: 128 random bits as 22 characters of base64url. */
export function newLinkToken(): string {
  return randomBytes(LINK_TOKEN_BYTES).toString('base64url');
}

/** Returns the token of the link `linkId`. Without `key`, it can't be guessed. */
export function derivedLinkToken(key: Uint8Array, linkId: string): string {
  return createHmac('sha256', key)
    .update(linkId)
    .digest()
    .subarray(0, LINK_TOKEN_BYTES)
    .toString('base64url');
}

/** Returns the SHA-256 of a token in hex. Only this hash is stored. 128 random bits need no slow hash. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
