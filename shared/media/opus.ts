/** RTP clock rate and decoding sample rate of Opus, in Hz. */
const OPUS_SAMPLE_RATE = 48_000;

const SILK_FRAME_MS = [10, 20, 40, 60];
const HYBRID_FRAME_MS = [10, 20];
const CELT_FRAME_MS = [2.5, 5, 10, 20];
/** Frame lengths by configuration number (RFC 6716, table 2), one group per mode and bandwidth. */
const FRAME_MS = [
  ...[SILK_FRAME_MS, SILK_FRAME_MS, SILK_FRAME_MS, HYBRID_FRAME_MS, HYBRID_FRAME_MS].flat(),
  ...[CELT_FRAME_MS, CELT_FRAME_MS, CELT_FRAME_MS, CELT_FRAME_MS].flat(),
];
/** Longest packet that RFC 6716, section 3.2.5, allows. */
const PACKET_MAX_MS = 120;

export type OpusPacket = { lengthMs: number; isStereo: boolean };

/** Reads a packet's first two bytes (RFC 6716, section 3.1). Returns undefined when they are invalid. */
export function readOpusPacket(packet: Uint8Array): OpusPacket | undefined {
  const toc = packet[0];
  if (toc === undefined) return undefined;
  const code = toc & 0b11;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 0b11_1111;
  const lengthMs = frames * (FRAME_MS[toc >> 3] ?? 0);
  if (frames === 0 || lengthMs > PACKET_MAX_MS) return undefined;
  return { lengthMs, isStereo: (toc & 0b100) !== 0 };
}

/** Frame lengths of silent packets, longest first. */
export const SILENCE_LENGTHS_MS = [20, 10, 5, 2.5] as const;
export type SilenceMs = (typeof SILENCE_LENGTHS_MS)[number];

/** Configuration numbers for full-band audio, by frame length (RFC 6716, table 2). */
const CELT_CONFIGURATIONS: Record<SilenceMs, number> = { 20: 31, 10: 30, 5: 29, 2.5: 28 };

/** Returns a packet with one empty CELT frame, as browsers send it. */
export function silentOpusPacket(lengthMs: SilenceMs, isStereo: boolean): Uint8Array {
  return Uint8Array.of((CELT_CONFIGURATIONS[lengthMs] << 3) | (isStereo ? 0b100 : 0), 0xff, 0xfe);
}

const HEAD_BYTES = 19;
const CHANNELS_AT = 9;
const PRE_SKIP_AT = 10;
const SAMPLE_RATE_AT = 12;

/** Opus decoder configuration for WebM (RFC 7845, section 5.1). Its pre-skip is 0: all audio is played. */
export function opusDecoderConfig(numberOfChannels: number) {
  const description = new Uint8Array(HEAD_BYTES);
  description.set(Uint8Array.from('OpusHead', character => character.charCodeAt(0)));
  const view = new DataView(description.buffer);
  view.setUint8(8, 1);
  view.setUint8(CHANNELS_AT, numberOfChannels);
  view.setUint32(SAMPLE_RATE_AT, OPUS_SAMPLE_RATE, true);
  return { codec: 'opus' as const, sampleRate: OPUS_SAMPLE_RATE, numberOfChannels, description };
}

/** Returns the length of a stream's inaudible start, from its OpusHead (RFC 7845, section 5.1). */
export function preSkipMsOf(opusHead: Uint8Array | undefined): number {
  const samples = (opusHead?.[PRE_SKIP_AT] ?? 0) | ((opusHead?.[PRE_SKIP_AT + 1] ?? 0) << 8);
  return samples / (OPUS_SAMPLE_RATE / 1_000);
}
