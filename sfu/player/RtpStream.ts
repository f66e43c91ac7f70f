import { randomInt } from 'node:crypto';

/** Fixed header (RFC 3550, section 5.1). */
const HEADER_BYTES = 12;
const VERSION = 0x80;
const EXTENSION_BIT = 0x10;
const MARKER_BIT = 0x80;
/** One-byte header extensions (RFC 8285, section 4.2): profile, length in words, then the elements padded to a word. */
const EXTENSION_PROFILE = 0xbede;
const EXTENSION_BYTES = 8;
/** The V bit of a level (RFC 6464, section 3): the sound is taken for a voice. */
const VOICE_BIT = 0x80;
const VOICE_LEVEL = 60;

const PACKET_MAX_BYTES = 1_500;

interface RtpStreamOptions {
  payloadType: number;
  clockRate: number;
  /** The id of the audio level extension (RFC 6464); absent: packets carry none. */
  levelExtensionId?: number | undefined;
}

/** Payloads of one clip, in one buffer. */
interface Payload {
  in: Buffer;
  from: number;
  to: number;
}

/**
 * Writes the packets of one RTP stream (RFC 3550): sequence numbers and timestamps start anywhere and never break off. Allocates
 * nothing but a view per packet.
 */
export class RtpStream {
  readonly ssrc = randomInt(1, 0xffff_ffff);
  readonly payloadType: number;
  readonly clockRate: number;
  readonly #levelExtensionId: number;
  readonly #firstTimestamp: number;
  readonly #buffer = Buffer.alloc(PACKET_MAX_BYTES);
  #sequence: number;
  /** For sender reports: packets and payload bytes since the start, both of 32 bits. */
  #packets = 0;
  #octets = 0;

  constructor(
    { payloadType, clockRate, levelExtensionId = 0 }: RtpStreamOptions,
    start = { sequence: randomInt(0x1_0000), timestamp: randomInt(0xffff_ffff) },
  ) {
    this.payloadType = payloadType;
    this.clockRate = clockRate;
    this.#levelExtensionId = levelExtensionId;
    this.#sequence = start.sequence;
    this.#firstTimestamp = start.timestamp;
    this.#writeFixedPart();
  }

  get packets(): number {
    return this.#packets;
  }

  get octets(): number {
    return this.#octets;
  }

  /** The RTP timestamp of a moment, in milliseconds since the stream began. */
  timestampAt(timeMs: number): number {
    return (this.#firstTimestamp + Math.round((timeMs * this.clockRate) / 1_000)) >>> 0;
  }

  /** The next packet. It is good until the next call. `level` is written where the stream has the extension for it. */
  write(
    payload: Payload,
    { timeMs, marker, level }: { timeMs: number; marker: boolean; level: number },
  ): Buffer {
    const buffer = this.#buffer;
    buffer[1] = (marker ? MARKER_BIT : 0) | this.payloadType;
    buffer.writeUInt16BE(this.#sequence, 2);
    buffer.writeUInt32BE(this.timestampAt(timeMs), 4);
    let at = HEADER_BYTES;
    if (this.#levelExtensionId > 0) {
      buffer[at + 5] = (level < VOICE_LEVEL ? VOICE_BIT : 0) | level;
      at += EXTENSION_BYTES;
    }
    const bytes = payload.in.copy(buffer, at, payload.from, payload.to);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#packets = (this.#packets + 1) >>> 0;
    this.#octets = (this.#octets + bytes) >>> 0;
    return buffer.subarray(0, at + bytes);
  }

  #writeFixedPart(): void {
    const buffer = this.#buffer;
    buffer[0] = VERSION | (this.#levelExtensionId > 0 ? EXTENSION_BIT : 0);
    buffer.writeUInt32BE(this.ssrc, 8);
    if (this.#levelExtensionId === 0) return;
    buffer.writeUInt16BE(EXTENSION_PROFILE, HEADER_BYTES);
    buffer.writeUInt16BE(1, HEADER_BYTES + 2);
    // The id, and a length of one byte, which is written as 0.
    buffer[HEADER_BYTES + 4] = this.#levelExtensionId << 4;
  }
}
