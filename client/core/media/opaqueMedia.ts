import type {
  TransportOptions as ClientTransportOptions,
  DtlsParameters,
  IceCandidate,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
} from 'mediasoup-client/types';
import type { IceServer, OpaqueMedia, TransportOptions } from '../../../shared/media/peerMedia.ts';

/**
 * RTP, ICE and DTLS parameters travel as opaque JSON: mediasoup on the server's side writes them, mediasoup-client reads
 * them, and everybody between passes them on unopened. Here they get back the types that mediasoup's own declarations give
 * them. No one else could check them: what does not fit is refused by mediasoup-client or by the browser.
 */
function opened<T>(opaque: unknown): T {
  return opaque as T;
}

export function transportOptions(
  options: TransportOptions,
  iceServers: IceServer[] = [],
): ClientTransportOptions {
  return {
    id: options.transportId,
    iceParameters: iceParameters(options.iceParameters),
    iceCandidates: opened<IceCandidate[]>(options.iceCandidates),
    dtlsParameters: opened<DtlsParameters>(options.dtlsParameters),
    iceServers,
  };
}

export function iceParameters(opaque: OpaqueMedia): IceParameters {
  return opened(opaque);
}

export function rtpParameters(opaque: OpaqueMedia): RtpParameters {
  return opened(opaque);
}

export function rtpCapabilities(opaque: OpaqueMedia): RtpCapabilities {
  return opened(opaque);
}
