import { describe, expect, it } from 'vitest';
import { timerOf, usedShare } from '../../../client/core/conductor/questionTimer.ts';
import { conductor } from '../../../client/texts/conductor.ts';
import type { QuestionProgress } from '../../../shared/rubric/rubricState.ts';

const PLAN = { thinkSeconds: 20, answerSeconds: 120 };
const OPENED_AT = 1_000_000;

const open = (changes: Partial<QuestionProgress> = {}): QuestionProgress => ({
  state: 'open',
  openedAt: OPENED_AT,
  spentMs: 0,
  ...changes,
});

/** The timer this many seconds after the opening. */
const timerAfter = (seconds: number, progress = open(), plan = PLAN) =>
  timerOf(plan, progress, OPENED_AT + seconds * 1_000);

describe('the timer of a question', () => {
  it('counts thinking time from the opening, and answer time from its start', () => {
    expect(timerAfter(7)).toEqual({ activity: 'think', elapsedMs: 7_000, limitMs: 20_000, level: 'calm' });
    const answering = open({ answerStartedAt: OPENED_AT + 7_000 });
    expect(timerAfter(17, answering)).toEqual({
      activity: 'answer',
      elapsedMs: 10_000,
      limitMs: 120_000,
      level: 'calm',
    });
  });

  it.each([
    [15.9, 'calm'],
    [16, 'near'],
    [20, 'near'],
    [20.1, 'over'],
    [500, 'over'],
  ] as const)('after %d of 20 s is %s', (seconds, level) => {
    expect(timerAfter(seconds)?.level).toBe(level);
  });

  it('shows the plan, then the remaining time, then the excess, and never announces an end', () => {
    const rest = (seconds: number) => {
      const timer = timerAfter(seconds);
      return timer && conductor.timer.rest(timer);
    };
    expect(rest(3)).toBe('of 0:20');
    expect(rest(16.4)).toBe('0:04 left');
    expect(rest(19.9)).toBe('0:01 left');
    expect(rest(27)).toBe('0:07 over');
  });

  it('only counts up when the kit plans no time', () => {
    const timer = timerAfter(90, open(), { thinkSeconds: 0, answerSeconds: 60 });
    expect(timer).toMatchObject({ elapsedMs: 90_000, level: 'calm' });
    expect(timer && usedShare(timer)).toBe(0);
    expect(timer && conductor.timer.rest(timer)).toBe('');
  });

  it('exists only for the open question', () => {
    expect(timerAfter(5, open({ state: 'done' }))).toBeUndefined();
    expect(timerOf(PLAN, undefined, OPENED_AT)).toBeUndefined();
  });

  it('never runs backward when clocks differ', () => {
    expect(timerAfter(-3)?.elapsedMs).toBe(0);
  });

  it('is full at the end of the plan and stays full', () => {
    expect(
      [5, 20, 60].map(seconds => usedShare(timerAfter(seconds) ?? { elapsedMs: 0, limitMs: 0 })),
    ).toEqual([0.25, 1, 1]);
  });
});
