import { isIPv4 } from 'node:net';
import {
  IceCandidate,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  type RtcpPacket,
  type RtpHeader,
  type RtpPacket,
} from 'werift';
import { z } from 'zod';
import type { TransportId } from '../../../shared/ids.ts';
import type { OpaqueMedia, TransportOptions } from '../../../shared/media/peerMedia.ts';

const AES_CM_128_HMAC_SHA1_80 = 1;
const AEAD_AES_128_GCM = 7;

const IceParameters = z.object({ usernameFragment: z.string(), password: z.string(), iceLite: z.boolean() });
const Candidate = z.object({
  foundation: z.string(),
  priority: z.number(),
  ip: z.string(),
  port: z.number(),
  protocol: z.enum(['udp', 'tcp']),
  type: z.string(),
});
const DtlsParameters = z.object({
  fingerprints: z.array(z.object({ algorithm: z.string(), value: z.string() })),
});

/** Rules 19 and 20: one ICE and DTLS connection to the server, for one direction, until `close`. */
export class RtcTransport {
  readonly transportId: TransportId;
  readonly #dtls: RTCDtlsTransport;
  readonly #remoteCandidates: IceCandidate[];

  static async create(options: TransportOptions): Promise<RtcTransport> {
    await RTCDtlsTransport.SetupCertificate();
    return new RtcTransport(options);
  }

  private constructor({ transportId, iceParameters, iceCandidates, dtlsParameters }: TransportOptions) {
    this.transportId = transportId;
    const candidates = z
      .array(Candidate)
      .parse(iceCandidates)
      .filter(({ protocol }) => protocol === 'udp');
    this.#remoteCandidates = candidates.map(
      ({ foundation, ip, port, priority, protocol, type }) =>
        new IceCandidate(1, foundation, ip, port, priority, protocol, type),
    );
    // A server on this machine may be reachable over loopback only.
    const loopback = candidates.map(({ ip }) => ip).filter(ip => isIPv4(ip) && ip.startsWith('127.'));
    const ice = new RTCIceTransport(
      new RTCIceGatherer({ useTcp: false, useIpv6: false, additionalHostAddresses: loopback }),
    );
    ice.connection.iceControlling = true;
    ice.setRemoteParams(new RTCIceParameters(IceParameters.parse(iceParameters)));
    this.#dtls = new RTCDtlsTransport({}, ice, RTCDtlsTransport.localCertificate, [
      AEAD_AES_128_GCM,
      AES_CM_128_HMAC_SHA1_80,
    ]);
    this.#dtls.role = 'client';
    const fingerprints = DtlsParameters.parse(dtlsParameters).fingerprints.map(
      ({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value),
    );
    this.#dtls.setRemoteParams(new RTCDtlsParameters(fingerprints, 'server'));
  }

  /** Parameter of `media.connectTransport`. */
  get dtlsParameters(): OpaqueMedia {
    const { role, fingerprints } = this.#dtls.localParameters;
    return { role, fingerprints: fingerprints.map(({ algorithm, value }) => ({ algorithm, value })) };
  }

  /** Resolves when packets can be sent; werift then renews ICE consent automatically. */
  async connect(): Promise<void> {
    const ice = this.#dtls.iceTransport;
    await ice.gather();
    for (const candidate of this.#remoteCandidates) await ice.addRemoteCandidate(candidate);
    await ice.addRemoteCandidate(undefined);
    await ice.start();
    await this.#dtls.start();
  }

  /** `lost` is called when the server closed the connection. */
  onLost(lost: () => void): void {
    this.#dtls.onStateChange.subscribe(state => {
      if (state === 'closed' || state === 'failed') lost();
    });
  }

  onRtp(take: (packet: RtpPacket) => void): void {
    this.#dtls.onRtp.subscribe(take);
  }

  onRtcp(take: (packet: RtcpPacket) => void): void {
    this.#dtls.onRtcp.subscribe(take);
  }

  sendRtp(header: RtpHeader, payload: Buffer): void {
    void this.#dtls.sendRtp(payload, header);
  }

  sendRtcp(packets: RtcpPacket[]): void {
    void this.#dtls.sendRtcp(packets);
  }

  async close(): Promise<void> {
    await this.#dtls.stop();
    await this.#dtls.iceTransport.stop();
  }
}
