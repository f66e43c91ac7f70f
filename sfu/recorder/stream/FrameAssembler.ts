import { readVp8Descriptor, type Vp8Descriptor } from '../../../shared/media/vp8.ts';

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
