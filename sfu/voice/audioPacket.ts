/** What listening needs of a packet of sound; nothing behind the header is read. */
export interface AudioPacket {
  /** 16 bits. */
  sequence: number;
  /** 32 bits, at the clock rate of the codec. */
  timestamp: number;
  /** RFC 6464: 0 (full scale) to 127 (digital silence). Absent where the sender does not say. */
  level?: number;
}

const VERSION = 2;
const FIXED_BYTES = 12;
const ONE_BYTE_PROFILE = 0xbede;
const TWO_BYTE_PROFILE = 0x1000;

/**
 * Reads an RTP header (RFC 3550) with its extensions (RFC 8285, both forms). `levelId` is the negotiated id of
 * `urn:ietf:params:rtp-hdrext:ssrc-audio-level`. Undefined for what is no RTP packet.
 *
 * The extension's highest bit would say whether the sender takes it for a voice. It is left out: Chromium sets it in every packet.
 */
export function readAudioPacket(packet: Buffer, levelId: number): AudioPacket | undefined {
  const [first = 0] = packet;
  if (packet.length < FIXED_BYTES || first >> 6 !== VERSION) return undefined;
  const read: AudioPacket = { sequence: packet.readUInt16BE(2), timestamp: packet.readUInt32BE(4) };
  const extensionAt = FIXED_BYTES + (first & 0x0f) * 4;
  const hasExtension = (first & 0x10) !== 0 && packet.length >= extensionAt + 4;
  const levelAt = hasExtension ? findExtension(packet, extensionAt, levelId) : undefined;
  const octet = levelAt === undefined ? undefined : packet[levelAt];
  if (octet !== undefined) read.level = octet & 0x7f;
  return read;
}

/** Where the value of this extension is. */
function findExtension(packet: Buffer, extensionAt: number, wantedId: number): number | undefined {
  const profile = packet.readUInt16BE(extensionAt);
  const isShort = profile === ONE_BYTE_PROFILE;
  if (!isShort && (profile & 0xfff0) !== TWO_BYTE_PROFILE) return undefined;
  const end = Math.min(packet.length, extensionAt + 4 + packet.readUInt16BE(extensionAt + 2) * 4);
  let at = extensionAt + 4;
  while (at < end) {
    const octet = packet[at] ?? 0;
    if (octet === 0) {
      at += 1; // Padding.
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
