import { childrenOf, ELEMENT_HEADER_MAX_BYTES, elementHeader, unsignedOf } from './ebml.ts';
import { readOpusPacket } from './opus.ts';
import { readVp8Frame, VP8_FRAME_HEADER_BYTES } from './vp8.ts';

/** Element ids (RFC 8794, RFC 9559). */
export const EBML = 0x1a45dfa3;
const DOC_TYPE = 0x4282;
const SEGMENT = 0x18538067;
const SEEK_HEAD = 0x114d9b74;
const INFO = 0x1549a966;
const TIMESTAMP_SCALE = 0x2ad7b1;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const CODEC_ID = 0x86;
const CODEC_PRIVATE = 0x63a2;
const AUDIO = 0xe1;
const CHANNELS = 0x9f;
const CLUSTER = 0x1f43b675;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const CUES = 0x1c53bb6b;
const TAGS = 0x1254c367;
const CHAPTERS = 0x1043a770;
const ATTACHMENTS = 0x1941a469;
const VOID = 0xec;
const CRC_32 = 0xbf;

const SEGMENT_CHILDREN: ReadonlySet<number> = new Set([
  ...[SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES, TAGS, CHAPTERS, ATTACHMENTS, VOID],
]);

const NS_PER_MS = 1e6;
const READ_STEP_BYTES = 64 * 1024;
const BLOCK_HEADER_BYTES = 4;
const LACING = 0b110;
const TEXT_MAX_BYTES = 32;
const NO_BYTES = Uint8Array.of();

/** A track that was read into memory, with its packets in file order. */
export interface WebmStream extends TrackEntry {
  packets: { timeMs: number; data: Uint8Array }[];
}

/**
 * Reads a whole WebM file: an EBML header and one segment without gaps. Yields about every 64 KB. Returns undefined
 * when the file has another structure. Skips laced blocks.
 */
export function* readWebm(file: Uint8Array, packetsMax: number): Generator<void, WebmStream[] | undefined> {
  const head = wholeElementAt(file, 0);
  if (head?.id !== EBML || textOf(childOf(head.data, DOC_TYPE)) !== 'webm') return undefined;
  const segment = wholeElementAt(file, head.endsAt);
  if (segment?.id !== SEGMENT || segment.endsAt !== file.length) return undefined;
  const streams = new Map<number, WebmStream>();
  let timestampMs = 1;
  let stepAt = 0;
  for (let at = segment.endsAt - segment.data.length; at < file.length; ) {
    const child = wholeElementAt(file, at);
    if (!child || !SEGMENT_CHILDREN.has(child.id)) return undefined;
    if (child.id === INFO) timestampMs = timestampMsOf(child.data);
    else if (child.id === TRACKS)
      for (const entry of trackEntriesOf(child.data)) streams.set(entry.number, { ...entry, packets: [] });
    else if (child.id === CLUSTER)
      for (const { number, timestamp, data } of blocksOf(child.data)) {
        const packets = streams.get(number)?.packets;
        if (packets && packets.length < packetsMax) packets.push({ timeMs: timestamp * timestampMs, data });
      }
    at = child.endsAt;
    if (at < stepAt) continue;
    stepAt = at + READ_STEP_BYTES;
    yield;
  }
  return [...streams.values()];
}

/** Returns the element at `at`, or undefined if its size is unknown or it doesn't end within the file. */
function wholeElementAt(file: Uint8Array, at: number) {
  const header = elementHeader(file, at);
  if (header?.dataBytes === undefined) return undefined;
  const dataAt = at + header.headerBytes;
  const endsAt = dataAt + header.dataBytes;
  return endsAt <= file.length ? { id: header.id, data: file.subarray(dataAt, endsAt), endsAt } : undefined;
}

/** Yields the blocks of a cluster. Expects one-byte track numbers, which files with few tracks have. */
function* blocksOf(cluster: Uint8Array): Generator<{ number: number; timestamp: number; data: Uint8Array }> {
  let clusterTimestamp = 0;
  for (const { id, data } of childrenOf(cluster)) {
    if (id === TIMESTAMP) clusterTimestamp = unsignedOf(data);
    const block = id === SIMPLE_BLOCK ? data : id === BLOCK_GROUP ? childOf(data, BLOCK) : undefined;
    if (!block || block.length < BLOCK_HEADER_BYTES || ((block[3] ?? 0) & LACING) !== 0) continue;
    const number = (block[0] ?? 0) ^ 0x80;
    const timestamp = clusterTimestamp + signed16Of(block, 1);
    yield { number, timestamp, data: block.subarray(BLOCK_HEADER_BYTES) };
  }
}

interface TrackEntry {
  number: number;
  /** For example `A_OPUS` or `V_VP8`. */
  codec: string;
  channels: number;
  /** Setup data of the codec, such as the Opus identification header. */
  codecPrivate: Uint8Array | undefined;
}

