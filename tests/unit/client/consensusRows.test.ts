import { describe, expect, it } from 'vitest';
import {
  answersOf,
  comparedQuestions,
  isRevised,
  lockedMatrix,
  newestRevisions,
  revisionsInConflict,
  rowsOf,
} from '../../../client/core/consensus/consensusRows.ts';
import { scoringStatus } from '../../../client/core/rubric/locking.ts';
import { AppError } from '../../../shared/errors.ts';
import { NoteId, type SeatId } from '../../../shared/ids.ts';
import { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { consensusOf } from '../../../shared/rubric/consensus.ts';
import { RatingKey, type RatingValue } from '../../../shared/rubric/rating.ts';
import { isScoringOver, type RubricView } from '../../../shared/rubric/rubricView.ts';
import { type LockedScorecard, type Note, Revision } from '../../../shared/rubric/scorecard.ts';
import { chosenKit, exampleInterviewKit } from '../../support/exampleKit.ts';
import { SEATS } from './exampleView.ts';

const KIT = exampleInterviewKit();

function card(seatId: SeatId, ratings: Readonly<Record<string, RatingValue>>): LockedScorecard {
  return {
    seatId,
    ratings: Object.fromEntries(
      Object.entries(ratings).map(([key, value]) => [
        RatingKey.parse(key),
        { value, version: 1, stamp: { mediaTimeMs: 60_000 } },
      ]),
    ),
    notes: {},
    revisions: {},
    lock: { at: 1_000, recommendation: 'yes', summary: '' },
  };
}

function note(changes: Partial<Note> & { mediaTimeMs: number }): Note {
  const { mediaTimeMs, ...rest } = changes;
  return {
    kind: 'note',
    questionId: QuestionId.parse('question-2'),
    text: 'Said it plainly.',
    removed: false,
    version: 1,
    stamp: { mediaTimeMs },
    ...rest,
  };
}

const revision = (value: RatingValue, reason = 'Heard it again.') =>
  Revision.parse({ value, reason, at: 2_000 });

const DATABASES = 'question-1/competency-1';
const INDEXES = 'question-2/competency-1';

const grace = card(SEATS.grace, { [DATABASES]: 4, [INDEXES]: 'N', 'question-3/competency-2': 3 });
const barbara = card(SEATS.barbara, { [DATABASES]: 2, [INDEXES]: 3, 'question-3/competency-2': 3 });

describe('the questions of a competency', () => {
  it('have everyone’s ratings together, those that are far apart first, the lowest rating first', () => {
    const alan = card(SEATS.edsger, { [DATABASES]: 4, [INDEXES]: 1 });
    const cards = [card(SEATS.grace, { [DATABASES]: 4, [INDEXES]: 5 }), barbara, alan];
    const [row] = rowsOf(KIT, consensusOf(KIT, [...cards]), 'kit');
    if (!row) throw new Error('The kit has no competency.');
    const questions = comparedQuestions(KIT, row, cards);
    expect(questions.slice(0, 2).map(({ key, spread }) => [key, spread])).toEqual([
      [INDEXES, 4],
      [DATABASES, 2],
    ]);
    expect(questions[0]?.answers.map(({ current }) => current)).toEqual([1, 3, 5]);
  });
});

describe('consensus rows', () => {
  it('are sorted by largest difference, or in kit order', () => {
    const apart = card(SEATS.edsger, { 'question-7/competency-5': 1 });
    const close = card(SEATS.barbara, { 'question-7/competency-5': 5, [DATABASES]: 2 });
    const consensus = consensusOf(KIT, [grace, apart, close]);
    const ids = (order: 'spread' | 'kit') =>
      rowsOf(KIT, consensus, order).map(({ competencyId }) => competencyId);
    expect(ids('spread').slice(0, 2)).toEqual(['competency-5', 'competency-1']);
    expect(ids('kit')).toEqual(KIT.competencies.map(({ id }) => id));
  });

  it('expand to every answer of an evaluator, with the anchor of the rating', () => {
    const [row] = rowsOf(KIT, consensusOf(KIT, [grace, barbara]), 'kit');
    const cell = row?.cells.find(({ seatId }) => seatId === SEATS.grace);
    const answers = row && cell ? answersOf(KIT, row.competency, grace, cell) : [];
    expect(answers.map(({ questionNumber, current, anchor }) => [questionNumber, current, anchor])).toEqual([
      [1, 4, row?.competency.anchors[3]],
      [2, 'N', undefined],
    ]);
    expect(answers[0]?.ratedAtMs).toBe(60_000);
  });

  it('show evidence next to a rating, and notes on the whole answer by media time, without deleted ones', () => {
    const noted: LockedScorecard = {
      ...grace,
      notes: {
        [NoteId.parse('00000000-0000-7000-8000-000000000001')]: note({
          mediaTimeMs: 9_000,
        }),
        [NoteId.parse('00000000-0000-7000-8000-000000000002')]: note({
          kind: 'evidence',
          competencyId: CompetencyId.parse('competency-1'),
          mediaTimeMs: 5_000,
        }),
        [NoteId.parse('00000000-0000-7000-8000-000000000003')]: note({
          kind: 'evidence',
          competencyId: CompetencyId.parse('competency-2'),
          mediaTimeMs: 1_000,
        }),
        [NoteId.parse('00000000-0000-7000-8000-000000000004')]: note({
          removed: true,
          mediaTimeMs: 1_000,
        }),
      },
    };
    const [row] = rowsOf(KIT, consensusOf(KIT, [noted]), 'kit');
    const answers = row?.cells[0] ? answersOf(KIT, row.competency, noted, row.cells[0]) : [];
    expect(answers[0]?.notes).toEqual([]);
    expect(answers[1]?.notes.map(({ kind, stamp }) => [kind, stamp.mediaTimeMs])).toEqual([
      ['evidence', 5_000],
      ['note', 9_000],
    ]);
  });

  it('state whether an evaluator has changed anything', () => {
    const revised = { ...grace, revisions: { [RatingKey.parse(INDEXES)]: [revision(2)] } };
    const [row, other] = rowsOf(KIT, consensusOf(KIT, [revised]), 'kit');
    expect(row?.cells[0] && isRevised(revised, row.cells[0])).toBe(true);
    expect(other?.cells[0] && isRevised(revised, other.cells[0])).toBe(false);
  });
});

describe('the agreement matrix', () => {
  it('has a row per answer and a column per evaluator, as locked; N is no number and a revision changes nothing', () => {
    const revised = { ...barbara, revisions: { [RatingKey.parse(DATABASES)]: [revision(4)] } };
    const matrix = lockedMatrix(KIT, [grace, revised]);
    expect(matrix).toHaveLength(KIT.questions.flatMap(({ competencies }) => competencies).length);
    expect(matrix[0]).toEqual([4, 2]);
    expect(matrix[1]).toEqual([undefined, 3]);
  });
});

describe('a revision conflict', () => {
  const known = [revision(3)];
  const newer = [revision(3), revision(5)];

  it('is read from the error, and wins over an outdated view', () => {
    const refusal = AppError.conflict(undefined, { revisions: newer });
    expect(revisionsInConflict(refusal)).toEqual(newer);
    expect(newestRevisions(known, revisionsInConflict(refusal))).toEqual(newer);
    expect(newestRevisions(newer, known)).toEqual(newer);
    expect(newestRevisions(known, undefined)).toEqual(known);
  });

  it('is not read from other errors', () => {
    expect(revisionsInConflict(new AppError('blind'))).toBeUndefined();
    expect(revisionsInConflict(AppError.conflict(undefined, { version: 3 }))).toBeUndefined();
    expect(revisionsInConflict(new Error('Broken'))).toBeUndefined();
  });
});

describe('what an evaluator sees after the call', () => {
  const NOW = 1_800_000_000_000;
  const { kitId, version, kit } = chosenKit();
  const view: RubricView = {
    kit: { kitId, version, role: kit.role, level: kit.level },
    questions: {},
    probes: {},
    logistics: {},
    scoringClosed: false,
  };

  it.each([
    ['their empty scorecard', view, 'rating'],
    [
      'their scorecard, opened early by the lead',
      { ...view, earlyOpening: { byName: 'Grace', reason: 'Now', at: 1 } },
      'rating',
    ],
    ['waiting for the others', { ...view, own: grace }, 'waiting'],
    ['the consensus', { ...view, own: grace, scorecards: { [SEATS.grace]: grace } }, 'consensus'],
    ['their scorecard, until the last moment', { ...view, scoringEndsAt: NOW }, 'rating'],
    ['the end, when time is over', { ...view, scoringEndsAt: NOW - 1 }, 'closed'],
    [
      'waiting, even when no time is left for the others',
      { ...view, own: grace, scoringEndsAt: NOW - 1 },
      'waiting',
    ],
    ['the end, unlocked', { ...view, scoringClosed: true }, 'closed'],
    ['the end, with nothing to lock', { ...view, own: grace, scoringClosed: true }, 'closed'],
    [
      'the consensus after the end',
      { ...view, own: grace, scorecards: {}, scoringClosed: true },
      'consensus',
    ],
  ] as const)('is %s', (_what, rubric, stage) => {
    expect(scoringStatus(rubric, isScoringOver(rubric, NOW))).toBe(stage);
  });
});
