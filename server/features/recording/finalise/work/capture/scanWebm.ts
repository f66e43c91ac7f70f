import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  childrenOf,
  ELEMENT_HEADER_MAX_BYTES,
  elementHeader,
  unsignedOf,
} from '../../../../../../shared/media/ebml.ts';
import type { FileWindow } from './FileWindow.ts';
import { opusPacketOf } from './opusPacket.ts';
import { type CapturedPacket, PacketTable } from './PacketTable.ts';
import { VP8_HEADER_BYTES, vp8FrameOf } from './vp8Frame.ts';

/** What is in a captured file, as far as it can be read. */
export interface ScannedMedia {
  kind: 'audio' | 'video';
  /** In the file's order; their times never go back. */
  packets: PacketTable;
  isStereo: boolean;
  /** `whole`: closed as it should be; `cut`: it ends in the middle, or was never closed; `damaged`: something within cannot be read. */
  state: 'whole' | 'cut' | 'damaged';
}

/**
 * Goes through a WebM file with one track that was written by appending, and may have been cut off anywhere, or have holes where a disk lost
 * power. Undefined where it is no such file.
 *
 * mediabunny does not do for this: of a file that is cut off it leaves out the whole last cluster, which can be half a minute, and
 * zeros at the end, as some file systems leave them, keep it busy forever. Here the last whole packet counts, and after a hole the next
 * cluster.
 */
export async function scanWebm(
  file: FileWindow,
  onProgress: (bytes: number) => void = () => {},
): Promise<ScannedMedia | undefined> {
  const at = skipHead(file);
  return at === undefined ? undefined : new Scan(file, at, onProgress).run();
}

const EBML = 0x1a45dfa3;
const DOC_TYPE = 0x4282;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIMESTAMP_SCALE = 0x2ad7b1;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const CODEC_ID = 0x86;
const CLUSTER = 0x1f43b675;
const CLUSTER_BYTES = Buffer.from([0x1f, 0x43, 0xb6, 0x75]);
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const CUES = 0x1c53bb6b;
/** What may be there and tells nothing: Void, CRC-32, SeekHead, Tags, and what else belongs to clusters and groups of blocks. */
const PASSED_OVER: ReadonlySet<number> = new Set([
  ...[0xec, 0xbf, 0x114d9b74, 0x1254c367],
  ...[0xa7, 0xab, 0x9b, 0xfb, 0x75a1, 0x75a2],
]);

/** Larger heads, packets and frames do not exist. */
const HEAD_MAX_BYTES = 64 * 1024;
const PACKET_MAX_BYTES = 16 * 1024 * 1024;
/** Track number, time, flags. */
const BLOCK_HEADER_BYTES = 4;
const NS_PER_MS = 1e6;
/** The process stays answerable. */
const BYTES_PER_TURN = 4 * 1024 * 1024;
const SEARCH_BYTES = 256 * 1024;

/** Where the segment's content begins; undefined where the file is no WebM. */
function skipHead(file: FileWindow): number | undefined {
  const header = elementHeader(file.bytes(0, ELEMENT_HEADER_MAX_BYTES));
  if (header?.id !== EBML || !header.dataBytes || header.dataBytes > HEAD_MAX_BYTES) return undefined;
  const content = [...childrenOf(file.bytes(header.headerBytes, header.dataBytes))];
  const docType = content.find(({ id }) => id === DOC_TYPE)?.data;
  if (!docType || Buffer.from(docType).toString('latin1') !== 'webm') return undefined;
  const at = header.headerBytes + header.dataBytes;
  const segment = elementHeader(file.bytes(at, ELEMENT_HEADER_MAX_BYTES));
  return segment?.id === SEGMENT ? at + segment.headerBytes : undefined;
}

class Scan {
  readonly #file: FileWindow;
  readonly #onProgress: (bytes: number) => void;
  readonly #packets = new PacketTable();
  #at: number;
  #turnAt = 0;
  #kind: ScannedMedia['kind'] | undefined;
  #trackNumber = 0;
  #timestampMs = 1;
  #clusterMs: number | undefined;
  #lastMs = Number.NEGATIVE_INFINITY;
  #isStereo = false;
  #isClosed = false;
  #isDamaged = false;
  #isAfterDamage = false;

  constructor(file: FileWindow, at: number, onProgress: (bytes: number) => void) {
    this.#file = file;
    this.#at = at;
    this.#onProgress = onProgress;
  }

