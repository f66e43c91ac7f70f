import { AUDIO_PACKET_MS, type Clip, SWITCH_GRID_MS } from './Clip.ts';

/** One payload that is due. Times are milliseconds on the programme's own time line. */
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

/** What a programme gives out, in the order in which it is due. */
export interface ProgrammeSink {
  send(packet: DuePacket): void;
  started(playId: string): void;
  ended(playId: string): void;
}

/** Where a playing was left, and where to take it up again. Positions in its clip. */
export interface LeftAt {
  positionMs: number;
  resumeMs: number;
}

/**
 * One playing of one clip.
 *
 * - `waiting`: it begins where the present stretch is left;
 * - `playing`: until its clip is over, or something else takes its place;
 * - `leaving`: it is being stopped, at `leftAt`;
 * - `stopped`: before its end, or it has been replaced;
 * - `ended`: its last packet has gone out.
 */
interface Playing {
  readonly playId: string;
  readonly clip: Clip;
  state: 'waiting' | 'playing' | 'leaving' | 'stopped' | 'ended';
  leftAt: LeftAt;
}

/** Something to be sent: a playing, or without one the loop. */
interface Next {
  readonly clip: Clip;
  readonly fromMs: number;
  readonly playing?: Playing;
}

/** A clip, or a part of it, on the time line. */
interface Stretch {
  readonly clip: Clip;
  readonly playing: Playing | undefined;
  /** Where `fromMs` of the clip is on the time line. */
  readonly startsAtMs: number;
  readonly fromMs: number;
  /** Where the clip's end is, and where the stretch is left for the next one. */
  readonly clipEndsAtMs: number;
  endsAtMs: number;
}

/** A stop that finds no beginning of a phrase within `PHRASE_WITHIN_MS` cuts at the quietest moment within `CUT_WITHIN_MS`. */
const PHRASE_WITHIN_MS = 200;
const CUT_WITHIN_MS = 120;

/** A large frame goes out over several beats, so that no queue on the way has to take it at once. */
const PIECES_PER_BURST = 8;
const BURSTS_MAX = 6;
const BURST_EVERY_MS = 5;

/**
 * A key frame that comes within this is soon enough. One that is brought forward costs the loop a small jump back, so rarely that it still
 * goes on where somebody asks all the time.
 */
const KEY_FRAME_SOON_MS = 250;
const KEY_FRAME_BROUGHT_EVERY_MS = 1_000;

/**
 * What a player sends when: a loop, and in its place now and then a clip. Everything follows on without a gap. Pure: it has no clock; it
 * is asked for what is due until a moment.
 */
export class Programme {
  #loop: Clip;
  #stretch: Stretch;
  /** What follows the present stretch in place of the loop. */
  #next: Next | undefined;
  /** The playing that was asked for last. */
  #last: Playing | undefined;
  /** One that was over before it began, which is still to be told. */
  #overAtOnce: Playing | undefined;
  #audioPacket = 0;
  #frame = 0;
  #piece = 0;
  #broughtForwardAtMs = Number.NEGATIVE_INFINITY;

  constructor(loop: Clip) {
    this.#loop = loop;
    this.#stretch = this.#begin({ clip: loop, fromMs: 0 }, 0);
  }

