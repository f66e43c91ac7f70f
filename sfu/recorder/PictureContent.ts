import { sizeOfVp8KeyFrame } from '../../shared/media/vp8.ts';
import type { PictureSize, Segment } from './Segment.ts';
import { DecodableFrames } from './stream/DecodableFrames.ts';
import { type AssembledFrame, FrameAssembler } from './stream/FrameAssembler.ts';
import { KeyFramePolicy } from './stream/KeyFramePolicy.ts';
import type { ContentTotals, TrackContent, TrackPacket } from './TrackContent.ts';

interface PictureContentOptions {
  segment: Segment;
  clockRate: number;
  /** Older than this, a key frame is to be followed by another. */
  keyFrameMaxAgeMs: number;
  askForKeyFrame: () => void;
}

/** Frames that no one can decode: from the first of them on. */
interface Freeze {
  fromTicks: number;
  frames: number;
}

/** The last frame is taken to last as long as the one before it, but no longer than this. */
const LAST_FRAME_MAX_S = 0.2;

/** VP8: whole frames that can be decoded, the others left out. */
export class PictureContent implements TrackContent {
  readonly #segment: Segment;
  readonly #askForKeyFrame: () => void;
  readonly #lastFrameMaxTicks: number;
  readonly #assembler = new FrameAssembler(frame => this.#takeFrame(frame));
  readonly #decodable = new DecodableFrames();
  readonly #keyFrames: KeyFramePolicy;
  #size: PictureSize | undefined;
  #freeze: Freeze | undefined;
  #ticks = 0;
  #lengthTicks = 0;
  #frames = 0;
  #dropped = 0;

  constructor({ segment, clockRate, keyFrameMaxAgeMs, askForKeyFrame }: PictureContentOptions) {
    this.#segment = segment;
    this.#lastFrameMaxTicks = LAST_FRAME_MAX_S * clockRate;
    this.#keyFrames = new KeyFramePolicy(keyFrameMaxAgeMs);
    this.#askForKeyFrame = askForKeyFrame;
  }

  take({ payload, marker }: TrackPacket, ticks: number): void {
    this.#assembler.take({ payload, marker, ticks });
  }

  lose(): void {
    this.#assembler.lose();
  }

  mute(): void {
    this.#assembler.discard();
  }

  tick(nowMs: number): void {
    if (this.#keyFrames.asks(nowMs)) this.#askForKeyFrame();
  }

  end(): ContentTotals {
    this.#endFreeze(this.#ticks);
    return { ticks: this.#ticks + this.#lengthTicks, frames: this.#frames, dropped: this.#dropped };
  }

  #takeFrame(frame: AssembledFrame): void {
    const use = this.#decodable.judge(frame);
    if (use === 'key') this.#takeKeyFrame(frame);
    else if (use === 'useless') this.#leaveOut(frame);
    else this.#write(frame, false);
  }

  #takeKeyFrame(frame: AssembledFrame): void {
    this.#endFreeze(frame.ticks);
    this.#keyFrames.came(performance.now());
    const size = sizeOfVp8KeyFrame(frame.data);
    if (size.width !== this.#size?.width || size.height !== this.#size.height)
      this.#segment.note({ kind: 'size', ticks: frame.ticks, ...size });
    this.#size = size;
    this.#segment.note({ kind: 'keyFrame', ticks: frame.ticks });
    this.#write(frame, true);
  }

  #leaveOut({ ticks }: AssembledFrame): void {
    this.#dropped += 1;
    this.#passTime(ticks);
    if (!this.#decodable.isFrozen) return;
    this.#freeze ??= { fromTicks: ticks, frames: 0 };
    this.#freeze.frames += 1;
    this.#keyFrames.need();
    // At once: every moment until it comes is missing.
    this.tick(performance.now());
  }

  #write({ data, ticks }: AssembledFrame, isKey: boolean): void {
    this.#passTime(ticks);
    this.#segment.add({ data, isKey, ticks, durationTicks: this.#lengthTicks }, this.#size);
    this.#frames += 1;
  }

  #passTime(ticks: number): void {
    if (ticks > this.#ticks) this.#lengthTicks = Math.min(ticks - this.#ticks, this.#lastFrameMaxTicks);
    this.#ticks = ticks;
  }

  #endFreeze(ticks: number): void {
    if (this.#freeze) this.#segment.note({ kind: 'frozen', ...this.#freeze, ticks });
    this.#freeze = undefined;
  }
}
