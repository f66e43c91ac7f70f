import { readVp8Descriptor, readVp8Frame, type Vp8Descriptor } from '../../../shared/media/vp8.ts';

/** A piece of a frame: a packet's payload, descriptor and all. */
export interface FramePiece {
  readonly payload: Buffer;
  /** The frame's time; the same for all of its pieces. */
  readonly ticks: number;
  /** Whether it is the frame's last piece. */
  readonly marker: boolean;
}

/** A frame as far as it came. */
export interface AssembledFrame {
  readonly ticks: number;
  /** Of any of its pieces: what matters is the same in all. Absent where none can be read. */
  readonly descriptor: Vp8Descriptor | undefined;
  readonly isWhole: boolean;
  /** Whether packets are missing between the frame before and this one's first piece. */
  readonly followsLoss: boolean;
  /** The pieces, one behind the other, without their descriptors. */
  readonly data: Buffer;
}

/** A frame that never ends would fill the memory. */
const FRAME_MAX_BYTES = 4 * 1024 * 1024;

/** Makes frames out of their pieces, which must come in order. Pure. */
export class FrameAssembler {
  readonly #onFrame: (frame: AssembledFrame) => void;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #ticks: number | undefined;
  #descriptor: Vp8Descriptor | undefined;
  #isBroken = false;
  #followsLoss = false;
  /** Packets are missing since the last piece. */
  #hasLost = false;

  constructor(onFrame: (frame: AssembledFrame) => void) {
    this.#onFrame = onFrame;
  }

  take({ payload, ticks, marker }: FramePiece): void {
    const descriptor = readVp8Descriptor(payload);
    if (this.#ticks !== undefined && (ticks !== this.#ticks || descriptor?.startsFrame)) this.#finish();
    if (this.#ticks === undefined) this.#begin(ticks, descriptor?.startsFrame ?? false);
    this.#descriptor ??= descriptor;
    if (descriptor && this.#bytes < FRAME_MAX_BYTES) this.#add(payload.subarray(descriptor.bytes));
    else this.#isBroken = true;
    if (marker) this.#finish();
  }

  /** Packets are missing here. */
  lose(): void {
    this.#hasLost = true;
    // Its last piece has not been seen, so that this one or one before it is missing.
    this.#isBroken = true;
  }

  /** The rest of the frame that is being made will not come, and no one asked for it. */
  discard(): void {
    this.#hasLost ||= this.#ticks !== undefined;
    this.#clear();
  }

  #begin(ticks: number, isStart: boolean): void {
    this.#ticks = ticks;
    this.#isBroken = !isStart;
    this.#followsLoss = this.#hasLost;
    this.#hasLost = false;
  }

  #add(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
  }

  #finish(): void {
    const [first] = this.#pieces;
    const frame = {
      ticks: this.#ticks ?? 0,
      descriptor: this.#descriptor,
      isWhole: !this.#isBroken,
      followsLoss: this.#followsLoss,
      data: this.#pieces.length === 1 && first ? first : Buffer.concat(this.#pieces, this.#bytes),
    };
    this.#clear();
    this.#onFrame(frame);
  }

  #clear(): void {
    this.#pieces = [];
    this.#bytes = 0;
    this.#ticks = undefined;
    this.#descriptor = undefined;
    this.#isBroken = false;
  }
}

/** RFC 7741 has two bits for them. */
const LAYERS = 4;
/** The base layer's index has 8 bits: after more frames than this it may have gone all the way round. */
const MISSING_MAX = 100;

/**
 * - `key`: can be decoded by itself;
 * - `delta`: can be decoded, as everything is there that it depends on;
 * - `useless`: cannot be decoded.
 */
export type FrameUse = 'key' | 'delta' | 'useless';

/**
 * Which frames of a VP8 stream can be decoded, given that some are missing or broken. Where the sender counts its temporal layers, a loss in
 * an upper layer costs that layer until it depends on the base layer alone again; any other loss costs everything until a key frame. Pure.
 */
export class DecodableFrames {
  #isFrozen = true;
  /** Whether the last frame of each upper layer can be decoded. */
  readonly #isLayerWhole = new Array<boolean>(LAYERS).fill(false);
  #last: { pictureId: number | undefined; baseLayerIndex: number | undefined } | undefined;

  /** Nothing can be decoded before a key frame. */
  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** Frames must come in order, each of them once. */
  judge(frame: AssembledFrame): FrameUse {
    const header = frame.isWhole ? readVp8Frame(frame.data) : undefined;
    if (frame.followsLoss && !header?.isKey) this.#miss(frame);
    if (frame.descriptor) this.#last = frame.descriptor;
    if (header?.isKey) {
      this.#isFrozen = false;
      this.#isLayerWhole.fill(true);
      return 'key';
    }
    return !this.#isFrozen && this.#isUsable(frame, header !== undefined) ? 'delta' : 'useless';
  }

  /** Frames before this one may be missing. */
  #miss({ descriptor }: AssembledFrame): void {
    const before = this.#last;
    const missing = countBetween(before?.pictureId, descriptor?.pictureId, descriptor?.pictureIdBits ?? 0);
    // Padding that is lost takes no picture with it.
    if (missing === 0) return;
    const steps = countBetween(before?.baseLayerIndex, descriptor?.baseLayerIndex, 8);
    const isBase = descriptor?.temporalLayer === 0;
    // The index of a base frame counts itself, so that it is one ahead where none is missing; that of another frame is not.
    const isBaseWhole = isBase ? steps === 0 : steps === -1;
    const isKnown = descriptor?.temporalLayer !== undefined && missing !== undefined && missing < MISSING_MAX;
    if (isKnown && isBaseWhole) this.#isLayerWhole.fill(false);
    else this.#isFrozen = true;
  }

  #isUsable({ descriptor }: AssembledFrame, isWhole: boolean): boolean {
    const layer = descriptor?.temporalLayer ?? 0;
    const isUsable = isWhole && (descriptor?.isLayerSync || this.#areWholeUpTo(layer));
    if (isUsable) this.#isLayerWhole[layer] = true;
    else if (!descriptor?.isUnreferenced) this.#breakLayer(layer);
    return isUsable;
  }

  #areWholeUpTo(layer: number): boolean {
    for (let lower = 1; lower <= layer; lower += 1) if (!this.#isLayerWhole[lower]) return false;
    return true;
  }

  #breakLayer(layer: number): void {
    if (layer === 0) this.#isFrozen = true;
    else this.#isLayerWhole[layer] = false;
  }
}

/** How many numbers lie between two that count up and wrap; -1 where they are the same, undefined where one of them is not known. */
function countBetween(
  before: number | undefined,
  after: number | undefined,
  bits: number,
): number | undefined {
  if (before === undefined || after === undefined) return undefined;
  const ahead = (after - before) & (2 ** bits - 1);
  return ahead === 0 ? -1 : ahead - 1;
}