  async run(): Promise<ScannedMedia | undefined> {
    while (this.#at < this.#file.size) {
      if (!this.#takeElement()) break;
      if (this.#at < this.#turnAt) continue;
      this.#turnAt = this.#at + BYTES_PER_TURN;
      this.#onProgress(this.#at);
      await nextTurn();
    }
    if (!this.#kind) return undefined;
    const state = this.#isDamaged ? 'damaged' : this.#isClosed ? 'whole' : 'cut';
    return { kind: this.#kind, packets: this.#packets, isStereo: this.#isStereo, state };
  }

  /** False where the file ends in the middle, and nothing comes after it. */
  #takeElement(): boolean {
    const header = elementHeader(this.#file.bytes(this.#at, ELEMENT_HEADER_MAX_BYTES));
    const from = this.#at + (header?.headerBytes ?? 0);
    switch (header?.id) {
      case CLUSTER:
        this.#clusterMs = undefined;
        this.#at = from;
        return true;
      case BLOCK_GROUP:
        this.#at = from;
        return true;
      case INFO:
      case TRACKS:
      case TIMESTAMP:
      case SIMPLE_BLOCK:
      case BLOCK:
      case CUES:
        return this.#take(header.id, from, header.dataBytes);
      default:
        if (header?.dataBytes === undefined || !PASSED_OVER.has(header.id)) return this.#skipDamage();
        this.#at = from + header.dataBytes;
        return true;
    }
  }

  #take(id: number, from: number, length: number | undefined): boolean {
    if (length === undefined || length > PACKET_MAX_BYTES) return this.#skipDamage();
    // A packet that was being written when the writer ended, unless a damaged length says so.
    if (from + length > this.#file.size) return this.#skipDamage();
    this.#at = from + length;
    if (id === INFO) this.#takeInfo(this.#file.bytes(from, length));
    else if (id === TRACKS) this.#takeTracks(this.#file.bytes(from, length));
    else if (id === TIMESTAMP)
      this.#clusterMs = unsignedOf(this.#file.bytes(from, length)) * this.#timestampMs;
    else if (id === CUES) this.#isClosed = true;
    else this.#takeBlock(from, length);
    return true;
  }

  #takeInfo(bytes: Uint8Array): void {
    const scale = [...childrenOf(bytes)].find(({ id }) => id === TIMESTAMP_SCALE);
    if (scale) this.#timestampMs = unsignedOf(scale.data) / NS_PER_MS;
  }

  #takeTracks(bytes: Uint8Array): void {
    for (const { id, data } of childrenOf(bytes)) {
      if (id !== TRACK_ENTRY || this.#kind) continue;
      const entry = new Map([...childrenOf(data)].map(child => [child.id, child.data]));
      const codec = Buffer.from(entry.get(CODEC_ID) ?? []).toString('latin1');
      this.#kind = codec === 'A_OPUS' ? 'audio' : codec === 'V_VP8' ? 'video' : undefined;
      this.#trackNumber = unsignedOf(entry.get(TRACK_NUMBER) ?? Uint8Array.of());
    }
  }

  #takeBlock(from: number, length: number): void {
    const bytes = this.#file.bytes(from, Math.min(length, BLOCK_HEADER_BYTES + VP8_HEADER_BYTES));
    // Numbers of one byte only: a captured file has one track.
    if (!this.#kind || bytes.length < BLOCK_HEADER_BYTES || bytes[0] !== (0x80 | this.#trackNumber)) return;
    const mediaMs = (this.#clusterMs ?? Number.NaN) + bytes.readInt16BE(1) * this.#timestampMs;
    const content = this.#contentOf(bytes.subarray(BLOCK_HEADER_BYTES));
    if (!content || !(mediaMs >= this.#lastMs)) {
      this.#isDamaged = this.#isAfterDamage = true;
      return;
    }
    this.#lastMs = mediaMs;
    this.#packets.add({
      mediaMs,
      position: from + BLOCK_HEADER_BYTES,
      bytes: length - BLOCK_HEADER_BYTES,
      isAfterDamage: this.#isAfterDamage,
      ...content,
    });
    this.#isAfterDamage = false;
  }

  #contentOf(
    payload: Uint8Array,
  ): Pick<CapturedPacket, 'lengthMs' | 'isKey' | 'width' | 'height'> | undefined {
    if (this.#kind === 'video') {
      const frame = vp8FrameOf(payload);
      return frame && { ...frame, lengthMs: 0 };
    }
    const packet = opusPacketOf(payload);
    if (packet?.isStereo) this.#isStereo = true;
    return packet && { lengthMs: packet.lengthMs, isKey: true, width: 0, height: 0 };
  }

  /** Goes on with the next cluster. Without one the file is cut off here; what follows may be zeros that a file system had reserved. */
  #skipDamage(): boolean {
    for (let at = this.#at + 1; at < this.#file.size; at += SEARCH_BYTES - ELEMENT_HEADER_MAX_BYTES) {
      const found = this.#file.bytes(at, SEARCH_BYTES).indexOf(CLUSTER_BYTES);
      if (found < 0) continue;
      this.#isDamaged = this.#isAfterDamage = true;
      this.#at = at + found;
      return true;
    }
    return false;
  }
}
