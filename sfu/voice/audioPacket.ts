import { AUDIO_LEVEL_URI, findExtension, type RtpHeader, readRtpHeader } from '../rtpHeader.ts';

interface AudioPacket {
  sequence: number;
  timestamp: number;
  /** Level (RFC 6464): 0 (full scale) to 127 (digital silence). Absent if the sender omits it. */
  level?: number;
  isVoiced?: boolean;
}

/** Returns the negotiated id of the audio level extension, or 0 if there is none. */
export function levelIdOf({
  headerExtensions = [],
}: {
  headerExtensions?: readonly { uri: string; id: number }[] | undefined;
}): number {
  return headerExtensions.find(({ uri }) => uri === AUDIO_LEVEL_URI)?.id ?? 0;
}

/** Reads an RTP packet with Opus. Returns undefined if the packet isn't RTP. */
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

/** Returns a packet's level (RFC 6464). Ignores the voice bit, because Chromium always sets it. */
export function readLevel(packet: Buffer, header: RtpHeader, levelId: number): number | undefined {
  const at = levelId === 0 ? undefined : findExtension(packet, header, levelId);
  const octet = at === undefined ? undefined : packet[at];
  return octet === undefined ? undefined : octet & 0x7f;
}

/** TOC configurations (RFC 6716, section 3.1) with a SILK layer and one frame of 20 ms. */
const SILK_20_MS: ReadonlySet<number> = new Set([1, 5, 9, 13, 15]);
/** Bits of the TOC octet that are set for stereo, or for more than one frame. */
const STEREO_OR_MORE_FRAMES = 0x07;

/** Cumulative frequencies of the frame types of an active frame (section 4.2.7.3): two unvoiced, two voiced. */
const ACTIVE_FRAME_TYPES = [232, 158, 10, 0] as const;
const FIRST_VOICED_TYPE = 2;

/**
 * True when the encoder found a pitch in a mono Opus packet of 20 ms, as in vowels but not in coughs,
 * breathing, or typing. Decodes no audio. Returns undefined for silence, for a packet without a SILK layer,
 * and for one that starts by repeating an earlier frame.
 */
export function readOpusVoicing(payload: Uint8Array): boolean | undefined {
  const toc = payload[0];
  if (toc === undefined || payload.length < 2) return undefined;
  if (!SILK_20_MS.has(toc >> 3) || (toc & STEREO_OR_MORE_FRAMES) !== 0) return undefined;
  const decoder = new RangeDecoder(payload.subarray(1));
  const isActive = decoder.bit();
  const repeats = decoder.bit();
  if (!isActive || repeats) return undefined;
  return decoder.symbol(ACTIVE_FRAME_TYPES) >= FIRST_VOICED_TYPE;
}

/** Decodes the first symbols of an Opus packet (RFC 6716, section 4.1). */
class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = 0;
  #range = 128;
  #last: number;
  #value: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#last = this.#next();
    this.#value = this.#range - 1 - (this.#last >> 1);
    this.#normalize();
  }

  bit(): boolean {
    const half = Math.floor(this.#range / 2);
    const isSet = this.#value < half;
    if (!isSet) this.#value -= half;
    this.#range = isSet ? half : this.#range - half;
    this.#normalize();
    return isSet;
  }

  /** Reads a symbol. Returns its index in a table of inverse cumulative frequencies out of 256. */
  symbol(table: readonly number[]): number {
    const unit = Math.floor(this.#range / 256);
    return table.findIndex(frequency => this.#value >= unit * frequency);
  }

  #normalize(): void {
    while (this.#range <= 2 ** 23) {
      const before = this.#last;
      this.#last = this.#next();
      const octet = ((before << 8) | this.#last) >> 1;
      this.#value = (this.#value * 256 + (255 & ~octet)) % 2 ** 31;
      this.#range *= 256;
    }
  }

  #next(): number {
    const byte = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }
}
