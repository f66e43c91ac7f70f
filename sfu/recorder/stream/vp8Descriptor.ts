/** The payload descriptor of VP8 in RTP (RFC 7741, section 4.2). What a sender leaves out is absent. */
export interface Vp8Descriptor {
  /** Bytes of the descriptor; a piece of the frame follows. */
  readonly bytes: number;
  /** A frame begins here. */
  readonly startsFrame: boolean;
  /** No other frame depends on this one. */
  readonly isUnreferenced: boolean;
  /** Of `pictureIdBits` bits. */
  readonly pictureId: number | undefined;
  readonly pictureIdBits: number;
  /** 8 bits; counts the frames of the base layer, of which this is one or after which it comes. */
  readonly baseLayerIndex: number | undefined;
  /** 0 is the base layer. */
  readonly temporalLayer: number | undefined;
  /** It depends on the base layer only. */
  readonly isLayerSync: boolean;
}

/** Undefined where the payload ends before the descriptor does, or right behind it. */
export function readVp8Descriptor(payload: Buffer): Vp8Descriptor | undefined {
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
    // The first partition's first piece; a later partition may begin a packet, too.
    startsFrame: (first & 0x10) !== 0 && (first & 0x07) === 0,
    isUnreferenced: (first & 0x20) !== 0,
    pictureId,
    pictureIdBits,
    baseLayerIndex,
    temporalLayer,
    isLayerSync,
  };
}
