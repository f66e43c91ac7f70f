import { type Clip, SWITCH_GRID_MS } from './Clip.ts';
import { ClipSpan, type DuePacket } from './ClipSpan.ts';

export interface PlaySink {
  send(packet: DuePacket): void;
  started(playId: string): void;
  ended(playId: string): void;
}

/** Where a clip stopped and where to resume it, both as positions in the clip. */
type StopPosition = { positionMs: number; resumeMs: number };

/**
 * One playback of a clip, requested with `player.play`.
 *
 * - `waiting`: starts when the current span ends;
 * - `playing`: until the clip ends or another one replaces it;
 * - `leaving`: stops at `stoppedAt`;
 * - `stopped`: stopped early or replaced;
 * - `ended`: the clip's last packet was sent.
 */
interface Playing {
  readonly playId: string;
  readonly clip: Clip;
  state: 'waiting' | 'playing' | 'leaving' | 'stopped' | 'ended';
  stoppedAt: StopPosition;
}

type Item = { readonly clip: Clip; readonly fromMs: number; readonly playing?: Playing };

/**
 * A requested key frame is sent early by jumping to one in the loop, unless the next one comes within this
 * time anyway. `KEY_FRAME_FORWARD_INTERVAL_MS` limits how often the loop jumps, because jumps are visible.
 */
const KEY_FRAME_SOON_MS = 250;
const KEY_FRAME_FORWARD_INTERVAL_MS = 1_000;

/**
 * What a player sends and when: a loop, replaced now and then by a clip, without gaps. Reads no
 * clock: the caller asks for the packets that are due up to a time. Times are milliseconds from the start.
 */
export class PlayTimeline {
  #loop: Clip;
  #span: ClipSpan;
  /** The playing of the current span; undefined while the loop is sent. */
  #playing: Playing | undefined;
  #next: Item | undefined;
  /** The most recently requested playing. */
  #last: Playing | undefined;
  /** A playing with nothing to send, because it starts at the clip's end. Kept until it is reported. */
  #emptyPlaying: Playing | undefined;
  #keyFrameForwardAtMs = Number.NEGATIVE_INFINITY;

  constructor(loop: Clip) {
    this.#loop = loop;
    this.#span = new ClipSpan(loop, { fromMs: 0, startsAtMs: 0 });
  }

  get clips(): Clip[] {
    return [this.#span.clip, this.#loop, ...(this.#next ? [this.#next.clip] : [])];
  }

  get nextDueMs(): number {
    return Math.min(this.#span.nextDueMs, this.#span.endsAtMs);
  }

  get playing(): string | undefined {
    const { state, playId } = this.#last ?? {};
    return state === 'waiting' || state === 'playing' ? playId : undefined;
  }

  /** True when this is the most recent playing, in any state. */
  knows(playId: string): boolean {
    return this.#last?.playId === playId;
  }

  positionAt(timeMs: number): number {
    const last = this.#last;
    if (last?.state !== 'playing') return last?.stoppedAt.positionMs ?? 0;
    return Math.min(last.clip.lengthMs, Math.round(this.#span.positionAt(timeMs)));
  }

  /** Plays the clip from the next boundary. If `fromMs` is the clip's end, only reports start and end. */
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

  /** Stops a clip and returns to the loop, with `now` at the next boundary. Ignores an older `playId`. */
  stop(playId: string, now: boolean): StopPosition {
    const last = this.#last;
    if (last?.playId !== playId) return { positionMs: 0, resumeMs: 0 };
    if (last.state === 'waiting') this.#cancelLast();
    if (last.state === 'playing' || (last.state === 'leaving' && now)) this.#leave(last, now);
    return last.stoppedAt;
  }

  /** Changes the loop at the next boundary or, while a clip is playing, when the clip ends. */
  loop(clip: Clip): void {
    this.#loop = clip;
    if (this.#playing || this.#next?.playing) return;
    this.#next = undefined;
    if (this.#span.clip.clipId === clip.clipId) this.#span.stay();
    else this.#span.leaveAt(this.#span.nextBoundaryMs());
  }

  /**
   * Sends a key frame soon, for a receiver that waits for one, by letting the loop jump back less than a
   * second, which is hardly visible. Doesn't interrupt a clip, whose next key frame comes soon enough.
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

  #cancelLast(): void {
    const last = this.#last;
    if (!last || last.state === 'ended') return;
    const neverBegan = last.state === 'waiting';
    last.state = 'stopped';
    if (!neverBegan) return;
    this.#next = undefined;
    // If this loop is still being sent, it continues without a restart.
    if (!this.#playing && this.#span.clip.clipId === this.#loop.clipId) this.#span.stay();
  }

  #leave(playing: Playing, now: boolean): void {
    const span = this.#span;
    const leaveAtMs = now ? span.nextBoundaryMs() : span.gentleBoundaryMs();
    const positionMs = span.positionAt(leaveAtMs);
    playing.stoppedAt = { positionMs, resumeMs: resumeAfter(playing.clip, positionMs) };
    // A stop at the end of the clip changes nothing: the playing ends normally.
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

/** Returns the start of the current phrase or, if that is almost over, of the next one. */
function resumeAfter(clip: Clip, positionMs: number): number {
  if (positionMs >= clip.lengthMs) return clip.lengthMs;
  const nextMs = clip.nextPhraseAfter(positionMs);
  const isNext = nextMs < clip.lengthMs && nextMs - positionMs < SWITCH_GRID_MS;
  return isNext ? nextMs : clip.phraseAt(positionMs);
}
