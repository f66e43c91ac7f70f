/** Content of a VP8 payload descriptor (RFC 7741, section 4.2). */
export interface HandMadeDescriptor {
  startsFrame?: boolean;
  isUnreferenced?: boolean;
  pictureId?: number;
  /** 7 bits instead of 15. */
  isShort?: boolean;
  baseLayerIndex?: number;
  temporalLayer?: number;
  isLayerSync?: boolean;
}

export function vp8Descriptor(says: HandMadeDescriptor): number[] {
  const { pictureId, baseLayerIndex, temporalLayer } = says;
  const first = (says.isUnreferenced ? 0x20 : 0) | (says.startsFrame ? 0x10 : 0);
  const extension: number[] = [];
  let has = 0;
  if (pictureId !== undefined) {
    has |= 0x80;
    if (says.isShort) extension.push(pictureId & 0x7f);
    else extension.push(0x80 | ((pictureId >> 8) & 0x7f), pictureId & 0xff);
  }
  if (baseLayerIndex !== undefined) {
    has |= 0x40;
    extension.push(baseLayerIndex & 0xff);
  }
  if (temporalLayer !== undefined) {
    has |= 0x20;
    extension.push((temporalLayer << 6) | (says.isLayerSync ? 0x20 : 0));
  }
  return has === 0 ? [first] : [first | 0x80, has, ...extension];
}

/** First bytes of a key frame (RFC 6386, section 9.1), not decodable. */
export function keyFrameBytes(width = 640, height = 360, length = 20): number[] {
  const header = [0x10, 0, 0, 0x9d, 0x01, 0x2a, width & 0xff, width >> 8, height & 0xff, height >> 8];
  return [...header, ...new Array<number>(Math.max(0, length - header.length)).fill(7)];
}

export function deltaFrameBytes(length = 20): number[] {
  return [0x11, 0, 0, ...new Array<number>(length - 3).fill(8)];
}
