/** An RTP header (RFC 3550, section 5.1), with the offsets of the extension and the payload. */
export interface RtpHeader {
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  /** RTP timestamp: 32 bits, in ticks of the codec's clock rate. */
  readonly timestamp: number;
  readonly ssrc: number;
  /** Offset of the header extension, or 0 if there is none. */
  readonly extensionFrom: number;
  /** Start and end of the payload, without padding. They are equal if the packet is too short. */
  readonly payloadFrom: number;
  readonly payloadTo: number;
}

/** URI of the audio level extension (RFC 6464). */
export const AUDIO_LEVEL_URI = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';
/** Seconds from 1900, the start of NTP time, to 1970. */
export const NTP_EPOCH_S = 2_208_988_800;

const VERSION = 2;
const FIXED_BYTES = 12;
const PADDING_BIT = 0x20;
const EXTENSION_BIT = 0x10;
const MARKER_BIT = 0x80;
const ONE_BYTE_PROFILE = 0xbede;
const TWO_BYTE_PROFILE = 0x1000;

/** Reads a header. Returns undefined if the packet isn't RTP. */
export function readRtpHeader(packet: Buffer): RtpHeader | undefined {
  const first = packet[0] ?? 0;
  if (packet.length < FIXED_BYTES || first >> 6 !== VERSION) return undefined;
  const second = packet[1] ?? 0;
  const fixedTo = FIXED_BYTES + (first & 0x0f) * 4;
  const isExtended = (first & EXTENSION_BIT) !== 0 && packet.length >= fixedTo + 4;
  const payloadFrom = isExtended ? fixedTo + 4 + packet.readUInt16BE(fixedTo + 2) * 4 : fixedTo;
  const padding = (first & PADDING_BIT) === 0 ? 0 : (packet[packet.length - 1] ?? 0);
  return {
    marker: (second & MARKER_BIT) !== 0,
    payloadType: second & 0x7f,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    extensionFrom: isExtended ? fixedTo : 0,
    payloadFrom,
    payloadTo: Math.max(payloadFrom, packet.length - padding),
  };
}

/** Returns the offset of an extension's value (RFC 8285, both forms); undefined if there is none. */
export function findExtension(
  packet: Buffer,
  { extensionFrom }: RtpHeader,
  wantedId: number,
): number | undefined {
  if (extensionFrom === 0) return undefined;
  const profile = packet.readUInt16BE(extensionFrom);
  const isShort = profile === ONE_BYTE_PROFILE;
  if (!isShort && (profile & 0xfff0) !== TWO_BYTE_PROFILE) return undefined;
  const end = Math.min(packet.length, extensionFrom + 4 + packet.readUInt16BE(extensionFrom + 2) * 4);
  let at = extensionFrom + 4;
  while (at < end) {
    const octet = packet[at] ?? 0;
    if (octet === 0) {
      at += 1;
      continue;
    }
    const id = isShort ? octet >> 4 : octet;
    const length = isShort ? (octet & 0x0f) + 1 : (packet[at + 1] ?? 0);
    const valueAt = at + (isShort ? 1 : 2);
    if (id === wantedId) return length > 0 && valueAt + length <= end ? valueAt : undefined;
    at = valueAt + length;
  }
  return undefined;
}
