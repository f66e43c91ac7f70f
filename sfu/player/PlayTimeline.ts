import { type Clip, SWITCH_GRID_MS } from './Clip.ts';
import { ClipSpan, type DuePacket } from './ClipSpan.ts';

/** What a programme gives out, in the order in which it is due. */
export interface PlaySink {
  send(packet: DuePacket): void;
  started(playId: string): void;
  ended(playId: string): void;
}

/** Where a playing was left, and where to take it up again. Positions in its clip. */
export interface StopPosition {
  positionMs: number;
  resumeMs: number;
}

/**
 * One playing of one clip.
 *
 * - `waiting`: it begins where the present stretch is left;
 * - `playing`: until its clip is over, or something else takes its place;
 * - `leaving`: it is being stopped, at `stoppedAt`;
 * - `stopped`: before its end, or it has been replaced;
 * - `ended`: its last packet has gone out.
 */
interface Playing {
  readonly playId: string;
  readonly clip: Clip;
  state: 'waiting' | 'playing' | 'leaving' | 'stopped' | 'ended';
  stoppedAt: StopPosition;
}

/** Something to be sent: a playing, or without one the loop. */
interface Item {
  readonly clip: Clip;
  readonly fromMs: number;
  readonly playing?: Playing;
}

/**
 * A key frame that comes within this is soon enough. One that is brought forward costs the loop a small jump back, so rarely that it still
 * goes on where someone asks all the time.
 */
const KEY_FRAME_SOON_MS = 250;
const KEY_FRAME_FORWARD_INTERVAL_MS = 1_000;

/**
 * What a player sends when: a loop, and in its place now and then a clip. Everything follows on without a gap. Pure: it has no clock; it
 * is asked for what is due until a moment. Times are milliseconds since it began.
 */
export class PlayTimeline {
  #loop: Clip;
  #span: ClipSpan;
  /** Of the present stretch; without one it is the loop. */
  #playing: Playing | undefined;
  /** What follows the present stretch in place of the loop. */
  #next: Item | undefined;
  /** The playing that was asked for last. */
  #last: Playing | undefined;
  /** One that was over before it began, which is still to be told. */
  #emptyPlaying: Playing | undefined;
  #keyFrameForwardAtMs = Number.NEGATIVE_INFINITY;

  constructor(loop: Clip) {
    this.#loop = loop;
    this.#span = new ClipSpan(loop, { fromMs: 0, startsAtMs: 0 });
  }

