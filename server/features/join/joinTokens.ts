import { jwtVerify, SignJWT } from 'jose';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { InterviewId, LinkId, SeatId } from '../../../shared/ids.ts';
import { deriveKey } from '../../config.ts';

const AUDIENCE = 'vivavoce:join';
const LIFETIME_MS = 15 * 60 * 1_000;
/** Servers' clocks may differ by this much. */
const LEEWAY_SECONDS = 60;

const Claims = z.object({ sub: SeatId, interviewId: InterviewId, linkId: LinkId });

/** What a join token says: its bearer holds this seat by this link. */
export interface JoinClaims {
  interviewId: InterviewId;
  seatId: SeatId;
  linkId: LinkId;
}

/** Makes and reads the short proof that a page shows when its socket connects. Any server reads any server's tokens. */
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

  /** Throws `link-invalid` for anything that is not a token of ours in its time. */
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
      // Forged, foreign and expired tokens look alike; the page exchanges its link again.
      throw AppError.linkInvalid();
    }
  }
}
