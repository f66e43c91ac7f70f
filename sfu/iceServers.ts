import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { IceServer } from '../shared/media/peerMedia.ts';

/**
 * Longer than the longest interview may be planned and extended, because a connection that is restarted shows the credentials that
 * it began with.
 */
const CREDENTIALS_SECONDS = 12 * 60 * 60;

/** A STUN or TURN server as it is configured: with a secret in place of a user name and a password. */
export const ConfiguredIceServer = z.union([
  IceServer,
  z.strictObject({ urls: IceServer.shape.urls, secret: z.string().min(1) }),
]);
export type ConfiguredIceServer = z.infer<typeof ConfiguredIceServer>;

/**
 * What a browser is told. Where there is a secret it gets credentials of its own that soon end, as TURN servers check them without
 * asking anybody: "A REST API for Access to TURN Services" (draft-uberti-behave-turn-rest-00), coturn's `use-auth-secret`.
 * `user` tells people apart in the TURN server's quotas.
 */
export function iceServersFor(
  configured: readonly ConfiguredIceServer[],
  user: string,
  now: number = Date.now(),
): IceServer[] {
  return configured.map(server => {
    if (!('secret' in server)) return server;
    const username = `${Math.floor(now / 1_000) + CREDENTIALS_SECONDS}:${user}`;
    const credential = createHmac('sha1', server.secret).update(username).digest('base64');
    return { urls: server.urls, username, credential };
  });
}
