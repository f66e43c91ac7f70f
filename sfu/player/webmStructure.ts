import { ELEMENT_HEADER_MAX_BYTES, type ElementHeader, elementHeader } from '../../shared/media/ebml.ts';

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
/** SeekHead, Info, Tracks, Cluster, Cues, Tags, Chapters, Attachments and Void (RFC 9559). */
const IN_SEGMENT: ReadonlySet<number> = new Set([
  ...[0x114d9b74, 0x1549a966, 0x1654ae6b, 0x1f43b675, 0x1c53bb6b],
  ...[0x1254c367, 0x1043a770, 0x1941a469, 0xec],
]);

/**
 * Whether a file consists of an EBML header and one segment, and that of elements which follow each other without a gap up to the end of the
 * file. Where something else lies in between, mediabunny 1.61 looks for the next element and never stops.
 */
export function hasWebmStructure(bytes: Uint8Array): boolean {
  const head = headerAt(bytes, 0);
  if (head?.id !== EBML) return false;
  const segment = headerAt(bytes, head.endsAt);
  if (segment?.id !== SEGMENT || segment.endsAt !== bytes.length) return false;
  let at = head.endsAt + segment.headerBytes;
  while (at < bytes.length) {
    const child = headerAt(bytes, at);
    if (!child || !IN_SEGMENT.has(child.id)) return false;
    at = child.endsAt;
  }
  return true;
}

/** Undefined where there is none that ends within the file. */
function headerAt(bytes: Uint8Array, at: number): (ElementHeader & { endsAt: number }) | undefined {
  const header = elementHeader(bytes.subarray(at, at + ELEMENT_HEADER_MAX_BYTES));
  if (header?.dataBytes === undefined) return undefined;
  const endsAt = at + header.headerBytes + header.dataBytes;
  return endsAt <= bytes.length ? { ...header, endsAt } : undefined;
}