  /** All clips that it sends from or is about to. */
  get clips(): Clip[] {
    return [this.#span.clip, this.#loop, ...(this.#next ? [this.#next.clip] : [])];
  }

  /** When something is due: a packet, or the next stretch. */
  get nextDueMs(): number {
    return Math.min(this.#span.nextDueMs, this.#span.endsAtMs);
  }

  /** What is or is about to be played in place of the loop, and has not been told to stop. */
  get playing(): string | undefined {
    const { state, playId } = this.#last ?? {};
    return state === 'waiting' || state === 'playing' ? playId : undefined;
  }

  /** Whether this is the playing that was asked for last, whatever has become of it. */
  knows(playId: string): boolean {
    return this.#last?.playId === playId;
  }

  /** Where in its clip the playing that was asked for last is at a moment of the time line, in whole milliseconds. */
  positionAt(timeMs: number): number {
    const last = this.#last;
    if (last?.state !== 'playing') return last?.stoppedAt.positionMs ?? 0;
    return Math.min(last.clip.lengthMs, Math.round(this.#span.positionAt(timeMs)));
  }

  /**
   * From the next boundary on, in place of what is sent now. Does nothing for the playing that was asked for last. From the clip's end
   * there is nothing to be played: it is told as started and ended.
   */
  play({ playId, clip, fromMs }: { playId: string; clip: Clip; fromMs: number }): void {
    if (this.knows(playId)) return;
    this.#cancelLast();
    const stoppedAt = { positionMs: fromMs, resumeMs: clip.phraseAt(fromMs) };
    const playing: Playing = { playId, clip, state: 'waiting', stoppedAt };
    this.#last = playing;
    if (fromMs < clip.lengthMs) {
      this.#next = { clip, fromMs, playing };
      this.#span.leaveAt(this.#span.nextBoundaryMs());
    } else {
      end(playing);
      this.#emptyPlaying = playing;
      if (this.#playing) this.#span.leaveAt(this.#span.nextBoundaryMs());
    }
  }

  /** Goes back to the loop. A repeat gets the same answer. A playing that was not the last one asked for is none that could be stopped. */
  stop(playId: string, now: boolean): StopPosition {
    const last = this.#last;
    if (last?.playId !== playId) return { positionMs: 0, resumeMs: 0 };
    if (last.state === 'waiting') this.#cancelLast();
    if (last.state === 'playing' || (last.state === 'leaving' && now)) this.#leave(last, now);
    return last.stoppedAt;
  }

  /** From the next boundary on where the loop is on, else when the clip that is played is over. */
  loop(clip: Clip): void {
    this.#loop = clip;
    if (this.#playing || this.#next?.playing) return;
    this.#next = undefined;
    if (this.#span.clip.clipId === clip.clipId) this.#span.stay();
    else this.#span.leaveAt(this.#span.nextBoundaryMs());
  }

  /**
   * A receiver has no picture yet and waits for a key frame: a loop goes back to its latest one, less than a second, in which nothing much
   * moves. A clip that is played is never disturbed; its own next key frame comes soon enough.
   */
  bringKeyFrameForward(): void {
    const span = this.#span;
    const boundaryMs = span.nextBoundaryMs();
    if (this.#playing || this.#next || !span.isWhole) return;
    if (span.keyFrameComesBy(boundaryMs + KEY_FRAME_SOON_MS)) return;
    if (boundaryMs < this.#keyFrameForwardAtMs + KEY_FRAME_FORWARD_INTERVAL_MS) return;
    this.#keyFrameForwardAtMs = boundaryMs;
    this.#next = { clip: span.clip, fromMs: span.positionAt(boundaryMs) };
    span.leaveAt(boundaryMs);
  }

  /** Gives out what is due until `untilMs`, this moment included. */
  sendDue(untilMs: number, sink: PlaySink): void {
    while (this.nextDueMs <= untilMs) {
      if (this.#span.nextDueMs === Number.POSITIVE_INFINITY) this.#startNext();
      else {
        sink.send(this.#span.take());
        this.#reportProgress(sink);
      }
    }
  }

  #reportProgress(sink: PlaySink): void {
    if (this.#emptyPlaying) {
      sink.started(this.#emptyPlaying.playId);
      sink.ended(this.#emptyPlaying.playId);
      this.#emptyPlaying = undefined;
    }
    const playing = this.#playing;
    if (playing?.state === 'waiting') {
      playing.state = 'playing';
      sink.started(playing.playId);
    }
    if (playing?.state !== 'playing' || this.#span.nextDueMs < Number.POSITIVE_INFINITY) return;
    end(playing);
    sink.ended(playing.playId);
  }

  #startNext(): void {
    if (this.#playing?.state === 'leaving') this.#playing.state = 'stopped';
    const { clip, fromMs, playing } = this.#next ?? { clip: this.#loop, fromMs: 0, playing: undefined };
    this.#next = undefined;
    this.#playing = playing;
    this.#span = new ClipSpan(clip, { fromMs, startsAtMs: this.#span.endsAtMs });
  }

  /** What was asked for last is not played any more, or not at all. */
  #cancelLast(): void {
    const last = this.#last;
    if (!last || last.state === 'ended') return;
    const neverBegan = last.state === 'waiting';
    last.state = 'stopped';
    if (!neverBegan) return;
    this.#next = undefined;
    // A loop that has not been left yet need not begin anew.
    if (!this.#playing && this.#span.clip.clipId === this.#loop.clipId) this.#span.stay();
  }

  #leave(playing: Playing, now: boolean): void {
    const span = this.#span;
    const leaveAtMs = now ? span.nextBoundaryMs() : span.gentleBoundaryMs();
    const positionMs = span.positionAt(leaveAtMs);
    playing.stoppedAt = { positionMs, resumeMs: resumeAfter(playing.clip, positionMs) };
    // What is left at its end is not stopped: it ends.
    if (positionMs >= playing.clip.lengthMs) return;
    playing.state = 'leaving';
    span.leaveAt(leaveAtMs);
  }
}

function end(playing: Playing): void {
  const { lengthMs } = playing.clip;
  playing.state = 'ended';
  playing.stoppedAt = { positionMs: lengthMs, resumeMs: lengthMs };
}

/** The phrase that was being said, or the next one where no more than a moment of this one is left. */
function resumeAfter(clip: Clip, positionMs: number): number {
  if (positionMs >= clip.lengthMs) return clip.lengthMs;
  const nextMs = clip.nextPhraseAfter(positionMs);
  const isNext = nextMs < clip.lengthMs && nextMs - positionMs < SWITCH_GRID_MS;
  return isNext ? nextMs : clip.phraseAt(positionMs);
}