  /** All clips that it sends from or is about to. */
  get clips(): Clip[] {
    return [this.#stretch.clip, this.#loop, ...(this.#next ? [this.#next.clip] : [])];
  }

  /** When the next thing is due. */
  get nextDueMs(): number {
    return Math.min(this.#audioDueMs(), this.#videoDueMs(), this.#stretch.endsAtMs);
  }

  /** Whether this is the playing that was asked for last, whatever has become of it. */
  knows(playId: string): boolean {
    return this.#last?.playId === playId;
  }

  /**
   * From the next boundary on, in place of what is sent now. Does nothing for the playing that was asked for last. From the clip's end
   * there is nothing to be played: it is told as started and ended.
   */
  play({ playId, clip, fromMs }: { playId: string; clip: Clip; fromMs: number }): void {
    if (this.knows(playId)) return;
    this.#giveUpLast();
    const leftAt = { positionMs: fromMs, resumeMs: clip.phraseAt(fromMs) };
    const playing: Playing = { playId, clip, state: 'waiting', leftAt };
    this.#last = playing;
    if (fromMs >= clip.lengthMs) {
      this.#end(playing);
      this.#overAtOnce = playing;
      if (!this.#stretch.playing) return;
    } else this.#next = { clip, fromMs, playing };
    this.#leaveAt(this.#nextBoundaryMs());
  }

  /** Goes back to the loop. A repeat gets the same answer. A playing that was not the last one asked for is none that could be stopped. */
  stop(playId: string, now: boolean): LeftAt {
    const last = this.#last;
    if (last?.playId !== playId) return { positionMs: 0, resumeMs: 0 };
    if (last.state === 'waiting') this.#giveUpLast();
    if (last.state === 'playing' || last.state === 'leaving') this.#stopAt(last, now);
    return last.leftAt;
  }

  /** From the next boundary on where the loop is on, else when the clip that is played is over. */
  loop(clip: Clip): void {
    this.#loop = clip;
    if (this.#stretch.playing || this.#next?.playing) return;
    this.#next = undefined;
    if (this.#stretch.clip.clipId === clip.clipId) this.#stretch.endsAtMs = this.#stretch.clipEndsAtMs;
    else this.#leaveAt(this.#nextBoundaryMs());
  }

  /**
   * Somebody has no picture yet and waits for a key frame: a loop goes back to its latest one, less than a second, in which nothing much
   * moves. A clip that is played is never disturbed; its own next key frame comes soon enough.
   */
  bringKeyFrameForward(): void {
    const { clip, playing, startsAtMs, fromMs, endsAtMs, clipEndsAtMs } = this.#stretch;
    const boundaryMs = this.#nextBoundaryMs();
    if (
      playing ||
      this.#next ||
      endsAtMs < clipEndsAtMs ||
      this.#keyFrameComesBy(boundaryMs + KEY_FRAME_SOON_MS)
    )
      return;
    if (boundaryMs < this.#broughtForwardAtMs + KEY_FRAME_BROUGHT_EVERY_MS) return;
    this.#broughtForwardAtMs = boundaryMs;
    this.#next = { clip, fromMs: boundaryMs - startsAtMs + fromMs };
    this.#leaveAt(boundaryMs);
  }

  /** Gives out what is due until `untilMs`, this moment included. */
  sendDue(untilMs: number, sink: ProgrammeSink): void {
    for (;;) {
      const audioDueMs = this.#audioDueMs();
      const videoDueMs = this.#videoDueMs();
      const dueMs = Math.min(audioDueMs, videoDueMs);
      if (dueMs > untilMs) {
        if (dueMs < Number.POSITIVE_INFINITY || this.#stretch.endsAtMs > untilMs) return;
        this.#goOn();
        continue;
      }
      sink.send(audioDueMs <= videoDueMs ? this.#takeAudio() : this.#takePiece(videoDueMs));
      this.#tellProgress(sink);
    }
  }

  #takeAudio(): DuePacket {
    const { clip } = this.#stretch;
    const timeMs = this.#soundTimeMs();
    const index = this.#audioPacket;
    this.#audioPacket += 1;
    return { kind: 'audio', clip, index, timeMs, dueMs: timeMs, endsFrame: false };
  }

  #takePiece(dueMs: number): DuePacket {
    const { clip } = this.#stretch;
    const timeMs = this.#frameTimeMs();
    const index = this.#piece;
    this.#piece += 1;
    const endsFrame = this.#piece >= (clip.media.firstPieces[this.#frame + 1] ?? 0);
    if (endsFrame) this.#frame += 1;
    return { kind: 'video', clip, index, timeMs, dueMs, endsFrame };
  }

  #tellProgress(sink: ProgrammeSink): void {
    const { playing, endsAtMs, clipEndsAtMs } = this.#stretch;
    if (this.#overAtOnce) {
      sink.started(this.#overAtOnce.playId);
      sink.ended(this.#overAtOnce.playId);
      this.#overAtOnce = undefined;
    }
    if (playing?.state === 'waiting') {
      playing.state = 'playing';
      sink.started(playing.playId);
    }
    const isOver = Math.min(this.#audioDueMs(), this.#videoDueMs()) === Number.POSITIVE_INFINITY;
    if (playing?.state !== 'playing' || !isOver || endsAtMs < clipEndsAtMs) return;
    this.#end(playing);
    sink.ended(playing.playId);
  }

  #goOn(): void {
    const { playing, endsAtMs } = this.#stretch;
    if (playing?.state === 'leaving') playing.state = 'stopped';
    const next = this.#next ?? { clip: this.#loop, fromMs: 0 };
    this.#next = undefined;
    this.#stretch = this.#begin(next, endsAtMs);
  }

  #begin({ clip, fromMs, playing }: Next, startsAtMs: number): Stretch {
    const start = clip.startAt(fromMs);
    this.#audioPacket = start.fromMs / AUDIO_PACKET_MS;
    this.#frame = start.frame;
    this.#piece = clip.media.firstPieces[start.frame] ?? 0;
    const clipEndsAtMs = startsAtMs + clip.lengthMs - start.fromMs;
    return { clip, playing, startsAtMs, fromMs: start.fromMs, clipEndsAtMs, endsAtMs: clipEndsAtMs };
  }

  /** What was asked for last is not played any more, or not at all. */
  #giveUpLast(): void {
    const last = this.#last;
    if (!last || last.state === 'ended') return;
    const neverBegan = last.state === 'waiting';
    last.state = 'stopped';
    if (!neverBegan) return;
    this.#next = undefined;
    // A loop that has not been left yet need not begin anew.
    if (!this.#stretch.playing && this.#stretch.clip.clipId === this.#loop.clipId)
      this.#stretch.endsAtMs = this.#stretch.clipEndsAtMs;
  }

  #end(playing: Playing): void {
    const { lengthMs } = playing.clip;
    playing.state = 'ended';
    playing.leftAt = { positionMs: lengthMs, resumeMs: lengthMs };
  }

  #stopAt(playing: Playing, now: boolean): void {
    if (playing.state === 'leaving' && !now) return;
    const { startsAtMs, fromMs, endsAtMs, clipEndsAtMs } = this.#stretch;
    const boundaryMs = this.#nextBoundaryMs();
    const leaveAtMs = Math.min(endsAtMs, now ? boundaryMs : this.#gentleBoundaryMs(boundaryMs));
    const positionMs = leaveAtMs - startsAtMs + fromMs;
    if (leaveAtMs >= clipEndsAtMs) {
      playing.leftAt = { positionMs, resumeMs: positionMs };
      return;
    }
    playing.state = 'leaving';
    playing.leftAt = { positionMs, resumeMs: resumeAfter(playing.clip, positionMs) };
    this.#leaveAt(leaveAtMs);
  }

  /** The last boundary before the next phrase if that comes soon, else the quietest one. */
  #gentleBoundaryMs(firstMs: number): number {
    const { clip, startsAtMs, fromMs } = this.#stretch;
    const position = (timeMs: number) => timeMs - startsAtMs + fromMs;
    const sentMs = this.#soundTimeMs() - AUDIO_PACKET_MS;
    const toPhraseMs = clip.nextPhraseAfter(position(sentMs)) - position(firstMs);
    const phraseMs = firstMs + Math.floor(toPhraseMs / SWITCH_GRID_MS) * SWITCH_GRID_MS;
    if (phraseMs <= sentMs + PHRASE_WITHIN_MS) return Math.max(firstMs, phraseMs);
    let quietestMs = firstMs;
    const levelBefore = (timeMs: number) => clip.levelAt(position(timeMs) - AUDIO_PACKET_MS);
    for (let timeMs = firstMs; timeMs <= sentMs + CUT_WITHIN_MS; timeMs += SWITCH_GRID_MS)
      if (levelBefore(timeMs) > levelBefore(quietestMs)) quietestMs = timeMs;
    return quietestMs;
  }

  #leaveAt(timeMs: number): void {
    this.#stretch.endsAtMs = Math.min(this.#stretch.endsAtMs, timeMs);
  }

  /** Where the stretch can be left at the earliest: nothing from there on has been sent. */
  #nextBoundaryMs(): number {
    const { startsAtMs, endsAtMs } = this.#stretch;
    const steps = Math.ceil((this.#soundTimeMs() - startsAtMs) / SWITCH_GRID_MS);
    return Math.min(startsAtMs + Math.max(1, steps) * SWITCH_GRID_MS, endsAtMs);
  }

  #keyFrameComesBy(timeMs: number): boolean {
    const { clip, startsAtMs, fromMs, endsAtMs } = this.#stretch;
    if (endsAtMs <= timeMs) return true;
    const { frameTimesMs, frameIsKey } = clip.media;
    for (let frame = this.#frame; frame < frameTimesMs.length; frame += 1) {
      if (startsAtMs + (frameTimesMs[frame] ?? 0) - fromMs > timeMs) return false;
      if (frameIsKey[frame]) return true;
    }
    return false;
  }

  /** The time of the next audio packet, whether it still belongs to the stretch or not. */
  #soundTimeMs(): number {
    const { startsAtMs, fromMs } = this.#stretch;
    return startsAtMs + this.#audioPacket * AUDIO_PACKET_MS - fromMs;
  }

  #frameTimeMs(): number {
    const { clip, startsAtMs, fromMs } = this.#stretch;
    return startsAtMs + (clip.media.frameTimesMs[this.#frame] ?? Number.POSITIVE_INFINITY) - fromMs;
  }

  #audioDueMs(): number {
    const timeMs = this.#soundTimeMs();
    return timeMs < this.#stretch.endsAtMs ? timeMs : Number.POSITIVE_INFINITY;
  }

  /** A frame that has begun is sent to its last piece, at the latest when its stretch is left. */
  #videoDueMs(): number {
    const { firstPieces } = this.#stretch.clip.media;
    const { endsAtMs } = this.#stretch;
    const timeMs = this.#frameTimeMs();
    const first = firstPieces[this.#frame] ?? 0;
    const piece = this.#piece - first;
    if (timeMs >= endsAtMs) return Number.POSITIVE_INFINITY;
    const pieces = (firstPieces[this.#frame + 1] ?? 0) - first;
    return Math.min(timeMs + burstDelayMs(piece, pieces), endsAtMs);
  }
}

/** How long after the first piece of a frame another one goes out. */
function burstDelayMs(piece: number, pieces: number): number {
  const atOnce = Math.max(PIECES_PER_BURST, Math.ceil(pieces / BURSTS_MAX));
  return Math.floor(piece / atOnce) * BURST_EVERY_MS;
}

/** The phrase that was being said, or the next one where no more than a moment of this one is left. */
function resumeAfter(clip: Clip, positionMs: number): number {
  const nextMs = clip.nextPhraseAfter(positionMs);
  const isNextPhrase = nextMs < clip.lengthMs && nextMs - positionMs < SWITCH_GRID_MS;
  return isNextPhrase ? nextMs : clip.phraseAt(positionMs);
}