function* trackEntriesOf(tracks: Uint8Array): Generator<TrackEntry> {
  for (const { id, data } of childrenOf(tracks)) {
    if (id !== TRACK_ENTRY) continue;
    const channels = childOf(childOf(data, AUDIO) ?? NO_BYTES, CHANNELS);
    yield {
      number: unsignedOf(childOf(data, TRACK_NUMBER) ?? NO_BYTES),
      codec: textOf(childOf(data, CODEC_ID)),
      channels: channels ? unsignedOf(channels) : 1,
      codecPrivate: childOf(data, CODEC_PRIVATE),
    };
  }
}

/** Returns the length of a timestamp unit in milliseconds, from the data of the Info element. */
function timestampMsOf(info: Uint8Array): number {
  const scale = childOf(info, TIMESTAMP_SCALE);
  return scale ? unsignedOf(scale) / NS_PER_MS : 1;
}

/** A file that is read in parts, because it may be too large for memory. */
export interface ByteSource {
  readonly size: number;
  /** Returns the bytes, or fewer at the end of the file. They are only valid until the next call. */
  bytes(position: number, length: number): Uint8Array;
}

/** An Opus packet or a VP8 frame in a file. */
export interface WebmPacket {
  mediaMs: number;
  /** Offset in the file. */
  position: number;
  bytes: number;
  /** 0 for a video frame. */
  lengthMs: number;
  /** True for key frames, and for every Opus packet. */
  isKey: boolean;
  isAfterDamage: boolean;
  /** In px. 0 unless the packet is a key frame. */
  width: number;
  height: number;
}

export interface WebmTrack {
  kind: 'audio' | 'video';
  isStereo: boolean;
  /** `cut`: the file ends early or was never closed. `damaged`: a part in the middle is unreadable. */
  state: 'whole' | 'cut' | 'damaged';
}

const HEAD_MAX_BYTES = 64 * 1024;
const PACKET_MAX_BYTES = 16 * 1024 * 1024;
const SCAN_STEP_BYTES = 4 * 1024 * 1024;
const SEARCH_BYTES = 256 * 1024;
const CLUSTER_ID_BYTES = 4;

/** Elements that the reader skips. 0xa7 to 0x75a2 are children of Cluster and BlockGroup. */
const SKIPPED: ReadonlySet<number> = new Set([
  ...[VOID, CRC_32, SEEK_HEAD, TAGS],
  ...[0xa7, 0xab, 0x9b, 0xfb, 0x75a1, 0x75a2],
]);

/**
 * Reads the packets of a WebM file that has one track and was written by appending. Continues with the next
 * cluster after holes, and calls `onPacket` in file order with times that never decrease. Yields about every
 * 4 MB. Returns undefined for other files. Used instead of mediabunny, which omits the last cluster of a
 * truncated file and never finishes on trailing zeros.
 */
export function* scanWebmTrack(
  file: ByteSource,
  onPacket: (packet: WebmPacket) => void,
): Generator<number, WebmTrack | undefined> {
  const at = startOfSegmentData(file);
  return at === undefined ? undefined : yield* new TrackScan(file, at, onPacket).run();
}

/** Returns where the segment's data starts, or undefined when the file is not WebM. */
function startOfSegmentData(file: ByteSource): number | undefined {
  const header = elementHeader(file.bytes(0, ELEMENT_HEADER_MAX_BYTES));
  if (header?.id !== EBML || !header.dataBytes || header.dataBytes > HEAD_MAX_BYTES) return undefined;
  const docType = childOf(file.bytes(header.headerBytes, header.dataBytes), DOC_TYPE);
  if (textOf(docType) !== 'webm') return undefined;
  const at = header.headerBytes + header.dataBytes;
  const segment = elementHeader(file.bytes(at, ELEMENT_HEADER_MAX_BYTES));
  return segment?.id === SEGMENT ? at + segment.headerBytes : undefined;
}

class TrackScan {
  readonly #file: ByteSource;
  readonly #onPacket: (packet: WebmPacket) => void;
  #at: number;
  #kind: WebmTrack['kind'] | undefined;
  #trackNumber = 0;
  #timestampMs = 1;
  #clusterMs = Number.NaN;
  #lastMs = Number.NEGATIVE_INFINITY;
  #isStereo = false;
  #isClosed = false;
  #isDamaged = false;
  #isAfterDamage = false;

  constructor(file: ByteSource, at: number, onPacket: (packet: WebmPacket) => void) {
    this.#file = file;
    this.#at = at;
    this.#onPacket = onPacket;
  }

