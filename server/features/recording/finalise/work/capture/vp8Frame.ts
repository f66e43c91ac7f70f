export interface Vp8Frame {
  isKey: boolean;
  /** Of key frames. */
  width: number;
  height: number;
}

/** How many bytes of a frame tell what it is. */
export const VP8_HEADER_BYTES = 10;
const FRAME_TAG_BYTES = 3;
/** Newer ones than this do not exist. */
const PROFILE_MAX = 3;

/** Reads a frame's header (RFC 6386, sections 9.1 and 19.1); undefined where it is no frame. */
export function vp8FrameOf(bytes: Uint8Array): Vp8Frame | undefined {
  const [tag = 0] = bytes;
  if (bytes.length < FRAME_TAG_BYTES || ((tag >> 1) & 0b111) > PROFILE_MAX) return undefined;
  if ((tag & 1) === 1) return { isKey: false, width: 0, height: 0 };
  if (bytes.length < VP8_HEADER_BYTES) return undefined;
  if (bytes[3] !== 0x9d || bytes[4] !== 0x01 || bytes[5] !== 0x2a) return undefined;
  const width = ((bytes[6] ?? 0) | ((bytes[7] ?? 0) << 8)) & 0x3fff;
  const height = ((bytes[8] ?? 0) | ((bytes[9] ?? 0) << 8)) & 0x3fff;
  return width > 0 && height > 0 ? { isKey: true, width, height } : undefined;
}
