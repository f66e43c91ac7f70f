import { randomInt } from 'node:crypto';
import type { types } from 'mediasoup';
import { ROOM_CODECS } from '../../shared/media/codecs.ts';
import { AUDIO_LEVEL_URI, NTP_EPOCH_S } from '../rtpHeader.ts';
import type { RtpParameters } from '../rtpSchemas.ts';

/** Length of the fixed RTP header (RFC 3550, section 5.1). */
const HEADER_BYTES = 12;
const VERSION = 0x80;
const EXTENSION_BIT = 0x10;
const MARKER_BIT = 0x80;
/** One-byte header extensions (RFC 8285, section 4.2): profile, length in words, elements padded to a word. */
const EXTENSION_PROFILE = 0xbede;
const EXTENSION_BYTES = 8;
/** The V bit of a level (RFC 6464, section 3): the packet contains voice. */
const VOICE_BIT = 0x80;
const VOICE_LEVEL = 60;

const PACKET_MAX_BYTES = 1_500;

interface RtpStreamOptions {
  payloadType: number;
  clockRate: number;
  /** Id of the audio level extension (RFC 6464). If absent, packets carry no level. */
  levelExtensionId?: number | undefined;
}

type Payload = { in: Buffer; from: number; to: number };

/** Writes the packets of one RTP stream (RFC 3550) without gaps. Allocates only a view per packet. */
export class RtpStream {
  readonly ssrc = randomInt(1, 0xffff_ffff);
  readonly payloadType: number;
  readonly clockRate: number;
  readonly #levelExtensionId: number;
  readonly #firstTimestamp: number;
  readonly #buffer = Buffer.alloc(PACKET_MAX_BYTES);
  #sequence: number;
  /** Packets and payload bytes since the start, for sender reports. */
  packets = 0;
  octets = 0;

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

  /** Returns the RTP timestamp of a time in milliseconds since the start of the stream. */
  timestampAt(timeMs: number): number {
    return (this.#firstTimestamp + Math.round((timeMs * this.clockRate) / 1_000)) >>> 0;
  }

  /** Returns the next packet, valid until the next call. Without the extension, `level` is ignored. */
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
    this.packets = (this.packets + 1) >>> 0;
    this.octets = (this.octets + bytes) >>> 0;
    return buffer.subarray(0, at + bytes);
  }

