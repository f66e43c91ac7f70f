import { AUDIO_PACKET_MS, type Clip, SWITCH_GRID_MS } from './Clip.ts';

/** A packet to send. Times are milliseconds on the player's timeline. */
export interface DuePacket {
  readonly kind: 'audio' | 'video';
  readonly clip: Clip;
  /** Index of the audio packet, or of the piece of a frame, in the clip. */
  readonly index: number;
  /** Presentation time. */
  readonly timeMs: number;
  /** When to send the packet. Later pieces of a large frame are sent a little after the first ones. */
  readonly dueMs: number;
  readonly endsFrame: boolean;
}

/** A large frame is sent in several bursts, so that no network buffer overflows. */
const PIECES_PER_BURST = 8;
const BURSTS_MAX = 6;
const BURST_EVERY_MS = 5;

/** A gentle stop waits up to this long for a phrase to end, else `CUT_WITHIN_MS` for a quiet moment. */
const PHRASE_WITHIN_MS = 80;
const CUT_WITHIN_MS = 40;

const NEVER_MS = Number.POSITIVE_INFINITY;

/** The time during which a clip plays, and how far it has been sent. Can end early, on a 40 ms grid. */
export class ClipSpan {
  readonly clip: Clip;
  readonly #startsAtMs: number;
  /** Position in the clip at `#startsAtMs`. */
  readonly #fromMs: number;
  readonly #clipEndsAtMs: number;
  endsAtMs: number;
  #audioPacket: number;
  #frame: number;
  #piece: number;

  /** The span starts at the last key frame that is not after `fromMs`. */
  constructor(clip: Clip, { fromMs, startsAtMs }: { fromMs: number; startsAtMs: number }) {
    const start = clip.startAt(fromMs);
    this.clip = clip;
    this.#startsAtMs = startsAtMs;
    this.#fromMs = start.fromMs;
    this.#clipEndsAtMs = startsAtMs + clip.lengthMs - start.fromMs;
    this.endsAtMs = this.#clipEndsAtMs;
    this.#audioPacket = start.fromMs / AUDIO_PACKET_MS;
    this.#frame = start.frame;
    this.#piece = clip.media.firstPieces[start.frame] ?? 0;
  }

  get isWhole(): boolean {
    return this.endsAtMs === this.#clipEndsAtMs;
  }

  /** When the next packet is due; infinity when everything has been sent. */
  get nextDueMs(): number {
    return Math.min(this.#audioDueMs(), this.#videoDueMs());
  }

  take(): DuePacket {
    const audioDueMs = this.#audioDueMs();
    const videoDueMs = this.#videoDueMs();
    return audioDueMs <= videoDueMs ? this.#takeAudio(audioDueMs) : this.#takePiece(videoDueMs);
  }

  /** Returns the earliest time at which the span can end. No sound after this time has been sent. */
  nextBoundaryMs(): number {
    const steps = Math.ceil((this.#soundTimeMs() - this.#startsAtMs) / SWITCH_GRID_MS);
    return Math.min(this.#startsAtMs + Math.max(1, steps) * SWITCH_GRID_MS, this.endsAtMs);
  }

  /** Returns the last boundary before the next phrase if it is near, else the quietest boundary nearby. */
  gentleBoundaryMs(): number {
    const firstMs = this.nextBoundaryMs();
    const sentMs = this.#soundTimeMs() - AUDIO_PACKET_MS;
    const toPhraseMs = this.clip.nextPhraseAfter(this.positionAt(sentMs)) - this.positionAt(firstMs);
    const phraseMs = firstMs + Math.floor(toPhraseMs / SWITCH_GRID_MS) * SWITCH_GRID_MS;
    const boundaryMs =
      phraseMs <= sentMs + PHRASE_WITHIN_MS
        ? Math.max(firstMs, phraseMs)
        : this.#quietestBoundaryMs(firstMs, sentMs + CUT_WITHIN_MS);
    return Math.min(boundaryMs, this.endsAtMs);
  }

  positionAt(timeMs: number): number {
    return timeMs - this.#startsAtMs + this.#fromMs;
  }

  /** Ends the span at a boundary, unless its end is earlier. */
  leaveAt(boundaryMs: number): void {
    this.endsAtMs = Math.min(this.endsAtMs, boundaryMs);
  }

  stay(): void {
    this.endsAtMs = this.#clipEndsAtMs;
  }

  /** True when a key frame comes by this time, in this span or as the start of the next span. */
  keyFrameComesBy(timeMs: number): boolean {
    const { frameTimesMs, frameIsKey } = this.clip.media;
    const comesBy = (frame: number) => this.#timeOfFrame(frame) <= timeMs;
    for (let frame = this.#frame; frame < frameTimesMs.length && comesBy(frame); frame += 1)
      if (frameIsKey[frame]) return true;
    return this.endsAtMs <= timeMs;
  }

  #takeAudio(timeMs: number): DuePacket {
    const index = this.#audioPacket;
    this.#audioPacket += 1;
    return { kind: 'audio', clip: this.clip, index, timeMs, dueMs: timeMs, endsFrame: false };
  }

  #takePiece(dueMs: number): DuePacket {
    const index = this.#piece;
    const timeMs = this.#timeOfFrame(this.#frame);
    this.#piece += 1;
    const endsFrame = this.#piece === this.clip.media.firstPieces[this.#frame + 1];
    if (endsFrame) this.#frame += 1;
    return { kind: 'video', clip: this.clip, index, timeMs, dueMs, endsFrame };
  }

  #quietestBoundaryMs(firstMs: number, lastMs: number): number {
    const levelBefore = (timeMs: number) => this.clip.levelAt(this.positionAt(timeMs) - AUDIO_PACKET_MS);
    let quietestMs = firstMs;
    for (let timeMs = firstMs; timeMs <= lastMs; timeMs += SWITCH_GRID_MS)
      if (levelBefore(timeMs) > levelBefore(quietestMs)) quietestMs = timeMs;
    return quietestMs;
  }

  /** Returns the time of the next audio packet, even if it is after the end of the span. */
  #soundTimeMs(): number {
    return this.#startsAtMs + this.#audioPacket * AUDIO_PACKET_MS - this.#fromMs;
  }

  #timeOfFrame(frame: number): number {
    return this.#startsAtMs + (this.clip.media.frameTimesMs[frame] ?? NEVER_MS) - this.#fromMs;
  }

  #audioDueMs(): number {
    const timeMs = this.#soundTimeMs();
    return timeMs < this.endsAtMs ? timeMs : NEVER_MS;
  }

  /** Returns when the next piece is due. A frame that has begun is always sent to its end. */
  #videoDueMs(): number {
    const timeMs = this.#timeOfFrame(this.#frame);
    if (timeMs >= this.endsAtMs) return NEVER_MS;
    const { firstPieces } = this.clip.media;
    const first = firstPieces[this.#frame] ?? 0;
    const pieces = (firstPieces[this.#frame + 1] ?? 0) - first;
    return Math.min(timeMs + burstDelayMs(this.#piece - first, pieces), this.endsAtMs);
  }
}

function burstDelayMs(piece: number, pieces: number): number {
  const atOnce = Math.max(PIECES_PER_BURST, Math.ceil(pieces / BURSTS_MAX));
  return Math.floor(piece / atOnce) * BURST_EVERY_MS;
}
