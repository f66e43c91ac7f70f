import { jwtVerify, SignJWT } from 'jose';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { deriveKey } from '../../config.ts';
import { hashOfToken } from '../linkToken.ts';

const AUDIENCE = 'vivavoce:device';
/** As long as browsers keep any cookie. */
const LIFETIME_SECONDS = 400 * 24 * 60 * 60;

const Claims = z.object({ sub: z.string(), jti: z.string() });

/**
 * Browsers that were signed in to an account before, known by a signed cookie. Wrong passwords from elsewhere, however
 * many, do not keep their holder out, and such a browser has its own number of tries (OWASP's "device cookies"). The cookie opens
 * nothing by itself.
 */
export class KnownDevices {
  readonly #key: Uint8Array;
  readonly #cookieName: string;
  readonly #attributes: string;

  constructor({ secret, secure }: { secret: string; secure: boolean }) {
    this.#key = deriveKey(secret, 'known devices');
    this.#cookieName = secure ? '__Host-vivavoce.device' : 'vivavoce.device';
    this.#attributes = `Max-Age=${LIFETIME_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  /** A whole `Set-Cookie` value for a browser in which the account was just signed in to. */
  async remember(email: string): Promise<string> {
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setSubject(hashOfToken(email))
      .setJti(uuidv7())
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(this.#key);
    return `${this.#cookieName}=${token}; ${this.#attributes}`;
  }

  /** The device's own id, if the account was signed in to there before. */
  async find(headers: Headers, email: string): Promise<string | undefined> {
    const token = cookieOf(headers, this.#cookieName);
    if (!token) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.#key, { audience: AUDIENCE, algorithms: ['HS256'] });
      const { sub, jti } = Claims.parse(payload);
      return sub === hashOfToken(email) ? jti : undefined;
    } catch {
      // Forged, expired, or signed by another installation's secret: no device that we know.
      return undefined;
    }
  }
}

/** Value of a request's cookie. */
export function cookieOf(headers: Headers, name: string): string | undefined {
  const pairs = headers.get('cookie')?.split('; ') ?? [];
  return pairs.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
