import type { types } from 'mediasoup';
import { AppError } from '../shared/errors.ts';
import { TransportId } from '../shared/ids.ts';
import type { TransportOptions } from '../shared/media/peerMedia.ts';

/** A room's router with the ports of the worker it lives in. */
export interface RouterWithPorts {
  router: types.Router;
  webRtcServer: types.WebRtcServer;
}

/** What a camera sends at its best; a lower start would begin every call with a blurred face. */
const START_BITRATE_BPS = 1_500_000;
/** A camera with three layers, a screen and sound, with room to spare. */
const INCOMING_BITRATE_MAX_BPS = 6_000_000;
/** mediasoup's default of 30 s would show a frozen face for half a minute before anybody is told. */
const ICE_CONSENT_TIMEOUT_S = 10;

export async function createWebRtcTransport(
  { router, webRtcServer }: RouterWithPorts,
  protocols: { udp: boolean; tcp: boolean },
): Promise<types.WebRtcTransport> {
  return router.createWebRtcTransport({
    webRtcServer,
    enableUdp: protocols.udp,
    enableTcp: protocols.tcp,
    preferUdp: true,
    iceConsentTimeout: ICE_CONSENT_TIMEOUT_S,
    initialAvailableOutgoingBitrate: START_BITRATE_BPS,
  });
}

/** Closes the transport if that fails, because its router, which has gone then, may have closed before it knew of it. */
export async function limitIncomingBitrate(transport: types.WebRtcTransport): Promise<void> {
  try {
    await transport.setMaxIncomingBitrate(INCOMING_BITRATE_MAX_BPS);
  } catch (error) {
    transport.close();
    throw error;
  }
}

/** What the client needs to make its end. */
export function transportOptionsOf(transport: types.WebRtcTransport): TransportOptions {
  return {
    transportId: TransportId.parse(transport.id),
    iceParameters: { ...transport.iceParameters },
    iceCandidates: transport.iceCandidates.map(candidate => ({ ...candidate })),
    dtlsParameters: { ...transport.dtlsParameters },
  };
}

/**
 * Closes a transport, unless its router has gone and has taken it along. A router that went while the transport was being made does not know
 * of it: the worker would be asked to close what it no longer has, and mediasoup would log an error.
 */
export function closeTransport(
  router: Pick<types.Router, 'closed'>,
  transport: Pick<types.Transport, 'close'>,
): void {
  if (!router.closed) transport.close();
}

/**
 * Runs something of mediasoup's that may refuse its input. mediasoup throws several kinds of error, and all of them mean
 * `invalid` unless the object was closed meanwhile, which `requireAlive` says by throwing what the caller is told then.
 */
export async function rejectInvalid<T>(
  what: string,
  requireAlive: () => void,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AppError) throw error;
    requireAlive();
    throw new AppError('invalid', `The media server refuses this ${what}.`, { cause: error });
  }
}
