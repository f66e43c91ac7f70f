import { describe, expect, it } from 'vitest';
import {
  AnswerDrafts,
  answerButtonsOf,
  answerTimerOf,
  ringFraction,
} from '../../../client/core/recruiter/answerPanel.ts';
import { rememberedSwitch, SafeStorage } from '../../../client/core/safeStorage.ts';
import { InterviewId } from '../../../shared/ids.ts';
import type { Practice } from '../../../shared/practice/practice.ts';
import type { RecruiterButton, RecruiterView, Turn } from '../../../shared/recruiter/recruiterView.ts';
import { MemoryStorage } from '../../support/memoryStorage.ts';
import { SEATS } from './exampleView.ts';

describe('the countdown ring', () => {
  it('closes evenly between its two times', () => {
    const ring = { since: 1_000, at: 3_000 };
    expect([500, 1_000, 1_500, 3_000, 9_000].map(now => ringFraction(ring, now))).toEqual([0, 0, 0.25, 1, 1]);
  });

  it('is closed when there is no time between them', () => {
    expect(ringFraction({ since: 1_000, at: 1_000 }, 0)).toBe(1);
  });
});

describe('the time of an answer', () => {
  const answer = { startedAt: 10_000, softLimitAt: 90_000, limitAt: 110_000 };

  it('counts up in a neutral state', () => {
    expect(answerTimerOf(answer, 40_000)).toEqual({ elapsedMs: 30_000, leftMs: 70_000, level: 'calm' });
  });

  it('is running out from the soft limit on, and over at the limit', () => {
    expect(answerTimerOf(answer, 89_999).level).toBe('calm');
    expect(answerTimerOf(answer, 90_000)).toMatchObject({ level: 'near', leftMs: 20_000 });
    expect(answerTimerOf(answer, 110_000)).toMatchObject({ level: 'over', leftMs: 0 });
  });

  it('continues without an end when there is no limit', () => {
    expect(answerTimerOf({ startedAt: 10_000 }, 999_000)).toEqual({ elapsedMs: 989_000, level: 'calm' });
  });

  it('never runs backward, whatever the two clocks show', () => {
    expect(answerTimerOf(answer, 9_000).elapsedMs).toBe(0);
  });
});

describe('the candidate’s buttons', () => {
  const buttons = (turn: Turn, offered: RecruiterButton[], practice?: Practice) =>
    answerButtonsOf(
      { turn, buttons: offered, timerOff: false, orders: [], written: {} } as RecruiterView,
      practice ? { practice } : {},
    );

  it('keep their positions, and only offered ones are enabled', () => {
    expect(buttons('yours', ['finished', 'skip'])).toEqual({
      first: { button: 'finished', available: true },
      repeat: { button: 'repeat', available: false },
      moment: { button: 'moment', available: false },
      skip: { button: 'skip', available: true },
      retry: undefined,
    });
  });

  it('include “Answer again” in practice, in its position from the start', () => {
    const practice = { length: 'full', purpose: 'self' } as const;
    expect(buttons('thinking', ['begin'], practice)?.retry).toEqual({ button: 'retry', available: false });
    expect(buttons('over', ['retry'], practice)?.retry).toEqual({ button: 'retry', available: true });
  });

  it('have “Begin now” in the first position during thinking time', () => {
    expect(buttons('thinking', ['begin', 'repeat'])?.first).toEqual({ button: 'begin', available: true });
  });

  it('stay in position while the virtual recruiter speaks, and are hidden when a person asks and at the end', () => {
    expect(buttons('speaking', [])?.first).toEqual({ button: 'finished', available: false });
    expect(buttons('person', [])).toBeUndefined();
    expect(buttons('over', [])).toBeUndefined();
  });
});

describe('an unsent written answer', () => {
  const interview = InterviewId.parse('00000000-0000-7000-8000-000000000000');

  it('is restored after a reload, per question and follow-up', () => {
    const storage = new MemoryStorage();
    const before = new AnswerDrafts(storage.safe, interview, SEATS.ada);
    before.write({ questionId: 'index' }, 'An index is');
    before.write({ questionId: 'index', probe: 'An example?' }, 'Orders');
    const after = new AnswerDrafts(storage.safe, interview, SEATS.ada);
    expect(after.read({ questionId: 'index' })).toBe('An index is');
    expect(after.read({ questionId: 'index', probe: 'An example?' })).toBe('Orders');
    expect(after.read({ questionId: 'cache' })).toBe('');
  });

  it('is not visible to another person in the same browser', () => {
    const storage = new MemoryStorage();
    new AnswerDrafts(storage.safe, interview, SEATS.ada).write({ questionId: 'index' }, 'An index is');
    expect(new AnswerDrafts(storage.safe, interview, SEATS.grace).read({ questionId: 'index' })).toBe('');
  });

  it('leaves nothing once it is empty', () => {
    const storage = new MemoryStorage();
    const drafts = new AnswerDrafts(storage.safe, interview, SEATS.ada);
    drafts.write({ questionId: 'index' }, 'An index is');
    drafts.write({ questionId: 'index' }, '');
    expect(storage.length).toBe(0);
  });

  it('works without any storage', () => {
    // When site data is blocked, even accessing the storage throws.
    const forbidden = new SafeStorage(() => {
      throw new DOMException('Storage is switched off.', 'SecurityError');
    });
    const drafts = new AnswerDrafts(forbidden, interview, SEATS.ada);
    drafts.write({ questionId: 'index' }, 'text');
    expect(drafts.read({ questionId: 'index' })).toBe('text');
  });
});

describe('a stored setting', () => {
  it('lasts for the page when the browser stores nothing', () => {
    const captions = rememberedSwitch('vivavoce.test', true);
    captions.set(false);
    expect(captions.get()).toBe(false);
  });
});
