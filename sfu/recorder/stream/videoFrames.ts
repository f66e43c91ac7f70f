import { readVp8Descriptor, readVp8Frame, type Vp8Descriptor } from '../../../shared/media/vp8.ts';

type FramePiece = { readonly payload: Buffer; readonly ticks: number; readonly marker: boolean };

export interface AssembledFrame {
  readonly ticks: number;
  /** Descriptor of the first readable piece. Undefined if there is none. */
  readonly descriptor: Vp8Descriptor | undefined;
  readonly isWhole: boolean;
  /** True when packets are missing before the frame's first piece. */
  readonly followsLoss: boolean;
  readonly data: Buffer;
}

/** Largest size of a frame, so that a frame that never ends doesn't fill the memory. */
const FRAME_MAX_BYTES = 4 * 1024 * 1024;

/** Assembles frames from their pieces, which must come in order. */
export class FrameAssembler {
  readonly #onFrame: (frame: AssembledFrame) => void;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #ticks: number | undefined;
  #descriptor: Vp8Descriptor | undefined;
  #isBroken = false;
  #followsLoss = false;
  #hasLost = false;

  constructor(onFrame: (frame: AssembledFrame) => void) {
    this.#onFrame = onFrame;
  }

  take({ payload, ticks, marker }: FramePiece): void {
    const descriptor = readVp8Descriptor(payload);
    if (this.#ticks !== undefined && (ticks !== this.#ticks || descriptor?.startsFrame)) this.#finish();
    if (this.#ticks === undefined) this.#startFrame(ticks, descriptor?.startsFrame ?? false);
    this.#descriptor ??= descriptor;
    if (descriptor && this.#bytes < FRAME_MAX_BYTES) this.#add(payload.subarray(descriptor.bytes));
    else this.#isBroken = true;
    if (marker) this.#finish();
  }

  lose(): void {
    this.#hasLost = true;
    // The current frame isn't complete, so the lost packets may belong to it.
    this.#isBroken = true;
  }

  /** Drops the incomplete frame, and counts it as lost before the next frame. */
  discard(): void {
    this.#hasLost ||= this.#ticks !== undefined;
    this.#clear();
  }

  #startFrame(ticks: number, isStart: boolean): void {
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

/** The layer index has two bits (RFC 7741). */
const LAYERS = 4;
/** If more frames are missing, the base layer's 8-bit counter may have wrapped, so it proves nothing. */
const MISSING_MAX = 100;

/** `key`: can be decoded alone. `delta`: needs the frames before it. `useless`: can't be decoded. */
export type FrameUse = 'key' | 'delta' | 'useless';

/**
 * Decides which frames of a VP8 stream can be decoded when some are missing or broken. When the sender
 * numbers its temporal layers, a loss in an upper layer breaks that layer until it depends only on the base
 * layer again. Any other loss breaks everything until a key frame.
 */
export class DecodableFrames {
  isFrozen = true;
  readonly #isLayerWhole = new Array<boolean>(LAYERS).fill(false);
  #last: { pictureId: number | undefined; baseLayerIndex: number | undefined } | undefined;

  /** Decides about the next frame. Frames must come in order, each once. */
  judge(frame: AssembledFrame): FrameUse {
    const header = frame.isWhole ? readVp8Frame(frame.data) : undefined;
    if (frame.followsLoss && !header?.isKey) this.#miss(frame);
    if (frame.descriptor) this.#last = frame.descriptor;
    if (header?.isKey) {
      this.isFrozen = false;
      this.#isLayerWhole.fill(true);
      return 'key';
    }
    return !this.isFrozen && this.#isUsable(frame, header !== undefined) ? 'delta' : 'useless';
  }

  /** Handles packets that were lost before this frame. Whole frames may be missing. */
  #miss({ descriptor }: AssembledFrame): void {
    const before = this.#last;
    const missing = countBetween(before?.pictureId, descriptor?.pictureId, descriptor?.pictureIdBits ?? 0);
    // If no frame is missing, only padding was lost.
    if (missing === 0) return;
    const steps = countBetween(before?.baseLayerIndex, descriptor?.baseLayerIndex, 8);
    const isBase = descriptor?.temporalLayer === 0;
    // The index counts base frames. A base frame raises it by one; other frames repeat it.
    const isBaseWhole = isBase ? steps === 0 : steps === -1;
    const isKnown = descriptor?.temporalLayer !== undefined && missing !== undefined && missing < MISSING_MAX;
    if (isKnown && isBaseWhole) this.#isLayerWhole.fill(false);
    else this.isFrozen = true;
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
    if (layer === 0) this.isFrozen = true;
    else this.#isLayerWhole[layer] = false;
  }
}

/** Counts the values between two wrapping counters: -1 if they are equal, undefined if one is unknown. */
function countBetween(
  before: number | undefined,
  after: number | undefined,
  bits: number,
): number | undefined {
  if (before === undefined || after === undefined) return undefined;
  const ahead = (after - before) & (2 ** bits - 1);
  return ahead === 0 ? -1 : ahead - 1;
}