  #writeFixedPart(): void {
    const buffer = this.#buffer;
    buffer[0] = VERSION | (this.#levelExtensionId > 0 ? EXTENSION_BIT : 0);
    buffer.writeUInt32BE(this.ssrc, 8);
    if (this.#levelExtensionId === 0) return;
    buffer.writeUInt16BE(EXTENSION_PROFILE, HEADER_BYTES);
    buffer.writeUInt16BE(1, HEADER_BYTES + 2);
    // The high four bits are the id; the low four are the value's length minus one, which is 0.
    buffer[HEADER_BYTES + 4] = this.#levelExtensionId << 4;
  }
}

type PlayedTrack = { stream: RtpStream; rtpParameters: RtpParameters };

/** Makes a track with the router's payload type and extension id, so that the router rewrites neither. */
export function playedTrack(
  kind: 'audio' | 'video',
  cname: string,
  { headerExtensions = [] }: types.RtpCapabilities,
): PlayedTrack {
  const codec = ROOM_CODECS.find(candidate => candidate.kind === kind);
  if (!codec) throw new Error(`The room has no codec for ${kind}.`);
  const { mimeType, clockRate, preferredPayloadType: payloadType } = codec;
  const level = headerExtensions.find(
    extension => extension.kind === kind && extension.uri === AUDIO_LEVEL_URI,
  );
  const stream = new RtpStream({ payloadType, clockRate, levelExtensionId: level?.preferredId });
  return {
    stream,
    rtpParameters: {
      codecs: [
        {
          mimeType,
          payloadType,
          clockRate,
          ...('channels' in codec ? { channels: codec.channels } : {}),
          parameters: {},
          // Offers no retransmission, because nothing is lost between the player and the router.
          rtcpFeedback: kind === 'video' ? [{ type: 'nack', parameter: 'pli' }] : [],
        },
      ],
      headerExtensions: level ? [{ uri: AUDIO_LEVEL_URI, id: level.preferredId }] : [],
      encodings: [{ ssrc: stream.ssrc }],
      rtcp: { cname },
    },
  };
}

const SENDER_REPORT = 200;
const SOURCE_DESCRIPTION = 202;
const CNAME = 1;
/** Length of a sender report without report blocks (RFC 3550, section 6.4.1). */
const REPORT_BYTES = 28;

/**
 * Returns a compound RTCP packet (RFC 3550, section 6.1) with a sender report of each stream and their common
 * CNAME. Reports of one sender go together (RFC 8108, section 5.3). `timeMs`, counted from the start of the
 * streams, and `wallClockMs`, counted from 1970, are the same moment.
 */
export function senderReport(
  streams: readonly RtpStream[],
  { timeMs, wallClockMs, cname }: { timeMs: number; wallClockMs: number; cname: string },
): Buffer {
  const descriptions = streams.map(({ ssrc }) => descriptionOf(ssrc, cname));
  const reports = streams.map(stream => reportOf(stream, timeMs, wallClockMs));
  const header = Buffer.of(VERSION | streams.length, SOURCE_DESCRIPTION, 0, 0);
  const description = Buffer.concat([header, ...descriptions]);
  description.writeUInt16BE(description.length / 4 - 1, 2);
  return Buffer.concat([...reports, description]);
}

function reportOf(stream: RtpStream, timeMs: number, wallClockMs: number): Buffer {
  const report = Buffer.alloc(REPORT_BYTES);
  report[0] = VERSION;
  report[1] = SENDER_REPORT;
  report.writeUInt16BE(REPORT_BYTES / 4 - 1, 2);
  report.writeUInt32BE(stream.ssrc, 4);
  const seconds = Math.floor(wallClockMs / 1_000);
  report.writeUInt32BE((seconds + NTP_EPOCH_S) >>> 0, 8);
  report.writeUInt32BE(Math.floor((wallClockMs / 1_000 - seconds) * 2 ** 32) >>> 0, 12);
  report.writeUInt32BE(stream.timestampAt(timeMs), 16);
  report.writeUInt32BE(stream.packets, 20);
  report.writeUInt32BE(stream.octets, 24);
  return report;
}

/** Returns an SDES chunk (RFC 3550, section 6.5) with the CNAME, padded with zeros to a whole word. */
function descriptionOf(ssrc: number, cname: string): Buffer {
  const name = Buffer.from(cname);
  const bytes = 4 + 2 + name.length;
  const chunk = Buffer.alloc(bytes + 4 - (bytes % 4));
  chunk.writeUInt32BE(ssrc, 0);
  chunk[4] = CNAME;
  chunk[5] = name.length;
  name.copy(chunk, 6);
  return chunk;
}

const RTCP_HEADER_BYTES = 4;
/** RTCP packet type of payload-specific feedback (RFC 4585, section 6.3). */
const PAYLOAD_FEEDBACK = 206;
const PICTURE_LOSS = 1;
/** Feedback format of a full intra request (RFC 5104, section 4.3.1). */
const FULL_INTRA = 4;

export function isKeyFrameRequest(packet: Buffer): boolean {
  for (let at = 0; at + RTCP_HEADER_BYTES <= packet.length; ) {
    const format = (packet[at] ?? 0) & 0x1f;
    if (packet[at + 1] === PAYLOAD_FEEDBACK && (format === PICTURE_LOSS || format === FULL_INTRA))
      return true;
    at += RTCP_HEADER_BYTES * (packet.readUInt16BE(at + 2) + 1);
  }
  return false;
}
