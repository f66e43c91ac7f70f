/** The header of an EBML element (RFC 8794): what it is, how long the header is, and how long what follows. */
export interface ElementHeader {
  id: number;
  headerBytes: number;
  /** Undefined where it goes on until something comes that cannot be inside. */
  dataBytes: number | undefined;
}

/** Of an id and a size. */
export const ELEMENT_HEADER_MAX_BYTES = 12;
const ID_MAX_BYTES = 4;
const SIZE_MAX_BYTES = 8;

/** Undefined where there is none, or where it is cut off. */
export function elementHeader(bytes: Uint8Array): ElementHeader | undefined {
  const idBytes = lengthOf(bytes[0], ID_MAX_BYTES);
  const sizeBytes = lengthOf(bytes[idBytes], SIZE_MAX_BYTES);
  if (idBytes === 0 || sizeBytes === 0 || bytes.length < idBytes + sizeBytes) return undefined;
  const id = unsignedOf(bytes.subarray(0, idBytes));
  const field = Uint8Array.from(bytes.subarray(idBytes, idBytes + sizeBytes));
  // Without the bit that tells the field's length: with it, eight bytes are more than a number holds exactly.
  const isUnknown = [...field].every((byte, index) => byte === (index === 0 ? 0x1ff >> sizeBytes : 0xff));
  field[0] = (field[0] ?? 0) & (0xff >> sizeBytes);
  return {
    id,
    headerBytes: idBytes + sizeBytes,
    dataBytes: isUnknown ? undefined : unsignedOf(field),
  };
}

/** Big-endian. Exact up to 53 bits. */
export function unsignedOf(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** The elements inside of another one, as far as they are whole. */
export function* childrenOf(bytes: Uint8Array): Generator<{ id: number; data: Uint8Array }> {
  let at = 0;
  while (at < bytes.length) {
    const header = elementHeader(bytes.subarray(at, at + ELEMENT_HEADER_MAX_BYTES));
    if (header?.dataBytes === undefined) return;
    const from = at + header.headerBytes;
    at = from + header.dataBytes;
    if (at > bytes.length) return;
    yield { id: header.id, data: bytes.subarray(from, at) };
  }
}

/** How many bytes a number has, by the zeros that its first one begins with; 0 where there is no such number. */
function lengthOf(first: number | undefined, max: number): number {
  if (!first) return 0;
  const length = Math.clz32(first) - 23;
  return length <= max ? length : 0;
}
