import { AUDIO_LEVEL_URI, findExtension, type RtpHeader, readRtpHeader } from '../rtpHeader.ts';

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

/** The negotiated id of the level's extension; 0, which is none, where there is no such extension. */
export function levelIdOf({
  headerExtensions = [],
}: {
  headerExtensions?: readonly { uri: string; id: number }[] | undefined;
}): number {
  return headerExtensions.find(({ uri }) => uri === AUDIO_LEVEL_URI)?.id ?? 0;
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

/** Of TOC configurations (RFC 6716, section 3.1), those with a SILK layer and one frame of 20 ms. */
const SILK_20_MS: ReadonlySet<number> = new Set([1, 5, 9, 13, 15]);
/** In the TOC octet: stereo, and how many frames follow. */
const STEREO_OR_MORE_FRAMES = 0x07;

/** Cumulative frequencies of the frame types of an active frame (section 4.2.7.3): two of unvoiced sound, then two of voiced. */
const ACTIVE_FRAME_TYPES = [232, 158, 10, 0] as const;
const FIRST_VOICED_TYPE = 2;

/**
 * Whether the encoder of this mono Opus packet of 20 ms found a pitch in its sound, as vowels have and coughs, breath and keys do not. Undefined
 * where it took the sound for silence, and where the packet does not say so at its beginning: without a SILK layer, or with a repeat of an
 * earlier frame. Nothing of the sound itself is decoded.
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

/** The entropy decoder of Opus (RFC 6716, section 4.1), as far as the first symbols need it. */
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

  /** A bit of which both values are as likely. */
  bit(): boolean {
    const half = Math.floor(this.#range / 2);
    const isSet = this.#value < half;
    if (!isSet) this.#value -= half;
    this.#range = isSet ? half : this.#range - half;
    this.#normalize();
    return isSet;
  }

  /** The index of a symbol in a table of inverse cumulative frequencies of 256. */
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
