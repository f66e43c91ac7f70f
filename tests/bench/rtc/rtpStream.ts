import { randomBytes } from 'node:crypto';

const HEADER_BYTES = 12;
/** One-byte header extensions (RFC 8285), padded to whole words. */
const EXTENSION_PROFILE = 0xbede;
const EXTENSION_BYTES = 4 + 8;
const RTCP_SENDER_REPORT = 200;
const NTP_EPOCH_S = 2_208_988_800;

/** The header extension ids that mediasoup prefers. */
export const EXTENSION_IDS = { transportSequence: 5, audioLevel: 10 } as const;

interface RtpStreamOptions {
  ssrc: number;
  payloadType: number;
  clockRate: number;
  /** Sequence numbers over all streams of a transport. */
  nextTransportSequence: () => number;
}

/** Writes one stream's RTP headers and sender reports. */
export class RtpStream {
  readonly #options: RtpStreamOptions;
  /** Counts packets without wrapping. */
  #packets = 0;
  #octets = 0;

  constructor(options: RtpStreamOptions) {
    this.#options = options;
  }

  /** Index of the packet whose header was written last. */
  get packetIndex(): number {
    return this.#packets;
  }

  header(options: { timeMs: number; marker: boolean; payloadBytes: number; levelDbov?: number }): Buffer {
    const { ssrc, payloadType, nextTransportSequence } = this.#options;
    this.#packets += 1;
    this.#octets += options.payloadBytes;
    const header = Buffer.alloc(HEADER_BYTES + EXTENSION_BYTES);
    header[0] = 0x90;
    header[1] = (options.marker ? 0x80 : 0) | payloadType;
    header.writeUInt16BE(this.#packets & 0xffff, 2);
    header.writeUInt32BE(this.#timestampAt(options.timeMs), 4);
    header.writeUInt32BE(ssrc, 8);
    header.writeUInt16BE(EXTENSION_PROFILE, 12);
    header.writeUInt16BE((EXTENSION_BYTES - 4) / 4, 14);
    header[16] = (EXTENSION_IDS.transportSequence << 4) | 1;
    header.writeUInt16BE(nextTransportSequence() & 0xffff, 17);
    if (options.levelDbov !== undefined) {
      header[19] = EXTENSION_IDS.audioLevel << 4;
      header[20] = 0x80 | -options.levelDbov;
    }
    return header;
  }

  /** `timeMs` is on the time base of the packets, from which the wall clock is derived. */
  senderReport(timeMs: number): Buffer {
    const report = Buffer.alloc(28);
    report[0] = 0x80;
    report[1] = RTCP_SENDER_REPORT;
    report.writeUInt16BE(report.length / 4 - 1, 2);
    report.writeUInt32BE(this.#options.ssrc, 4);
    const wallMs = performance.timeOrigin + timeMs;
    report.writeUInt32BE(Math.floor(wallMs / 1_000) + NTP_EPOCH_S, 8);
    report.writeUInt32BE(Math.floor(((wallMs % 1_000) / 1_000) * 2 ** 32), 12);
    report.writeUInt32BE(this.#timestampAt(timeMs), 16);
    report.writeUInt32BE(this.#packets, 20);
    report.writeUInt32BE(this.#octets, 24);
    return report;
  }

  #timestampAt(timeMs: number): number {
    return Math.floor((timeMs * this.#options.clockRate) / 1_000) % 2 ** 32;
  }
}

const PAYLOAD_DESCRIPTOR_BYTES = 6;

/** The payloads of one VP8 frame (RFC 7741): the payload descriptor that browsers write, and noise. */
export function vp8Payloads(options: {
  packets: number;
  bytesPerPacket: number;
  pictureId: number;
  key: boolean;
}): Buffer[] {
  const { packets, bytesPerPacket, pictureId, key } = options;
  return Array.from({ length: packets }, (_, index) => {
    const payload = Buffer.alloc(PAYLOAD_DESCRIPTOR_BYTES + bytesPerPacket);
    NOISE.copy(payload, PAYLOAD_DESCRIPTOR_BYTES);
    payload[0] = index === 0 ? 0x90 : 0x80;
    payload[1] = 0xe0;
    payload.writeUInt16BE(0x8000 | (pictureId & 0x7fff), 2);
    payload[4] = pictureId & 0xff;
    payload[5] = 0;
    if (index === 0) payload[PAYLOAD_DESCRIPTOR_BYTES] = key ? 0x10 : 0x11;
    return payload;
  });
}

const NOISE = randomBytes(1_200);
