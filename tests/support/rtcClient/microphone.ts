import { randomInt } from 'node:crypto';
import {
  ExtensionProfiles,
  GenericNack,
  ntpTime,
  RtcpSenderInfo,
  RtcpSourceDescriptionPacket,
  RtcpSrPacket,
  RtcpTransportLayerFeedback,
  RtpHeader,
  RtpMediaClock,
  SourceDescriptionChunk,
  SourceDescriptionItem,
} from 'werift';
import type { OpaqueMedia } from '../../../shared/media/peerMedia.ts';
import type { RouterCapabilities } from './routerCapabilities.ts';
import type { RtcTransport } from './rtcTransport.ts';

/** 20 ms of Opus: full band, one channel, digital silence. Loudness is defined by the level extension. */
export const OPUS_FRAME = Buffer.from([0xf8, 0xff, 0xfe]);

const CLOCK_RATE = 48_000;
const FRAME_MS = 20;
/** Packets between two sender reports: one second. */
const REPORT_EVERY = 50;
const KEPT_FOR_NACK = 100;
const SDES_CNAME = 1;

/** Rules 21 to 23: Opus packets of 20 ms with levels, from the first transport to `stop`. */
export class Microphone {
  /** Negative dBov as in RFC 6464: 0 is full scale, 127 is silence. */
  level = 127;
  packetsSent = 0;
  readonly #router: RouterCapabilities;
  readonly #cname: string;
  readonly #ssrc = randomInt(1, 2 ** 32);
  readonly #firstSequenceNumber = randomInt(2 ** 15);
  readonly #clock = new RtpMediaClock({ clockRate: CLOCK_RATE, frameDurationMs: FRAME_MS });
  readonly #kept = new Map<number, RtpHeader>();

  readonly #sent: () => void;
  #transport: RtcTransport | undefined;

  /** `sent` is called after each packet. */
  constructor(router: RouterCapabilities, cname: string, sent: () => void) {
    this.#router = router;
    this.#cname = cname;
    this.#sent = sent;
  }

  get rtpParameters(): OpaqueMedia {
    return {
      mid: '0',
      codecs: [
        {
          mimeType: 'audio/opus',
          payloadType: this.#router.opusPayloadType,
          clockRate: CLOCK_RATE,
          channels: 2,
          parameters: { useinbandfec: 1 },
          rtcpFeedback: [{ type: 'nack' }],
        },
      ],
      headerExtensions: [{ uri: this.#router.levelUri, id: this.#router.levelId }],
      encodings: [{ ssrc: this.#ssrc }],
      rtcp: { cname: this.#cname },
    };
  }

  /** Switches the transport; undefined: packets are dropped. */
  sendOver(transport: RtcTransport | undefined): void {
    if (transport === this.#transport) return;
    this.#transport = transport;
    transport?.onRtcp(packet => {
      if (!(packet instanceof RtcpTransportLayerFeedback)) return;
      const { feedback } = packet;
      if (feedback instanceof GenericNack && feedback.mediaSourceSsrc === this.#ssrc)
        for (const lost of feedback.lost) this.#sendAgain(transport, lost);
    });
    if (transport && this.#clock.state === 'idle')
      this.#clock.start(({ timestamp }) => this.#tick(timestamp));
  }

  stop(): void {
    this.#clock.stop();
  }

  #tick(timestamp: number): void {
    if (!this.#transport) return;
    this.#send(this.#transport, timestamp);
    this.#sent();
  }

  #send(transport: RtcTransport, timestamp: number): void {
    if (this.packetsSent % REPORT_EVERY === 0) this.#report(transport, timestamp);
    const sequenceNumber = (this.#firstSequenceNumber + this.packetsSent) % 2 ** 16;
    const header = new RtpHeader({
      payloadType: this.#router.opusPayloadType,
      ssrc: this.#ssrc,
      sequenceNumber,
      timestamp,
      // RFC 3551: set on the first packet after a silence that wasn't sent.
      marker: this.packetsSent === 0,
      extension: true,
      extensionProfile: ExtensionProfiles.OneByte,
      extensions: [{ id: this.#router.levelId, payload: this.#levelByte() }],
    });
    this.packetsSent += 1;
    this.#kept.set(sequenceNumber, header);
    this.#kept.delete((sequenceNumber + 2 ** 16 - KEPT_FOR_NACK) % 2 ** 16);
    transport.sendRtp(header, OPUS_FRAME);
  }

  /** The highest bit marks voice. */
  #levelByte(): Buffer {
    return Buffer.from([this.level < 127 ? 0x80 | this.level : this.level]);
  }

  #sendAgain(transport: RtcTransport, sequenceNumber: number): void {
    const header = this.#kept.get(sequenceNumber);
    if (header) transport.sendRtp(header, OPUS_FRAME);
  }

  #report(transport: RtcTransport, rtpTimestamp: number): void {
    transport.sendRtcp([
      new RtcpSrPacket({
        ssrc: this.#ssrc,
        senderInfo: new RtcpSenderInfo({
          ntpTimestamp: ntpTime(),
          rtpTimestamp,
          packetCount: this.packetsSent,
          octetCount: this.packetsSent * OPUS_FRAME.length,
        }),
      }),
      new RtcpSourceDescriptionPacket({
        chunks: [
          new SourceDescriptionChunk({
            source: this.#ssrc,
            items: [new SourceDescriptionItem({ type: SDES_CNAME, text: this.#cname })],
          }),
        ],
      }),
    ]);
  }
}
