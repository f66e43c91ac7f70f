import { describe, expect, it } from 'vitest';
import { afterLock, lockBlock } from '../../../client/core/rubric/locking.ts';
import {
  answerOf,
  competenciesOf,
  INITIAL_PANEL,
  type PanelEvent,
  type PanelState,
  questionForN,
  questionMarks,
  reducePanel,
  unaskedCompetencies,
  unratedAnswers,
} from '../../../client/core/rubric/panelState.ts';
import { stampOf } from '../../../client/core/rubric/rubricSession.ts';
import type { SaveState } from '../../../client/core/rubric/saveState.ts';
import { rubricTexts } from '../../../client/texts/rubric.ts';
import { CompetencyId, KitId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { ratingKey } from '../../../shared/rubric/rating.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { emptyScorecard, type Scorecard } from '../../../shared/rubric/scorecard.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';
import { exampleView, SEATS } from './exampleView.ts';

const [q1, q2, q3] = [1, 2, 3].map(number => QuestionId.parse(`question-${number}`)) as [
  QuestionId,
  QuestionId,
  QuestionId,
];

function panelAfter(...events: PanelEvent[]): PanelState {
  return events.reduce(reducePanel, INITIAL_PANEL);
}
const opened = (questionId: QuestionId | undefined, writing = false): PanelEvent => ({
  type: 'current-changed',
  questionId,
  writing,
});

it('competencies that no question was asked about can be marked N together, and chips say what is rated', () => {
  const kit = exampleInterviewKit();
  const ids = kit.competencies.map(({ id }) => id);
  const asked = kit.questions[0]?.competencies ?? [];
  const questions = { [q1]: { state: 'done' }, [q2]: { state: 'skipped' } } as RubricView['questions'];
  const card = emptyScorecard(SEATS.grace);
  const unasked = (progress: RubricView['questions'], missing: readonly CompetencyId[], { ratings } = card) =>
    unaskedCompetencies(kit, { questions: progress }, missing, { ratings }).map(one => one.competencyId);
  expect(unasked(questions, ids)).toEqual(ids.filter(id => !asked.includes(id)));
  expect(unasked({}, ids.slice(1))).toEqual(ids.slice(1));
  // N isn't put next to a rating, because that question was answered.
  const [other, own] = kit.questions.find(({ competencies }) => competencies.length > 1)?.competencies ?? [];
  const about = kit.questions.filter(({ competencies }) => own && competencies.includes(own));
  const ratings = Object.fromEntries(
    about.flatMap(({ id, competencies }) =>
      competencies
        .filter(one => one !== own)
        .map(one => [ratingKey(id, one), { value: 3 as const, version: 1, stamp: { mediaTimeMs: 0 } }]),
    ),
  );
  const alone = about.some(({ competencies }) => competencies.length === 1);
  expect(other && own && unasked({}, [own], { ...card, ratings })).toEqual(alone ? [own] : []);
  const { unrated } = rubricTexts.question;
  expect([unrated('Q1', 0, 2), unrated('Q1', 1, 2)]).toEqual(['Q1 unrated', 'Q1: 1 of 2 rated']);
});

it('a question says whether it was asked and answered', () => {
  const progress = { openedAt: 1, spentMs: 1 };
  expect([undefined, { state: 'set-aside', ...progress } as const].map(answerOf)).toEqual([
    'unasked',
    'unasked',
  ]);
  expect(answerOf({ state: 'skipped', ...progress })).toBe('skipped');
  expect(answerOf({ state: 'open', ...progress })).toBe('none');
  expect(answerOf({ state: 'open', answerStartedAt: 2, ...progress })).toBe('given');
  expect(answerOf({ state: 'done', ...progress })).toBe('given');
});

describe('the question in the rating panel', () => {
  it('follows the interview, and stays at a question that was closed', () => {
    expect(panelAfter(opened(q1))).toEqual({ mode: 'following', questionId: q1 });
    expect(panelAfter(opened(q1), opened(undefined))).toEqual({ mode: 'following', questionId: q1 });
    expect(panelAfter(opened(q1), opened(undefined), opened(q2)).questionId).toBe(q2);
  });

  it('is the evaluator’s choice until they go back', () => {
    const browsing = panelAfter(opened(q1), { type: 'shown', questionId: q3, current: q1 }, opened(q2));
    expect(browsing).toEqual({ mode: 'browsing', questionId: q3 });
    expect(reducePanel(browsing, { type: 'followed', current: q2 })).toEqual({
      mode: 'following',
      questionId: q2,
    });
  });

  it('does not change while a person is typing', () => {
    expect(panelAfter(opened(q1), opened(q2, true))).toEqual({ mode: 'pinned', questionId: q1 });
  });

  it('follows again when the evaluator returns to the interview’s question manually', () => {
    const state = panelAfter(
      opened(q1),
      { type: 'shown', questionId: q3, current: q1 },
      { type: 'shown', questionId: q1, current: q1 },
    );
    expect(state.mode).toBe('following');
  });
});

describe('the question markers', () => {
  const kit = exampleInterviewKit();
  const view: RubricView = {
    kit: { kitId: KitId.parse('example-kit'), version: 1, role: 'Backend Developer', level: 'Senior' },
    questions: {
      [q1]: { state: 'done', openedAt: 1, spentMs: 1 },
      [q2]: { state: 'skipped', openedAt: 1, spentMs: 1 },
      [q3]: { state: 'open', openedAt: 2, spentMs: 0 },
    },
    currentQuestionId: q3,
    probes: {},
    logistics: {},
    scoringClosed: false,
  };
  const rated = (value: 3 | undefined): Scorecard => ({
    ...emptyScorecard(SEATS.grace),
    ratings: {
      [ratingKey(q1, CompetencyId.parse('competency-1'))]: {
        version: 1,
        stamp: { mediaTimeMs: 0 },
        ...(value && { value }),
      },
    },
  });

  it('highlight a question that was asked and closed without a rating, and no other', () => {
    const marks = questionMarks(kit, view, emptyScorecard(SEATS.grace));
    expect(marks.filter(({ due }) => due).map(({ number }) => number)).toEqual([1]);
    expect(marks[2]).toMatchObject({ current: true, due: false });
    expect(marks[1]).toMatchObject({ skipped: true, due: false });
  });

  it('count a rating, and no longer one that was removed', () => {
    expect(questionMarks(kit, view, rated(3))[0]).toMatchObject({ rated: 1, due: false });
    expect(questionMarks(kit, view, rated(undefined))[0]).toMatchObject({ rated: 0, due: true });
  });
});

describe('answers that aren’t fully rated', () => {
  const kit = exampleInterviewKit();
  const marksOf = (questions: RubricView['questions'], scorecard: Scorecard) =>
    unratedAnswers(kit, questionMarks(kit, { questions }, scorecard), scorecard).map(
      ({ number, names }) => `Q${number}: ${names.map(name => name.replace('COMPMARK ', ''))}`,
    );
  const card = (
    ...ratings: readonly [question: number, competency: number, value: 3 | 'N'][]
  ): Scorecard => ({
    ...emptyScorecard(SEATS.grace),
    ratings: Object.fromEntries(
      ratings.map(([question, competency, value]) => [
        ratingKey(QuestionId.parse(`question-${question}`), CompetencyId.parse(`competency-${competency}`)),
        { version: 1, stamp: { mediaTimeMs: 0 }, value },
      ]),
    ),
  });

  it('are named with the competencies that are left, although no competency is without a rating', () => {
    expect(marksOf({}, card([1, 1, 3], [2, 2, 3]))).toEqual(['Q2: Databases']);
    expect(marksOf({}, card([1, 1, 3], [2, 1, 3], [2, 2, 3]))).toEqual([]);
  });

  it('include answers that were given but not rated, although the competency is marked N elsewhere', () => {
    const q2Done = { [q2]: { state: 'done', openedAt: 1, spentMs: 1 } } as const;
    expect(marksOf(q2Done, card([1, 1, 3], [3, 2, 3]))).toEqual(['Q2: Databases,Debugging']);
    expect(marksOf(q2Done, card([1, 1, 3], [3, 2, 'N']))).toEqual(['Q2: Databases,Debugging']);
  });

  it('list competencies in the kit’s order', () => {
    const [, second] = kit.questions;
    const reversed = second && { ...second, competencies: second.competencies.toReversed() };
    expect(reversed && competenciesOf(kit, reversed).map(({ id }) => id)).toEqual(second?.competencies);
  });
});

describe('“no evidence” for a whole competency', () => {
  const kit = exampleInterviewKit();
  const competencyId = CompetencyId.parse('competency-1');
  const about = kit.questions.filter(({ competencies }) => competencies.includes(competencyId));
  const [first, second] = about.map(({ id }) => id) as [QuestionId, QuestionId];
  const place = (questions: RubricView['questions']) => questionForN(kit, { questions }, competencyId)?.id;

  it('is set for an answer that was given rather than for an unasked question', () => {
    const times = { openedAt: 1, spentMs: 1 };
    expect(place({ [second]: { state: 'done', ...times } })).toBe(second);
    expect(place({ [first]: { state: 'skipped', ...times }, [second]: { state: 'open', ...times } })).toBe(
      second,
    );
    expect(place({ [first]: { state: 'done', ...times }, [second]: { state: 'done', ...times } })).toBe(
      first,
    );
  });

  it('is set for the first question when none was asked', () => {
    expect(place({})).toBe(first);
  });
});

describe('the moment of a note', () => {
  const heard = { producerId: 'producer' as never, rtpTimestamp: 7 };
  const base = { ...exampleView(SEATS.grace, [SEATS.grace]), openedAt: 100_000 };
  const at = (state: 'open' | 'done', startedAt: number, endedAt?: number) =>
    stampOf({
      view: {
        ...base,
        ...(endedAt !== undefined && { endedAt }),
        rubric: {
          kit: { kitId: KitId.parse('example-kit'), version: 1, role: '', level: '' },
          questions: { [q1]: { state, openedAt: 130_000, answerStartedAt: 140_000, spentMs: 0 } },
          probes: {},
          logistics: {},
          scoringClosed: false,
        },
      },
      questionId: q1,
      startedAt,
      heard,
    });

  it('is now while the question is open, with what is heard', () => {
    expect(at('open', 150_000)).toEqual({ mediaTimeMs: 50_000, heard });
  });

  it('is just before the answer once the question is over, because what is heard belongs to another', () => {
    expect(at('done', 190_000)).toEqual({ mediaTimeMs: 35_000 });
  });

  it('is never after the end of the call', () => {
    expect(at('open', 900_000, 200_000).mediaTimeMs).toBe(100_000);
  });
});

describe('the lock button', () => {
  const saved: SaveState = {
    state: 'saved',
    pending: 0,
    refused: 0,
    clashes: 0,
    problem: undefined,
    tooLongOn: undefined,
    durable: true,
  };
  const ready = { missing: 0, recommended: true, excess: 0, saveState: saved };
  const { waiting } = rubricTexts.review;

  it('is enabled when everything is rated, recommended, and on the server', () => {
    expect(lockBlock(ready)).toBeUndefined();
  });

  it('states what it waits for', () => {
    expect(lockBlock({ ...ready, missing: 2, recommended: false })).toBe(waiting.incomplete);
    expect(lockBlock({ ...ready, recommended: false })).toBe(waiting.recommendation);
    expect(lockBlock({ ...ready, excess: 1 })).toBe(waiting.tooLong);
    const state = (change: Partial<SaveState>) => lockBlock({ ...ready, saveState: { ...saved, ...change } });
    expect(state({ state: 'saving', pending: 2 })).toBe(waiting.pending(2));
    expect(state({ state: 'offline' })).toBe(waiting.offline);
    expect(state({ state: 'refused', refused: 1 })).toBe(waiting.refused);
    expect(state({ clashes: 1 })).toBe(waiting.clashes);
  });
});

describe('a locked scorecard', () => {
  const { review } = rubricTexts;
  const blind = { scoringClosed: false };
  const during = { callOver: false, timeOver: false };
  const after = { ...during, callOver: true };

  it('states when the others’ ratings open, and that they have opened', () => {
    expect(afterLock(blind, during)).toBe(review.lockedBody);
    expect(afterLock(blind, after)).toBe(review.lockedAfterBody);
    expect(afterLock({ ...blind, scorecards: {} }, after)).toMatch(/ are open\./);
    expect(afterLock({ scorecards: {}, scoringClosed: true }, after)).toMatch(/ are open\./);
  });

  it('states when they will no longer open automatically', () => {
    expect(afterLock({ scoringClosed: true }, after)).toBe(review.lockedClosedBody);
    expect(afterLock(blind, { ...after, timeOver: true })).toBe(review.lockedOverBody);
  });
});
