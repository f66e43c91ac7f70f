/** Frame lengths in milliseconds by the configuration number of a packet's first byte (RFC 6716, table 2). */
const SILK_FRAME_MS = [10, 20, 40, 60];
const HYBRID_FRAME_MS = [10, 20];
const CELT_FRAME_MS = [2.5, 5, 10, 20];
const FIRST_HYBRID = 12;
const FIRST_CELT = 16;
/** RFC 6716, section 3.2.5. */
const PACKET_MAX_MS = 120;

export interface OpusPacket {
  lengthMs: number;
  isStereo: boolean;
}

/** What the first two bytes of a packet say (RFC 6716, section 3.1); undefined where it is no packet. */
export function opusPacketOf(packet: Uint8Array): OpusPacket | undefined {
  const [toc, second = 0] = packet;
  if (toc === undefined) return undefined;
  const code = toc & 0b11;
  const frames = code === 0 ? 1 : code < 3 ? 2 : second & 0b11_1111;
  const lengthMs = frames * frameMsOf(toc >> 3);
  if (frames === 0 || lengthMs > PACKET_MAX_MS) return undefined;
  return { lengthMs, isStereo: (toc & 0b100) !== 0 };
}

function frameMsOf(configuration: number): number {
  const of = (lengths: readonly number[]) => lengths[configuration % lengths.length] ?? 0;
  if (configuration < FIRST_HYBRID) return of(SILK_FRAME_MS);
  return configuration < FIRST_CELT ? of(HYBRID_FRAME_MS) : of(CELT_FRAME_MS);
}

/** How long packets of silence can be, the longest first. */
export const SILENCE_LENGTHS_MS = [20, 10, 5, 2.5] as const;
export type SilenceMs = (typeof SILENCE_LENGTHS_MS)[number];

/** The full band, by length (RFC 6716, table 2). */
const CELT_CONFIGURATIONS: Record<SilenceMs, number> = { 20: 31, 10: 30, 5: 29, 2.5: 28 };

/** A packet that decodes to silence: one empty CELT frame, which browsers send for silence, too. */
export function silentPacket(lengthMs: SilenceMs, isStereo: boolean): Uint8Array {
  return Uint8Array.of((CELT_CONFIGURATIONS[lengthMs] << 3) | (isStereo ? 0b100 : 0), 0xff, 0xfe);
}

/** The header that containers keep (RFC 7845, section 5.1). Nothing is skipped: a stream that was cut anywhere has no beginning of its own. */
export function opusHead(channels: 1 | 2): Uint8Array {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode('OpusHead'));
  const view = new DataView(head.buffer);
  view.setUint8(8, 1);
  view.setUint8(9, channels);
  view.setUint32(12, 48_000, true);
  return head;
}
