import type {
  TransportOptions as ClientTransportOptions,
  Device,
  DtlsParameters,
  IceCandidate,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
} from 'mediasoup-client/types';
import { AppError } from '../../../shared/errors.ts';
import type { IceServer, OpaqueMedia, TransportOptions } from '../../../shared/media/peerMedia.ts';
import { errorTexts } from '../../texts/errors.ts';
import type { InterviewClient } from '../interviewClient.ts';

/**
 * mediasoup's device: what this browser can send and receive. Loaded once per page, in pre-join, from the router
 * capabilities that the connection test brings anyway, so that entering the room waits for nothing.
 */
export class MediaDevice {
  readonly #client: InterviewClient;
  #device: Device | undefined;
  #loading: Promise<Device> | undefined;

  constructor(client: InterviewClient) {
    this.#client = client;
  }

  /** Every router has the same codecs, so any one's capabilities will do. */
  async loadWith(routerRtpCapabilities: OpaqueMedia): Promise<Device> {
    if (this.#device) return this.#device;
    // A third of what pre-join weighs, so it comes after the page is there to be seen.
    const { Device } = await import('mediasoup-client');
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: rtpCapabilities(routerRtpCapabilities) });
    this.#device ??= device;
    return this.#device;
  }

  /** The loaded device. Asks for capabilities itself where no connection test has brought them. */
  require(): Promise<Device> {
    if (this.#device) return Promise.resolve(this.#device);
    this.#loading ??= this.#ask().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #ask(): Promise<Device> {
    if (!('RTCPeerConnection' in globalThis)) throw new AppError('invalid', errorTexts.unsupportedBrowser);
    const test = await this.#client.query('test.start', { protocol: 'udp' });
    // Only the capabilities are wanted; should this be lost, the server closes the test by itself.
    void this.#client.query('test.stop', { testId: test.testId }).catch(() => undefined);
    return await this.loadWith(test.rtpCapabilities);
  }
}

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
