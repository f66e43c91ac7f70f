/** A packet that decodes to 20 ms of silence: one empty CELT frame (RFC 6716), which browsers send for silence, too. */
export const SILENT_OPUS_PACKET: Uint8Array = Uint8Array.of(0xf8, 0xff, 0xfe);

/** Frame lengths in milliseconds by the configuration number of a packet's first byte (RFC 6716, table 2). */
const SILK_FRAME_MS = [10, 20, 40, 60];
const HYBRID_FRAME_MS = [10, 20];
const CELT_FRAME_MS = [2.5, 5, 10, 20];
const FIRST_HYBRID = 12;
const FIRST_CELT = 16;

/** How much sound a packet holds, from its first two bytes (RFC 6716, section 3.1); undefined where it is no packet. */
export function opusPacketMs(packet: Uint8Array): number | undefined {
  const toc = packet[0];
  if (toc === undefined) return undefined;
  const frames = frameCountOf(toc & 0b11, packet[1]);
  return frames && frames * frameMsOf(toc >> 3);
}

function frameMsOf(configuration: number): number {
  const of = (lengths: readonly number[]) => lengths[configuration % lengths.length] ?? 0;
  if (configuration < FIRST_HYBRID) return of(SILK_FRAME_MS);
  return configuration < FIRST_CELT ? of(HYBRID_FRAME_MS) : of(CELT_FRAME_MS);
}

/** One frame, two, two, or as many as the second byte says. */
function frameCountOf(code: number, second: number | undefined): number | undefined {
  if (code === 0) return 1;
  if (code < 3) return 2;
  return (second ?? 0) & 0b11_1111 || undefined;
}

/** Samples at the start that are not to be heard, in milliseconds, from the header that containers keep (RFC 7845, section 5.1). */
export function preSkipMsOf(opusHead: Uint8Array | undefined): number {
  const samples = (opusHead?.[10] ?? 0) | ((opusHead?.[11] ?? 0) << 8);
  return samples / 48;
}
