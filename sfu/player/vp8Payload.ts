/**
 * RTP payloads for VP8 (RFC 7741). Each begins with the payload descriptor of one byte, which says no more than whether the first
 * partition of a frame begins here (the S bit, section 4.2): every piece depends on the one before anyway.
 */

/** Leaves room for RTP and SRTP, extensions and IP in a packet of 1,280 bytes, which every path carries. */
export const PAYLOAD_MAX_BYTES = 1_180;
const DESCRIPTOR_BYTES = 1;
const PIECE_MAX_BYTES = PAYLOAD_MAX_BYTES - DESCRIPTOR_BYTES;
const START_OF_PARTITION = 0x10;

/** The frame tag of three bytes; a key frame has seven more (RFC 6386, section 9.1). */
const FRAME_TAG_BYTES = 3;
const KEY_FRAME_HEADER_BYTES = 10;

/** How many payloads a frame takes. */
export function pieceCountOf(frameBytes: number): number {
  return Math.max(1, Math.ceil(frameBytes / PIECE_MAX_BYTES));
}

/** How many bytes those payloads have together. */
export function payloadBytesOf(frameBytes: number): number {
  return frameBytes + pieceCountOf(frameBytes) * DESCRIPTOR_BYTES;
}

/**
 * Writes a frame's payloads one behind the other into `target` from `offset` on, in pieces of about the same size, so that none of them
 * is hardly worth a packet. Tells where each one ends, and returns where the last one does.
 */
export function writePieces(
  frame: Uint8Array,
  target: Buffer,
  offset: number,
  onPieceEnd: (endsAt: number) => void,
): number {
  const pieces = pieceCountOf(frame.byteLength);
  let at = offset;
  for (let piece = 0; piece < pieces; piece += 1) {
    const from = Math.floor((frame.byteLength * piece) / pieces);
    const to = Math.floor((frame.byteLength * (piece + 1)) / pieces);
    target[at] = piece === 0 ? START_OF_PARTITION : 0;
    target.set(frame.subarray(from, to), at + DESCRIPTOR_BYTES);
    at += DESCRIPTOR_BYTES + to - from;
    onPieceEnd(at);
  }
  return at;
}

/** Whether these bytes are a frame at all, and whether one that depends on no other (RFC 6386, section 9.1). */
export function vp8FrameKind(frame: Uint8Array): 'key' | 'delta' | 'broken' {
  const isKey = ((frame[0] ?? 1) & 1) === 0;
  if (!isKey) return frame.byteLength >= FRAME_TAG_BYTES ? 'delta' : 'broken';
  if (frame.byteLength < KEY_FRAME_HEADER_BYTES) return 'broken';
  const hasStartCode = frame[3] === 0x9d && frame[4] === 0x01 && frame[5] === 0x2a;
  const width = ((frame[6] ?? 0) | ((frame[7] ?? 0) << 8)) & 0x3fff;
  const height = ((frame[8] ?? 0) | ((frame[9] ?? 0) << 8)) & 0x3fff;
  return hasStartCode && width > 0 && height > 0 ? 'key' : 'broken';
}
