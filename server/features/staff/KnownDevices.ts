import { deriveKey } from '../../config.ts';
import { hashOfToken } from '../linkToken.ts';
import { SignedCookie } from '../SignedCookie.ts';

/** The longest lifetime that browsers accept. */
const LIFETIME_SECONDS = 400 * 24 * 60 * 60;

/** Recognizes browsers that have signed in before, so that each gets its own limit ("device cookies"). */
export class KnownDevices {
  readonly #cookie: SignedCookie;

  constructor({ secret, secure }: { secret: string; secure: boolean }) {
    this.#cookie = new SignedCookie({
      name: 'vivavoce.device',
      audience: 'vivavoce:device',
      lifetimeSeconds: LIFETIME_SECONDS,
      key: deriveKey(secret, 'known devices'),
      secure,
    });
  }

  /** Returns a `Set-Cookie` value for a browser that has just signed in. */
  async remember(email: string): Promise<string> {
    return (await this.#cookie.create(hashOfToken(email))).cookie;
  }

  async find(headers: Headers, email: string): Promise<string | undefined> {
    const device = await this.#cookie.read(headers);
    return device?.subject === hashOfToken(email) ? device.id : undefined;
  }
}
