import { createHmac } from 'node:crypto';
import { deriveKey } from '../../config.ts';
import { SignedCookie } from '../SignedCookie.ts';

const LIFETIME_SECONDS = 30 * 24 * 60 * 60;

/** Identifies who starts attempts by hashed network address, and by a cookie for each browser. */
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

  /** Returns the keyed hash of an address group, which may be stored in the database. */
  sourceOf(address: string): string {
    return createHmac('sha256', this.#sourceKey).update(address).digest('base64url').slice(0, 22);
  }
}
