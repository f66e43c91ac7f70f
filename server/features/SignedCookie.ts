import { jwtVerify, SignJWT } from 'jose';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';

const Claims = z.object({ sub: z.string().optional(), jti: z.string() });

interface SignedCookieOptions {
  name: string;
  audience: string;
  lifetimeSeconds: number;
  key: Uint8Array;
  secure: boolean;
}

/** A cookie that recognizes a browser by a signed id. It grants no access. */
export class SignedCookie {
  readonly #options: SignedCookieOptions;
  readonly #name: string;

  constructor(options: SignedCookieOptions) {
    this.#options = options;
    this.#name = options.secure ? `__Host-${options.name}` : options.name;
  }

  async create(subject?: string): Promise<{ id: string; cookie: string }> {
    const { audience, lifetimeSeconds, key, secure } = this.#options;
    const id = uuidv7();
    const token = new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setJti(id)
      .setExpirationTime(`${lifetimeSeconds}s`);
    if (subject !== undefined) token.setSubject(subject);
    const attributes = `Max-Age=${lifetimeSeconds}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
    return { id, cookie: `${this.#name}=${await token.sign(key)}; ${attributes}` };
  }

  /** Returns undefined if the cookie is missing, forged, expired, or from another installation. */
  async read(headers: Headers): Promise<{ id: string; subject: string | undefined } | undefined> {
    const pairs = headers.get('cookie')?.split('; ') ?? [];
    const token = pairs.find(pair => pair.startsWith(`${this.#name}=`))?.slice(this.#name.length + 1);
    if (!token) return undefined;
    const { audience, key } = this.#options;
    try {
      const { payload } = await jwtVerify(token, key, { audience, algorithms: ['HS256'] });
      const { jti, sub } = Claims.parse(payload);
      return { id: jti, subject: sub };
    } catch {
      return undefined;
    }
  }
}
