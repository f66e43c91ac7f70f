import { AUDIO_PACKET_MS, type Clip, SWITCH_GRID_MS } from './Clip.ts';

/** One payload that is due. Times are milliseconds on the time line of what is sent. */
export interface DuePacket {
  readonly kind: 'audio' | 'video';
  readonly clip: Clip;
  /** The number of the clip's audio packet, or of its piece of a frame. */
  readonly index: number;
  /** When it is heard or seen. */
  readonly timeMs: number;
  /** When it is to be sent: a large frame's later pieces a little after the first ones. */
  readonly dueMs: number;
  /** Whether a frame ends with it. */
  readonly endsFrame: boolean;
}

/** A large frame goes out over several beats, so that no queue on the way has to take it at once. */
const PIECES_PER_BURST = 8;
const BURSTS_MAX = 6;
const BURST_EVERY_MS = 5;

/** A gentle stop waits so long for the next phrase; where it is further off, so long for a quieter moment. */
const PHRASE_WITHIN_MS = 80;
const CUT_WITHIN_MS = 40;

const NEVER_MS = Number.POSITIVE_INFINITY;

/** A clip, or a part of it, on the time line, and how far it has been sent. It can be left before its end, on a grid of 40 ms. */
export class ClipSpan {
  readonly clip: Clip;
  readonly #startsAtMs: number;
  /** The position in the clip that is at `#startsAtMs`. */
  readonly #fromMs: number;
  readonly #clipEndsAtMs: number;
  #endsAtMs: number;
  /** What is sent next. */
  #audioPacket: number;
  #frame: number;
  #piece: number;

  /** Begins with the key frame at or before `fromMs`. */
  constructor(clip: Clip, { fromMs, startsAtMs }: { fromMs: number; startsAtMs: number }) {
    const start = clip.startAt(fromMs);
    this.clip = clip;
    this.#startsAtMs = startsAtMs;
    this.#fromMs = start.fromMs;
    this.#clipEndsAtMs = startsAtMs + clip.lengthMs - start.fromMs;
    this.#endsAtMs = this.#clipEndsAtMs;
    this.#audioPacket = start.fromMs / AUDIO_PACKET_MS;
    this.#frame = start.frame;
    this.#piece = clip.media.firstPieces[start.frame] ?? 0;
  }

  /** Where the next stretch begins. */
  get endsAtMs(): number {
    return this.#endsAtMs;
  }

  /** Whether it ends where its clip does. */
  get isWhole(): boolean {
    return this.#endsAtMs === this.#clipEndsAtMs;
  }

  /** Infinity when all of it has been sent. */
  get nextDueMs(): number {
    return Math.min(this.#audioDueMs(), this.#videoDueMs());
  }

  /** The next packet. There must be one. */
  take(): DuePacket {
    const audioDueMs = this.#audioDueMs();
    const videoDueMs = this.#videoDueMs();
    return audioDueMs <= videoDueMs ? this.#takeAudio(audioDueMs) : this.#takePiece(videoDueMs);
  }

  /** Where it can be left at the earliest: nothing from there on has been sent. */
  nextBoundaryMs(): number {
    const steps = Math.ceil((this.#soundTimeMs() - this.#startsAtMs) / SWITCH_GRID_MS);
    return Math.min(this.#startsAtMs + Math.max(1, steps) * SWITCH_GRID_MS, this.#endsAtMs);
  }

  /** The last boundary before the next phrase if that comes soon, else the quietest one of the next. */
  gentleBoundaryMs(): number {
    const firstMs = this.nextBoundaryMs();
    const sentMs = this.#soundTimeMs() - AUDIO_PACKET_MS;
    const toPhraseMs = this.clip.nextPhraseAfter(this.positionAt(sentMs)) - this.positionAt(firstMs);
    const phraseMs = firstMs + Math.floor(toPhraseMs / SWITCH_GRID_MS) * SWITCH_GRID_MS;
    const boundaryMs =
      phraseMs <= sentMs + PHRASE_WITHIN_MS
        ? Math.max(firstMs, phraseMs)
        : this.#quietestBoundaryMs(firstMs, sentMs + CUT_WITHIN_MS);
    return Math.min(boundaryMs, this.#endsAtMs);
  }

  /** The position in the clip at a moment of the time line. */
  positionAt(timeMs: number): number {
    return timeMs - this.#startsAtMs + this.#fromMs;
  }

  /** At a boundary. A later one than is already decided on changes nothing. */
  leaveAt(boundaryMs: number): void {
    this.#endsAtMs = Math.min(this.#endsAtMs, boundaryMs);
  }

  /** To the end of its clip after all. */
  stay(): void {
    this.#endsAtMs = this.#clipEndsAtMs;
  }

  /** Whether another picture that depends on no other one is due by then. The next stretch begins with one. */
  keyFrameComesBy(timeMs: number): boolean {
    const { frameTimesMs, frameIsKey } = this.clip.media;
    const comesBy = (frame: number) => this.#timeOfFrame(frame) <= timeMs;
    for (let frame = this.#frame; frame < frameTimesMs.length && comesBy(frame); frame += 1)
      if (frameIsKey[frame]) return true;
    return this.#endsAtMs <= timeMs;
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

  /** The time of the next audio packet, whether it still belongs to the stretch or not. */
  #soundTimeMs(): number {
    return this.#startsAtMs + this.#audioPacket * AUDIO_PACKET_MS - this.#fromMs;
  }

  #timeOfFrame(frame: number): number {
    return this.#startsAtMs + (this.clip.media.frameTimesMs[frame] ?? NEVER_MS) - this.#fromMs;
  }

  #audioDueMs(): number {
    const timeMs = this.#soundTimeMs();
    return timeMs < this.#endsAtMs ? timeMs : NEVER_MS;
  }

  /** A frame that has begun is sent to its last piece, at the latest when the stretch is left. */
  #videoDueMs(): number {
    const timeMs = this.#timeOfFrame(this.#frame);
    if (timeMs >= this.#endsAtMs) return NEVER_MS;
    const { firstPieces } = this.clip.media;
    const first = firstPieces[this.#frame] ?? 0;
    const pieces = (firstPieces[this.#frame + 1] ?? 0) - first;
    return Math.min(timeMs + burstDelayMs(this.#piece - first, pieces), this.#endsAtMs);
  }
}

/** How long after the first piece of a frame another one goes out. */
function burstDelayMs(piece: number, pieces: number): number {
  const atOnce = Math.max(PIECES_PER_BURST, Math.ceil(pieces / BURSTS_MAX));
  return Math.floor(piece / atOnce) * BURST_EVERY_MS;
}
