import { jwtVerify, SignJWT } from 'jose';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { InterviewId, LinkId, SeatId } from '../../../shared/ids.ts';
import { deriveKey } from '../../config.ts';
import type { StoredLink } from '../../store/interviewAppend.ts';

const AUDIENCE = 'vivavoce:join';
const LIFETIME_MS = 15 * 60 * 1_000;
/** Tolerated difference between the clocks of servers. */
const LEEWAY_SECONDS = 60;

const Claims = z.object({ sub: SeatId, interviewId: InterviewId, linkId: LinkId });

export type JoinClaims = Pick<StoredLink, 'interviewId' | 'seatId' | 'linkId'>;

/** Issues and verifies the tokens that pages use to connect their sockets. All servers share the key. */
export class JoinTokens {
  readonly #key: Uint8Array;

  constructor(secret: string) {
    this.#key = deriveKey(secret, 'join tokens');
  }

  async issue(claims: JoinClaims): Promise<{ joinToken: string; expiresAt: number }> {
    const expiresAt = Date.now() + LIFETIME_MS;
    const { seatId, interviewId, linkId } = claims;
    const joinToken = await new SignJWT({ interviewId, linkId })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setSubject(seatId)
      .setJti(uuidv7())
      .setIssuedAt()
      .setExpirationTime(new Date(expiresAt))
      .sign(this.#key);
    return { joinToken, expiresAt };
  }

  /** Returns a token's claims. Throws `link-invalid` for an invalid or expired token. */
  async verify(joinToken: string): Promise<JoinClaims> {
    try {
      const { payload } = await jwtVerify(joinToken, this.#key, {
        algorithms: ['HS256'],
        audience: AUDIENCE,
        clockTolerance: LEEWAY_SECONDS,
        requiredClaims: ['exp', 'jti', 'sub'],
      });
      const { sub, interviewId, linkId } = Claims.parse(payload);
      return { seatId: sub, interviewId, linkId };
    } catch {
      // On this error, the page exchanges its link for a new token.
      throw AppError.linkInvalid();
    }
  }
}
