export interface Vp8Frame {
  isKey: boolean;
  /** In px. 0 for delta frames. */
  width: number;
  height: number;
}

export const VP8_FRAME_HEADER_BYTES = 10;
const FRAME_TAG_BYTES = 3;
const PROFILE_MAX = 3;

/** Reads a frame's header (RFC 6386, sections 9.1 and 19.1). Returns undefined when it is invalid. */
export function readVp8Frame(frame: Uint8Array): Vp8Frame | undefined {
  const tag = frame[0] ?? 0;
  if (frame.length < FRAME_TAG_BYTES || ((tag >> 1) & 0b111) > PROFILE_MAX) return undefined;
  if ((tag & 1) === 1) return { isKey: false, width: 0, height: 0 };
  if (frame.length < VP8_FRAME_HEADER_BYTES) return undefined;
  if (frame[3] !== 0x9d || frame[4] !== 0x01 || frame[5] !== 0x2a) return undefined;
  const { width, height } = sizeOfVp8KeyFrame(frame);
  return width > 0 && height > 0 ? { isKey: true, width, height } : undefined;
}

/** Returns width and height. Ignores the two highest bits of each, which are only a scaling hint. */
export function sizeOfVp8KeyFrame(frame: Uint8Array): { width: number; height: number } {
  return {
    width: ((frame[6] ?? 0) | ((frame[7] ?? 0) << 8)) & 0x3fff,
    height: ((frame[8] ?? 0) | ((frame[9] ?? 0) << 8)) & 0x3fff,
  };
}

/** Descriptor of VP8 in RTP (RFC 7741, section 4.2). Fields are undefined when the sender omits them. */
export interface Vp8Descriptor {
  /** Length of the descriptor. The rest of the payload is a piece of the frame. */
  readonly bytes: number;
  readonly startsFrame: boolean;
  readonly isUnreferenced: boolean;
  /** Number of the frame, from a counter of `pictureIdBits` bits. */
  readonly pictureId: number | undefined;
  readonly pictureIdBits: number;
  /** Number of the latest base layer frame, which may be this frame, from an 8-bit counter. */
  readonly baseLayerIndex: number | undefined;
  readonly temporalLayer: number | undefined;
  readonly isLayerSync: boolean;
}

/** Reads a descriptor. Returns undefined when it is incomplete or nothing follows it. */
export function readVp8Descriptor(payload: Uint8Array): Vp8Descriptor | undefined {
  const first = payload[0] ?? 0;
  let at = 1;
  let pictureId: number | undefined;
  let pictureIdBits = 0;
  let baseLayerIndex: number | undefined;
  let temporalLayer: number | undefined;
  let isLayerSync = false;
  if (first & 0x80) {
    const extension = payload[at++] ?? 0;
    if (extension & 0x80) {
      const octet = payload[at++] ?? 0;
      const isLong = (octet & 0x80) !== 0;
      pictureId = isLong ? ((octet & 0x7f) << 8) | (payload[at++] ?? 0) : octet;
      pictureIdBits = isLong ? 15 : 7;
    }
    if (extension & 0x40) baseLayerIndex = payload[at++];
    if (extension & 0x30) {
      const octet = payload[at++] ?? 0;
      if (extension & 0x20) {
        temporalLayer = octet >> 6;
        isLayerSync = (octet & 0x20) !== 0;
      }
    }
  }
  if (at >= payload.length) return undefined;
  return {
    bytes: at,
    // A frame starts with partition 0. Other partitions start in the middle of the frame.
    startsFrame: (first & START_OF_PARTITION) !== 0 && (first & 0x07) === 0,
    isUnreferenced: (first & 0x20) !== 0,
    pictureId,
    pictureIdBits,
    baseLayerIndex,
    temporalLayer,
    isLayerSync,
  };
}

/** Every network path carries packets of 1,280 bytes, of which 100 are reserved for headers. */
export const PAYLOAD_MAX_BYTES = 1_180;
/** Length of a minimal descriptor, which only marks the start of a frame. */
const DESCRIPTOR_BYTES = 1;
const PIECE_MAX_BYTES = PAYLOAD_MAX_BYTES - DESCRIPTOR_BYTES;
const START_OF_PARTITION = 0x10;

export function pieceCountOf(frameBytes: number): number {
  return Math.max(1, Math.ceil(frameBytes / PIECE_MAX_BYTES));
}

export function payloadBytesOf(frameBytes: number): number {
  return frameBytes + pieceCountOf(frameBytes) * DESCRIPTOR_BYTES;
}

/**
 * Splits a frame into payloads of equal size, so that the last packet isn't tiny. Writes them into `target`
 * from `offset`, calls `onPieceEnd` after each payload, and returns the end of the last payload.
 */
export function writePieces(
  frame: Uint8Array,
  target: Uint8Array,
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