  *run(): Generator<number, WebmTrack | undefined> {
    let stepAt = 0;
    while (this.#at < this.#file.size && this.#takeElement()) {
      if (this.#at < stepAt) continue;
      stepAt = this.#at + SCAN_STEP_BYTES;
      yield this.#at;
    }
    if (!this.#kind) return undefined;
    const state = this.#isDamaged ? 'damaged' : this.#isClosed ? 'whole' : 'cut';
    return { kind: this.#kind, isStereo: this.#isStereo, state };
  }

  /** Reads the next element. Returns false when nothing readable follows. */
  #takeElement(): boolean {
    const header = elementHeader(this.#file.bytes(this.#at, ELEMENT_HEADER_MAX_BYTES));
    if (!header) return this.#skipDamage();
    const { id, dataBytes } = header;
    const dataAt = this.#at + header.headerBytes;
    switch (id) {
      case CLUSTER:
        this.#clusterMs = Number.NaN;
        this.#at = dataAt;
        return true;
      case BLOCK_GROUP:
        this.#at = dataAt;
        return true;
      case INFO:
      case TRACKS:
      case TIMESTAMP:
      case SIMPLE_BLOCK:
      case BLOCK:
      case CUES:
        return this.#takeData(id, dataAt, dataBytes);
      default:
        if (dataBytes === undefined || !SKIPPED.has(id)) return this.#skipDamage();
        this.#at = dataAt + dataBytes;
        return true;
    }
  }

  #takeData(id: number, dataAt: number, dataBytes: number | undefined): boolean {
    if (dataBytes === undefined || dataBytes > PACKET_MAX_BYTES) return this.#skipDamage();
    // Either the writer stopped within this packet, or the packet's size is damaged.
    if (dataAt + dataBytes > this.#file.size) return this.#skipDamage();
    this.#at = dataAt + dataBytes;
    if (id === SIMPLE_BLOCK || id === BLOCK) this.#takeBlock(dataAt, dataBytes);
    else if (id === CUES) this.#isClosed = true;
    else this.#takeHead(id, this.#file.bytes(dataAt, dataBytes));
    return true;
  }

  #takeHead(id: number, data: Uint8Array): void {
    if (id === TIMESTAMP) this.#clusterMs = unsignedOf(data) * this.#timestampMs;
    else if (id === INFO) this.#timestampMs = timestampMsOf(data);
    else this.#takeTracks(data);
  }

  #takeTracks(data: Uint8Array): void {
    for (const { codec, number } of trackEntriesOf(data)) {
      if (this.#kind) return;
      this.#kind = codec === 'A_OPUS' ? 'audio' : codec === 'V_VP8' ? 'video' : undefined;
      this.#trackNumber = number;
    }
  }

  #takeBlock(dataAt: number, dataBytes: number): void {
    const bytes = this.#file.bytes(dataAt, Math.min(dataBytes, BLOCK_HEADER_BYTES + VP8_FRAME_HEADER_BYTES));
    // A file with one track has one-byte track numbers.
    if (!this.#kind || bytes.length < BLOCK_HEADER_BYTES || bytes[0] !== (0x80 | this.#trackNumber)) return;
    const mediaMs = this.#clusterMs + signed16Of(bytes, 1) * this.#timestampMs;
    const header = this.#readHeader(bytes.subarray(BLOCK_HEADER_BYTES));
    if (!header || !(mediaMs >= this.#lastMs)) {
      this.#isDamaged = this.#isAfterDamage = true;
      return;
    }
    this.#lastMs = mediaMs;
    this.#onPacket({
      mediaMs,
      position: dataAt + BLOCK_HEADER_BYTES,
      bytes: dataBytes - BLOCK_HEADER_BYTES,
      lengthMs: header.lengthMs,
      isKey: header.isKey,
      isAfterDamage: this.#isAfterDamage,
      width: header.width,
      height: header.height,
    });
    this.#isAfterDamage = false;
  }

  #readHeader(packet: Uint8Array): Pick<WebmPacket, 'lengthMs' | 'isKey' | 'width' | 'height'> | undefined {
    if (this.#kind === 'video') {
      const frame = readVp8Frame(packet);
      return frame && { ...frame, lengthMs: 0 };
    }
    const sound = readOpusPacket(packet);
    if (sound?.isStereo) this.#isStereo = true;
    return sound && { lengthMs: sound.lengthMs, isKey: true, width: 0, height: 0 };
  }

  /** Skips to the next cluster. Returns false if there is none, which means that the file is cut off here. */
  #skipDamage(): boolean {
    for (let at = this.#at + 1; at < this.#file.size; at += SEARCH_BYTES - ELEMENT_HEADER_MAX_BYTES) {
      const found = indexOfCluster(this.#file.bytes(at, SEARCH_BYTES));
      if (found < 0) continue;
      this.#isDamaged = this.#isAfterDamage = true;
      this.#at = at + found;
      return true;
    }
    return false;
  }
}

function childOf(data: Uint8Array, wantedId: number): Uint8Array | undefined {
  for (const { id, data: child } of childrenOf(data)) if (id === wantedId) return child;
  return undefined;
}

function textOf(data: Uint8Array = NO_BYTES): string {
  return String.fromCharCode(...data.subarray(0, TEXT_MAX_BYTES));
}

function signed16Of(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16)) >> 16;
}

function indexOfCluster(bytes: Uint8Array): number {
  const first = CLUSTER >>> 24;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (at + CLUSTER_ID_BYTES <= bytes.length && unsignedOf(bytes, at, at + CLUSTER_ID_BYTES) === CLUSTER)
      return at;
  return -1;
}
