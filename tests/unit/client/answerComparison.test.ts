import { describe, expect, it } from 'vitest';
import {
  AnswerComparison,
  type AnswerPlayer,
  answerIn,
} from '../../../client/core/practice/answerComparison.ts';
import type { PlayerStatus } from '../../../client/core/review/syncedPlayer.ts';
import { Store } from '../../../client/core/store.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';

/** A fake player at the position that the test sets. */
class Player implements AnswerPlayer {
  readonly status = new Store<PlayerStatus>('paused');
  readonly position = new Store(0);
  readonly speed = new Store(1);

  get wantsToPlay(): boolean {
    return this.status.get() === 'playing';
  }
  play(): void {
    this.status.set('playing');
  }
  pause(): void {
    this.status.set('paused');
  }
  seekTo(positionMs: number): void {
    this.position.set(positionMs);
  }
  setSpeed(speed: number): void {
    this.speed.set(speed);
  }
}

const THEN = { fromMs: 10_000, toMs: 40_000 };
const NOW = { fromMs: 5_000, toMs: 25_000 };

function stage() {
  const both = new AnswerComparison();
  const earlier = new Player();
  const later = new Player();
  both.attach('earlier', earlier, THEN);
  both.attach('later', later, NOW);
  const at = () => ({ earlier: earlier.position.get(), later: later.position.get() });
  const plays = () => ({ earlier: earlier.wantsToPlay, later: later.wantsToPlay });
  return { both, earlier, later, at, plays };
}

describe('two answers side by side', () => {
  it('each start at their own answer', () => {
    const { at, plays } = stage();
    expect(at()).toEqual({ earlier: 10_000, later: 5_000 });
    expect(plays()).toEqual({ earlier: false, later: false });
  });

  it('play one after the other, and stop at the end of the second', () => {
    const { both, earlier, later, at, plays } = stage();
    both.playBoth();
    expect(plays()).toEqual({ earlier: true, later: false });
    earlier.seekTo(40_000);
    expect(plays()).toEqual({ earlier: false, later: true });
    expect(both.side.get()).toBe('later');
    expect(at().later).toBe(5_000);
    later.seekTo(25_100);
    expect(plays()).toEqual({ earlier: false, later: false });
    expect(both.playing.get()).toBe(false);
  });

  it('continue with the second even when the first recording ends with its answer', () => {
    const { both, earlier, plays } = stage();
    both.playBoth();
    earlier.status.set('ended');
    expect(plays()).toEqual({ earlier: false, later: true });
  });

  it('stop at their own end when played alone, and restart when played again', () => {
    const { both, earlier, plays, at } = stage();
    both.toggle('earlier');
    earlier.seekTo(40_000);
    expect(plays()).toEqual({ earlier: false, later: false });
    both.toggle('earlier');
    expect(at().earlier).toBe(10_000);
    expect(plays().earlier).toBe(true);
  });

  it('never play at the same time: starting one stops the other', () => {
    const { both, earlier, later, plays } = stage();
    both.toggle('earlier');
    both.toggle('later');
    expect(plays()).toEqual({ earlier: false, later: true });
    // A click on the other video itself.
    earlier.play();
    expect(plays()).toEqual({ earlier: true, later: false });
    expect(both.side.get()).toBe('earlier');
    later.play();
    expect(both.side.get()).toBe('later');
  });

  it('resume from their position after a pause', () => {
    const { both, earlier, at, plays } = stage();
    both.playBoth();
    earlier.seekTo(20_000);
    both.toggle();
    expect(plays()).toEqual({ earlier: false, later: false });
    both.toggle();
    expect(at().earlier).toBe(20_000);
    earlier.seekTo(41_000);
    expect(plays().later).toBe(true);
  });

  it('play once they have loaded if Play was clicked before', () => {
    const both = new AnswerComparison();
    const [earlier, later] = [new Player(), new Player()];
    both.playBoth();
    expect(both.playing.get()).toBe(true);
    both.attach('earlier', earlier, THEN);
    expect([earlier.wantsToPlay, earlier.position.get()]).toEqual([true, 10_000]);
    earlier.seekTo(40_000);
    both.attach('later', later, NOW);
    expect([earlier.wantsToPlay, later.wantsToPlay]).toEqual([false, true]);
  });

  it('stay paused when they load if Pause was clicked, or the other one was played', () => {
    const paused = new AnswerComparison();
    const earlier = new Player();
    paused.toggle('earlier');
    paused.toggle('earlier');
    paused.attach('earlier', earlier, THEN);
    expect([earlier.wantsToPlay, paused.playing.get()]).toEqual([false, false]);

    const switched = new AnswerComparison();
    const later = new Player();
    switched.toggle('earlier');
    switched.attach('later', later, NOW);
    later.play();
    switched.attach('earlier', earlier, THEN);
    expect([earlier.wantsToPlay, later.wantsToPlay]).toEqual([false, true]);
  });

  it('have one speed, even one that is added later', () => {
    const { both, earlier, later } = stage();
    both.setSpeed(1.5);
    expect([earlier.speed.get(), later.speed.get()]).toEqual([1.5, 1.5]);
    const another = new Player();
    both.attach('later', another, NOW);
    expect(another.speed.get()).toBe(1.5);
  });

  it('can be moved within the answer and not beyond it', () => {
    const { both, at } = stage();
    both.seekBy(-5_000);
    expect(at().earlier).toBe(10_000);
    both.seekBy(999_000);
    expect(at().earlier).toBe(40_000);
  });

  it('do nothing after they are closed', () => {
    const both = new AnswerComparison();
    const player = new Player();
    both.attach('later', player, NOW);
    both.playBoth();
    both.seekBy(5_000);
    expect(player.position.get()).toBe(NOW.fromMs);
    both.close();
    both.close();
    player.play();
    expect(both.playing.get()).toBe(false);
  });
});

describe('the answer to a question in a recording', () => {
  const questionId = QuestionId.parse('slow-endpoint');
  const chapter = { questionId, number: 1, text: 'Why?', fromMs: 1_000, toMs: 9_000 };

  it('starts with the first word when that is known', () => {
    expect(answerIn({ chapters: [chapter], tracks: [] }, questionId)).toEqual({ fromMs: 1_000, toMs: 9_000 });
    const known = { ...chapter, answerFromMs: 4_000 };
    expect(answerIn({ chapters: [known], tracks: [] }, questionId)).toEqual({ fromMs: 4_000, toMs: 9_000 });
  });

  it('is the last one of several answers', () => {
    const again = { ...chapter, fromMs: 20_000, toMs: 30_000 };
    expect(answerIn({ chapters: [chapter, again], tracks: [] }, questionId)).toEqual({
      fromMs: 20_000,
      toMs: 30_000,
    });
  });

  it('is missing when the question was never asked', () => {
    expect(answerIn({ chapters: [chapter], tracks: [] }, QuestionId.parse('another'))).toBeUndefined();
  });
});
