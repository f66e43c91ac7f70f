import { createHmac } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { deriveKey } from '../../config.ts';
import { cookieOf } from '../staff/KnownDevices.ts';

const AUDIENCE = 'vivavoce:practice-device';
const LIFETIME_SECONDS = 30 * 24 * 60 * 60;

const Claims = z.object({ jti: z.string() });

/**
 * Where attempts come from. Browsers that practiced before are known by a signed cookie, which names no one and opens nothing: people behind
 * one address, as in a school, then have a share each. Addresses are kept as keyed hashes alone.
 */
export class PracticeDevices {
  readonly #key: Uint8Array;
  readonly #sourceKey: Uint8Array;
  readonly #cookieName: string;
  readonly #attributes: string;

  constructor({ secret, secure }: { secret: string; secure: boolean }) {
    this.#key = deriveKey(secret, 'practice devices');
    this.#sourceKey = deriveKey(secret, 'practice sources');
    this.#cookieName = secure ? '__Host-vivavoce.practice' : 'vivavoce.practice';
    this.#attributes = `Max-Age=${LIFETIME_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  /** Id of the browser that sends this request; undefined for one without a valid cookie. */
  async find(headers: Headers): Promise<string | undefined> {
    const token = cookieOf(headers, this.#cookieName);
    if (!token) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.#key, { audience: AUDIENCE, algorithms: ['HS256'] });
      return Claims.parse(payload).jti;
    } catch {
      // Forged, expired, or signed by another installation's secret.
      return undefined;
    }
  }

  /** A new id, with a whole `Set-Cookie` value. */
  async create(): Promise<{ deviceId: string; cookie: string }> {
    const deviceId = uuidv7();
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setJti(deviceId)
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(this.#key);
    return { deviceId, cookie: `${this.#cookieName}=${token}; ${this.#attributes}` };
  }

  /** What stands for an address group in the database. */
  sourceOf(address: string): string {
    return createHmac('sha256', this.#sourceKey).update(address).digest('base64url').slice(0, 22);
  }
}
