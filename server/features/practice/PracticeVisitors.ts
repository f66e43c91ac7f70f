import { createHmac } from 'node:crypto';
import { deriveKey } from '../../config.ts';
import { SignedCookie } from '../SignedCookie.ts';

const LIFETIME_SECONDS = 30 * 24 * 60 * 60;

/** Recognizes people who start attempts by a hash of their network address and by a cookie. */
export class PracticeVisitors {
  readonly cookie: SignedCookie;
  readonly #sourceKey: Uint8Array;

  constructor({ secret, secure }: { secret: string; secure: boolean }) {
    this.#sourceKey = deriveKey(secret, 'practice sources');
    this.cookie = new SignedCookie({
      name: 'vivavoce.practice',
      audience: 'vivavoce:practice-device',
      lifetimeSeconds: LIFETIME_SECONDS,
      key: deriveKey(secret, 'practice devices'),
      secure,
    });
  }

  /** Returns a keyed hash of a network address, which is stored in place of the address. */
  sourceOf(address: string): string {
    return createHmac('sha256', this.#sourceKey).update(address).digest('base64url').slice(0, 22);
  }
}
