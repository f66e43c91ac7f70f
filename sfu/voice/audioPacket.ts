import { findExtension, type RtpHeader, readRtpHeader } from '../rtp/rtpHeader.ts';
import { readOpusVoicing } from './opusVoicing.ts';

/** What listening needs of a packet of sound: its header, and what the encoder says of it in the first bits of the payload. */
export interface AudioPacket {
  /** 16 bits. */
  sequence: number;
  /** 32 bits, at the clock rate of the codec. */
  timestamp: number;
  /** RFC 6464: 0 (full scale) to 127 (digital silence). Absent where the sender does not say. */
  level?: number;
  /** Whether the encoder found a pitch in it. Absent where it does not say. */
  isVoiced?: boolean;
}

const LEVEL_URI = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';

/** The negotiated id of the level's extension; 0, which is none, where there is no such extension. */
export function levelIdOf({
  headerExtensions = [],
}: {
  headerExtensions?: readonly { uri: string; id: number }[] | undefined;
}): number {
  return headerExtensions.find(({ uri }) => uri === LEVEL_URI)?.id ?? 0;
}

/** Undefined for what is no RTP packet. The payload is Opus. */
export function readAudioPacket(packet: Buffer, levelId: number): AudioPacket | undefined {
  const header = readRtpHeader(packet);
  if (!header) return undefined;
  const { sequence, timestamp } = header;
  const level = readLevel(packet, header, levelId);
  const isVoiced = readOpusVoicing(packet.subarray(header.payloadFrom, header.payloadTo));
  return {
    sequence,
    timestamp,
    ...(level !== undefined && { level }),
    ...(isVoiced !== undefined && { isVoiced }),
  };
}

/**
 * How loud the sound of a packet is (RFC 6464).
 *
 * The extension's highest bit would say whether the sender takes it for a voice. It is left out: Chromium sets it in every packet.
 */
export function readLevel(packet: Buffer, header: RtpHeader, levelId: number): number | undefined {
  const at = levelId === 0 ? undefined : findExtension(packet, header, levelId);
  const octet = at === undefined ? undefined : packet[at];
  return octet === undefined ? undefined : octet & 0x7f;
}
