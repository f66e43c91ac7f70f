import { describe, expect, it } from 'vitest';
import {
  backStep,
  nextStep,
  openStep,
  skipStep,
  stripOf,
  upcoming,
} from '../../../client/core/conductor/questionFlow.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { QuestionProgress } from '../../../shared/rubric/rubricState.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';

const KIT = exampleInterviewKit();
const LAST = KIT.questions.length;

const id = (number: number) => QuestionId.parse(`question-${number}`);

/** Progress of an interview: states by question number, in the order of the last opening. */
function course(...opened: readonly (readonly [number: number, state: QuestionProgress['state']])[]) {
  const questions: Record<QuestionId, QuestionProgress> = {};
  for (const [at, [number, state]] of opened.entries())
    questions[id(number)] = { state, openedAt: 1_000 * (at + 1), spentMs: 0 };
  const open = opened.find(([, state]) => state === 'open');
  return { questions, ...(open && { currentQuestionId: id(open[0]) }) };
}

/** Progress with every question asked. */
const allAsked = () => course(...KIT.questions.map((_, index) => [index + 1, 'done'] as const));

describe('the list of questions', () => {
  it('shows the progress of each question, in kit order', () => {
    const items = stripOf(KIT, course([3, 'skipped'], [1, 'done'], [4, 'set-aside'], [2, 'open']));
    expect(items.map(({ number, state }) => [number, state])).toEqual([
      [1, 'asked'],
      [2, 'open'],
      [3, 'skipped'],
      [4, 'set-aside'],
      [5, 'to-come'],
      [6, 'to-come'],
      [7, 'to-come'],
    ]);
  });
});

describe('the next button', () => {
  it('opens the first question at the start, and closes none', () => {
    expect(nextStep(KIT, course())).toEqual({ kind: 'open', questionId: id(1) });
  });

  it('opens the question after the current one, which counts as asked', () => {
    expect(nextStep(KIT, course([1, 'done'], [2, 'open']))).toEqual({
      kind: 'open',
      questionId: id(3),
      leaving: 'done',
    });
  });

  it('skips questions that were already asked or skipped', () => {
    expect(upcoming(KIT, course([3, 'done'], [4, 'skipped'], [2, 'open']))).toBe(id(5));
  });

  it('returns to questions that were set aside or jumped over, once the end is reached', () => {
    expect(upcoming(KIT, course([2, 'set-aside'], [LAST, 'open']))).toBe(id(1));
    expect(upcoming(KIT, course([1, 'done'], [2, 'set-aside'], [LAST, 'open']))).toBe(id(2));
  });

  it('continues after the last open question when a break has closed it', () => {
    expect(nextStep(KIT, course([1, 'done'], [2, 'done']))).toEqual({ kind: 'open', questionId: id(3) });
  });

  it('only closes the last question, and is disabled after that', () => {
    const { questions } = allAsked();
    const last = {
      currentQuestionId: id(LAST),
      questions: { ...questions, ...course([LAST, 'open']).questions },
    };
    expect(nextStep(KIT, last)).toEqual({ kind: 'close', questionId: id(LAST), outcome: 'done' });
    expect(skipStep(KIT, last)).toEqual({ kind: 'close', questionId: id(LAST), outcome: 'skipped' });
    expect(nextStep(KIT, allAsked())).toBeUndefined();
  });
});

describe('the skip button', () => {
  it('closes the current question as skipped and continues', () => {
    expect(skipStep(KIT, course([1, 'open']))).toEqual({
      kind: 'open',
      questionId: id(2),
      leaving: 'skipped',
    });
  });

  it('is disabled when no question is open', () => {
    expect(skipStep(KIT, course([1, 'done']))).toBeUndefined();
  });
});

describe('the back button', () => {
  it('sets the current question aside, which the next press reopens', () => {
    expect(backStep(KIT, course([1, 'done'], [2, 'open']))).toEqual({
      kind: 'open',
      questionId: id(1),
      leaving: 'set-aside',
    });
    expect(upcoming(KIT, course([2, 'set-aside'], [1, 'open']))).toBe(id(2));
  });

  it('skips questions that were never opened', () => {
    expect(backStep(KIT, course([2, 'done'], [6, 'open']))).toMatchObject({ questionId: id(2) });
  });

  it('is disabled at the first question, and at the very start', () => {
    expect(backStep(KIT, course([1, 'open']))).toBeUndefined();
    expect(backStep(KIT, course())).toBeUndefined();
  });

  it('reopens the question that a break has closed', () => {
    expect(backStep(KIT, course([1, 'done'], [2, 'done']))).toEqual({ kind: 'open', questionId: id(2) });
  });
});

describe('opening a chosen question', () => {
  it('accepts any question, and does nothing for the open one', () => {
    const now = course([1, 'open']);
    expect(openStep(now, id(5))).toEqual({ kind: 'open', questionId: id(5) });
    expect(openStep(now, id(1))).toBeUndefined();
  });
});
