import type {
  TransportOptions as ClientTransportOptions,
  Device,
  DtlsParameters,
  IceCandidate,
  IceParameters,
  RtpCapabilities,
} from 'mediasoup-client/types';
import { AppError } from '../../../shared/errors.ts';
import type { IceServer, OpaqueMedia, TransportOptions } from '../../../shared/media/peerMedia.ts';
import type { InterviewClient } from '../interviewClient.ts';

/** Loads mediasoup-client once, before the person joins, so that entering the room doesn't wait for it. */
export class MediaDevice {
  readonly #client: InterviewClient;
  #device: Device | undefined;
  #loading: Promise<Device> | undefined;

  constructor(client: InterviewClient) {
    this.#client = client;
  }

  /** Loads the device. Capabilities of any router suffice, because all routers have the same codecs. */
  async loadWith(routerRtpCapabilities: OpaqueMedia): Promise<Device> {
    if (this.#device) return this.#device;
    // Loads mediasoup-client after the page is visible, because it is a third of the pre-join code.
    const { Device } = await import('mediasoup-client');
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: opened<RtpCapabilities>(routerRtpCapabilities) });
    this.#device ??= device;
    return this.#device;
  }

  /** Returns the device. Requests the capabilities unless a connection test has already loaded them. */
  require(): Promise<Device> {
    if (this.#device) return Promise.resolve(this.#device);
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #load(): Promise<Device> {
    if (!('RTCPeerConnection' in globalThis)) throw new AppError('invalid', 'browser-unsupported');
    const test = await this.#client.query('test.start', { protocol: 'udp' });
    // Stops the test, which only provides the capabilities. Without this, the server ends it later.
    void this.#client.query('test.stop', { testId: test.testId }).catch(() => undefined);
    return await this.loadWith(test.rtpCapabilities);
  }
}

/** Casts values that our protocol treats as opaque JSON. mediasoup-client and the browser validate them. */
export function opened<T>(opaque: unknown): T {
  return opaque as T;
}

export function transportOptions(
  options: TransportOptions,
  iceServers: IceServer[] = [],
): ClientTransportOptions {
  return {
    id: options.transportId,
    iceParameters: opened<IceParameters>(options.iceParameters),
    iceCandidates: opened<IceCandidate[]>(options.iceCandidates),
    dtlsParameters: opened<DtlsParameters>(options.dtlsParameters),
    iceServers,
  };
}
