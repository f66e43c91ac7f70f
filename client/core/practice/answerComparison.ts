import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import type { Review } from '../../../shared/recording/review.ts';
import { mergedSpans, sharedSpans } from '../../../shared/recording/spans.ts';
import { Disposables } from '../disposables.ts';
import type { PlayerStatus } from '../review/syncedPlayer.ts';
import { Store } from '../store.ts';

export type Side = 'earlier' | 'later';

export interface AnswerPlayer {
  readonly status: Store<PlayerStatus>;
  readonly position: Store<number>;
  readonly speed: Store<number>;
  readonly wantsToPlay: boolean;
  play(): void;
  pause(): void;
  seekTo(positionMs: number): void;
  setSpeed(speed: number): void;
}

const SIDES: readonly Side[] = ['earlier', 'later'];

/** Plays two answers to one question, one at a time, at the same speed. `close()` leaves the players open. */
export class AnswerComparison {
  /** The side that is playing or, while nothing plays, the side that the controls affect. */
  readonly side = new Store<Side>('earlier');
  readonly playing = new Store(false);
  readonly speed = new Store(1);
  readonly #players: Record<Side, { player: AnswerPlayer; answer: Span } | undefined> = {
    earlier: undefined,
    later: undefined,
  };
  readonly #ends: Record<Side, Disposables | undefined> = { earlier: undefined, later: undefined };
  /** True while "play both" plays the earlier answer. */
  #both = false;
  #awaited: Side | undefined;

  /** Adds or replaces a side's player, and plays it if Play was pressed before it loaded. */
  attach(side: Side, player: AnswerPlayer, answer: Span): void {
    this.detach(side);
    const ends = new Disposables();
    this.#ends[side] = ends;
    this.#players[side] = { player, answer };
    player.setSpeed(this.speed.get());
    player.seekTo(answer.fromMs);
    ends.add(
      player.position.subscribe(() => this.#keepWithin(side)),
      player.status.subscribe(() => this.#follow(side)),
    );
    if (this.#awaited === side) this.#play(side, false);
  }

  detach(side: Side): void {
    this.#ends[side]?.dispose();
    this.#players[side] = undefined;
    this.#tell();
  }

  playBoth(): void {
    this.#play('earlier', true);
    this.#both = true;
  }

  /** Plays from the side's current position, or from the start if the answer has ended. */
  play(side: Side): void {
    this.#both = false;
    this.#play(side, false);
  }

  pause(): void {
    this.#awaited = undefined;
    for (const side of SIDES) this.#players[side]?.player.pause();
    this.#tell();
  }

  toggle(side: Side = this.side.get()): void {
    if (this.#isPlaying(side)) this.pause();
    else if (side === this.side.get()) this.#play(side, false);
    else this.play(side);
  }

  seekBy(byMs: number): void {
    const here = this.#players[this.side.get()];
    if (!here) return;
    const { fromMs, toMs } = here.answer;
    here.player.seekTo(Math.min(toMs, Math.max(fromMs, here.player.position.get() + byMs)));
  }

  setSpeed(speed: number): void {
    this.speed.set(speed);
    for (const side of SIDES) this.#players[side]?.player.setSpeed(speed);
  }

  close(): void {
    this.pause();
    for (const side of SIDES) this.#ends[side]?.dispose();
  }

  #play(side: Side, fromStart: boolean): void {
    const here = this.#players[side];
    this.#awaited = here ? undefined : side;
    this.side.set(side);
    this.#players[other(side)]?.player.pause();
    this.#tell();
    if (!here) return;
    const { player, answer } = here;
    const at = player.position.get();
    if (fromStart || at < answer.fromMs || at >= answer.toMs) player.seekTo(answer.fromMs);
    player.play();
  }

  #keepWithin(side: Side): void {
    const here = this.#players[side];
    if (!here?.player.wantsToPlay || here.player.position.get() < here.answer.toMs) return;
    here.player.pause();
    this.#ended(side);
  }

  /** Follows a player that was started or ended outside these controls, such as by a press on the video. */
  #follow(side: Side): void {
    const here = this.#players[side];
    if (here?.player.wantsToPlay && side !== this.side.get()) {
      this.#both = false;
      this.#awaited = undefined;
      this.side.set(side);
      this.#players[other(side)]?.player.pause();
    }
    if (here?.player.status.get() === 'ended') this.#ended(side);
    this.#tell();
  }

  #ended(side: Side): void {
    const goesOn = this.#both && side === 'earlier';
    this.#both = false;
    if (goesOn) this.#play('later', true);
  }

  #isPlaying(side: Side): boolean {
    return this.#awaited === side || this.#players[side]?.player.wantsToPlay === true;
  }

  #tell(): void {
    this.playing.set(SIDES.some(side => this.#isPlaying(side)));
  }
}

/** The last word isn't cut off. */
const TAIL_MS = 300;

/** Returns the time range of the last answer to a question, from the first word to the last if they are known. */
export function answerIn(
  { chapters, tracks }: Pick<Review, 'chapters' | 'tracks'>,
  questionId: QuestionId,
): Span | undefined {
  const chapter = chapters.findLast(known => known.questionId === questionId);
  if (!chapter) return undefined;
  const fromMs = chapter.answerFromMs ?? chapter.fromMs;
  const own = tracks.flatMap(({ role, speech }) => (role === 'candidate' ? speech : []));
  const spoken = sharedSpans(mergedSpans(own), [{ fromMs, toMs: chapter.toMs }]);
  const lastWordMs = spoken.at(-1)?.toMs ?? chapter.toMs;
  return { fromMs, toMs: Math.min(chapter.toMs, lastWordMs + TAIL_MS) };
}

function other(side: Side): Side {
  return side === 'earlier' ? 'later' : 'earlier';
}
