/** Header of an EBML element (RFC 8794). */
export interface ElementHeader {
  id: number;
  headerBytes: number;
  /** Undefined when the size is unknown. The element then ends before an element that can't be its child. */
  dataBytes: number | undefined;
}

export const ELEMENT_HEADER_MAX_BYTES = 12;
const ID_MAX_BYTES = 4;
const SIZE_MAX_BYTES = 8;

/** Reads the element header at `at`. Returns undefined when it is incomplete or invalid. */
export function elementHeader(bytes: Uint8Array, at = 0): ElementHeader | undefined {
  const idBytes = lengthOf(bytes[at], ID_MAX_BYTES);
  const sizeAt = at + idBytes;
  const sizeBytes = lengthOf(bytes[sizeAt], SIZE_MAX_BYTES);
  const endsAt = sizeAt + sizeBytes;
  if (idBytes === 0 || sizeBytes === 0 || endsAt > bytes.length) return undefined;
  // Removes the marker bit, because with it an eight-byte size would be too large for an exact number.
  const sizeMask = 0xff >> sizeBytes;
  let dataBytes = (bytes[sizeAt] ?? 0) & sizeMask;
  let isUnknown = dataBytes === sizeMask;
  for (let index = sizeAt + 1; index < endsAt; index += 1) {
    const byte = bytes[index] ?? 0;
    isUnknown &&= byte === 0xff;
    dataBytes = dataBytes * 256 + byte;
  }
  return {
    id: unsignedOf(bytes, at, sizeAt),
    headerBytes: idBytes + sizeBytes,
    dataBytes: isUnknown ? undefined : dataBytes,
  };
}

/** Reads a big-endian number. Exact up to 53 bits. */
export function unsignedOf(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let value = 0;
  for (let index = from; index < to; index += 1) value = value * 256 + (bytes[index] ?? 0);
  return value;
}

/** Yields the child elements in `bytes`. Stops before the first incomplete element. */
export function* childrenOf(bytes: Uint8Array): Generator<{ id: number; data: Uint8Array }> {
  let at = 0;
  while (at < bytes.length) {
    const header = elementHeader(bytes, at);
    if (header?.dataBytes === undefined) return;
    const from = at + header.headerBytes;
    at = from + header.dataBytes;
    if (at > bytes.length) return;
    yield { id: header.id, data: bytes.subarray(from, at) };
  }
}

/** Returns the length of a variable-size number, which its first byte encodes, or 0 if it exceeds `max`. */
function lengthOf(first: number | undefined, max: number): number {
  if (!first) return 0;
  const length = Math.clz32(first) - 23;
  return length <= max ? length : 0;
}
