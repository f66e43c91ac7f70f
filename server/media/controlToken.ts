import { SignJWT } from 'jose';
import { CONTROL_AUDIENCE, CONTROL_TOKEN_LIFETIME_S } from '../../shared/media/controlChannel.ts';

/** Proves to an sfu that this server knows MEDIA_SECRET, without sending it. */
export function signControlToken(secret: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(CONTROL_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${CONTROL_TOKEN_LIFETIME_S}s`)
    .sign(new TextEncoder().encode(secret));
}
