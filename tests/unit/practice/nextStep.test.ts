import { describe, expect, it } from 'vitest';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { nextStepOf } from '../../../shared/practice/nextStep.ts';

const [ONE, TWO] = ['one', 'two'].map(id => QuestionId.parse(id)) as [QuestionId, QuestionId];
type Answer = Parameters<typeof nextStepOf>[0]['questions'][number];
const SECOND = 1_000;

/** A good answer: two of three minutes, first word after two seconds. */
const answer = (changes: Partial<Answer> = {}): Answer => ({
  questionId: ONE,
  takes: 1,
  answerMs: 120 * SECOND,
  firstWordMs: 2 * SECOND,
  targetMs: 180 * SECOND,
  ...changes,
});
const stepOf = (questions: Answer[], isRecorded = true) => nextStepOf({ isRecorded, questions });
const unknown = { answerMs: undefined, firstWordMs: undefined };
const unheard = { ...unknown, takes: 0, unheard: true };

describe('the next step after an attempt', () => {
  it.each<[string, Partial<Answer>, ReturnType<typeof nextStepOf>]>([
    ['a very short answer', { answerMs: 24 * SECOND }, length('say-more')],
    ['an answer below a third of the planned length', { answerMs: 50 * SECOND }, length('say-example')],
    ['an answer over the planned length', { answerMs: 190 * SECOND }, length('shorten')],
    [
      'a late first word',
      { firstWordMs: 14 * SECOND },
      { kind: 'start-sooner', questionId: ONE, firstWordMs: 14 * SECOND },
    ],
    ['time to think', { firstWordMs: 8 * SECOND }, { kind: 'go-on' }],
    ['an answer without speech', unheard, { kind: 'check-sound', questionId: ONE }],
    ['no answer', { ...unknown, takes: 0 }, { kind: 'answer', questionId: ONE }],
    [
      'a written answer, which has no length',
      { ...unknown, written: 'In short, yes.' },
      { kind: 'say-aloud', questionId: ONE },
    ],
    [
      'a short spoken answer with a written follow-up',
      { answerMs: 50 * SECOND, written: 'In short, yes.', wroteFollowUpOnly: true },
      length('say-example'),
    ],
    ['a good spoken answer with written words', { written: 'In short, yes.' }, { kind: 'go-on' }],
    [
      'a follow-up that was not asked',
      { followUp: 'And with ten times the traffic?' },
      { kind: 'follow-up', questionId: ONE, followUp: 'And with ten times the traffic?' },
    ],
    ['an answer to which no rule applies', {}, { kind: 'go-on' }],
  ])('follows from %s', (_name, changes, step) => {
    expect(stepOf([answer(changes)])).toEqual(step);
  });

  it('is a recording where there was none, and claims nothing about an answer of unknown length', () => {
    expect(stepOf([answer(unknown)], false)).toEqual({ kind: 'record', questionId: ONE });
    expect(stepOf([answer(unknown)])).toEqual({ kind: 'go-on' });
    expect(stepOf([answer({ ...unknown, takes: 0, written: 'Yes.' })], false).kind).toBe('say-aloud');
  });

  it('is the microphone after an unheard answer, recorded or not, before anything about other answers', () => {
    const checkSound = { kind: 'check-sound', questionId: TWO };
    const second = answer({ questionId: TWO, ...unheard });
    expect(stepOf([second], false)).toEqual(checkSound);
    expect(stepOf([answer({ answerMs: 24 * SECOND }), second])).toEqual(checkSound);
  });

  it('is about the answer first, and then a recording, where the recruiter heard it', () => {
    expect(stepOf([answer({ answerMs: 24 * SECOND })], false)).toEqual(length('say-more'));
    const good = answer({ followUp: 'And with ten times the traffic?' });
    expect(stepOf([good], false)).toEqual({ kind: 'record', questionId: ONE });
  });

  it('is only one, the most important of all answers', () => {
    const late = answer({ firstWordMs: 20 * SECOND });
    const short = answer({ questionId: TWO, answerMs: 9 * SECOND });
    expect(stepOf([late, short])).toMatchObject({ kind: 'say-more', questionId: TWO });
    expect(stepOf([late, answer({ questionId: TWO, takes: 0, ...unknown })])).toEqual({
      kind: 'skipped',
      questionId: TWO,
    });
  });

  it('is nothing to claim without questions', () => {
    expect(stepOf([])).toEqual({ kind: 'go-on' });
  });
});

function length(kind: 'say-more' | 'say-example' | 'shorten') {
  return { kind, questionId: ONE, targetMs: 180 * SECOND };
}
