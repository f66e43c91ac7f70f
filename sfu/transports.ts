import type { types } from 'mediasoup';
import { AppError } from '../shared/errors.ts';
import { TransportId } from '../shared/ids.ts';
import type { TransportOptions } from '../shared/media/peerMedia.ts';

export type RouterWithPorts = { router: types.Router; webRtcServer: types.WebRtcServer };

/** Initial bitrate to a receiver: a camera at full quality, so that calls don't start with a blurred face. */
const START_BITRATE_BPS = 1_500_000;
/** Highest bitrate from a sender: a camera with three layers, a screen, and audio, plus a margin. */
const INCOMING_BITRATE_MAX_BPS = 6_000_000;
/** A silent connection counts as lost after this time. mediasoup's 30 s would freeze a face for too long. */
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

/** Limits the bitrate from the browser. On failure, closes the transport and rethrows the error. */
export async function limitIncomingBitrate(transport: types.WebRtcTransport): Promise<void> {
  try {
    await transport.setMaxIncomingBitrate(INCOMING_BITRATE_MAX_BPS);
  } catch (error) {
    transport.close();
    throw error;
  }
}

export function transportOptionsOf(transport: types.WebRtcTransport): TransportOptions {
  return {
    transportId: TransportId.parse(transport.id),
    iceParameters: { ...transport.iceParameters },
    iceCandidates: transport.iceCandidates.map(candidate => ({ ...candidate })),
    dtlsParameters: { ...transport.dtlsParameters },
  };
}

/** Closes a transport. If its router has closed, does nothing, because mediasoup would log an error. */
export function closeTransport(
  router: Pick<types.Router, 'closed'>,
  transport: Pick<types.Transport, 'close'>,
): void {
  if (!router.closed) transport.close();
}

/**
 * Calls mediasoup. If the call fails, throws `goneError()` or, if that is false, an `invalid` error.
 */
export async function rejectInvalid<T>(
  what: string,
  goneError: () => AppError | false,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const gone = goneError();
    if (gone) throw gone;
    throw new AppError('invalid', 'request-refused', {
      values: { problem: `The media server refuses this ${what}.` },
      cause: error,
    });
  }
}
