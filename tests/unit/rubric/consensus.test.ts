import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import { CompetencyId } from '../../../shared/kit/kitIds.ts';
import { keysOfCompetency } from '../../../shared/rubric/completeness.ts';
import { competenciesToCompare, consensusOf } from '../../../shared/rubric/consensus.ts';
import { type RatingKey, type RatingValue, ratingKey } from '../../../shared/rubric/rating.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';
import { newSeatId } from '../../support/interviewLog.ts';

const KIT: InterviewKit = exampleInterviewKit();
const KEYS = KIT.questions.flatMap(({ id, competencies }) => competencies.map(of => ratingKey(id, of)));

function card(values: Partial<Record<string, RatingValue>>): LockedScorecard {
  const ratings = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value, version: 1, stamp: { mediaTimeMs: 0 } }]),
  ) as LockedScorecard['ratings'];
  return {
    seatId: newSeatId(),
    ratings,
    notes: {},
    revisions: {},
    lock: { at: 1, recommendation: 'yes', summary: '' },
  };
}

function uniform(value: RatingValue): LockedScorecard {
  return card(Object.fromEntries(KEYS.map(key => [key, value])));
}

const rowOf = (consensus: ReturnType<typeof consensusOf>, id: string) => {
  const row = consensus.rows.find(({ competencyId }) => competencyId === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
};

describe('the headline', () => {
  it('is the plain mean of every locked number', () => {
    const one = card({ 'question-1/competency-1': 2, 'question-2/competency-1': 4 });
    const two = card({ 'question-1/competency-1': 5 });
    expect(consensusOf(KIT, [one, two])).toMatchObject({ headline: 11 / 3, ratings: 3, raters: 2 });
  });

  it('is not lowered by N, and is undefined without numbers', () => {
    const withN = card({ 'question-1/competency-1': 4, 'question-2/competency-1': 'N' });
    expect(consensusOf(KIT, [withN]).headline).toBe(4);
    expect(consensusOf(KIT, [uniform('N')])).toMatchObject({ headline: undefined, ratings: 0 });
  });

  it('does not change when ratings are revised; the revised mean is shown next to it', () => {
    const revised = uniform(2);
    const key = KEYS[0] as RatingKey;
    revised.revisions[key] = [{ value: 5, reason: 'I had misheard.', at: 2 }];
    const consensus = consensusOf(KIT, [revised]);
    expect(consensus.headline).toBe(2);
    expect(consensus.revised).toBeCloseTo((2 * (KEYS.length - 1) + 5) / KEYS.length, 12);
  });
});

describe('what is left to compare', () => {
  const left = (cards: LockedScorecard[], { seatId }: Partial<LockedScorecard> = {}) =>
    competenciesToCompare(KIT, cards, seatId).length;

  it('is every competency that is far apart, until each rater keeps or has revised their ratings', () => {
    const [low, high] = [uniform(1), uniform(5)];
    const all = left([low, high]);
    expect(all).toBe(KIT.competencies.length);
    const kept = { ...low, keptAt: 2 };
    expect([left([kept, high]), left([kept, high], kept), left([kept, high], high)]).toEqual([all, 0, all]);
    // A competency is left until each of its answers that are far apart is revised.
    const [first, ...others] = keysOfCompetency(KIT, CompetencyId.parse('competency-1'));
    const revise = (key: RatingKey) => {
      high.revisions[key] = [{ value: 4, reason: 'I had misheard.', at: 2 }];
    };
    if (first) revise(first);
    expect([left([kept, high]), left([kept, high], high)]).toEqual([all, all]);
    others.forEach(revise);
    expect([left([kept, high]), left([kept, high], high)]).toEqual([all - 1, all - 1]);
    expect(left([kept, { ...high, keptAt: 3 }])).toBe(0);
  });
});

describe('consensus rows', () => {
  it('state the spread: agreed below 1, near from 1, far from 2', () => {
    const one = card({
      'question-1/competency-1': 3,
      'question-4/competency-3': 2,
      'question-7/competency-5': 2,
    });
    const two = card({
      'question-1/competency-1': 3,
      'question-4/competency-3': 3,
      'question-7/competency-5': 4,
    });
    const consensus = consensusOf(KIT, [one, two]);
    expect(rowOf(consensus, 'competency-1')).toMatchObject({ spread: 0, level: 'agreed' });
    expect(rowOf(consensus, 'competency-3')).toMatchObject({ spread: 1, level: 'near' });
    expect(rowOf(consensus, 'competency-5')).toMatchObject({ spread: 2, level: 'far' });
    expect(consensus.rows.map(row => row.spread)).toEqual([2, 1, 0, undefined, undefined]);
  });

  it('list the lowest scorer first, and those without a number last', () => {
    const high = card({ 'question-7/competency-5': 5 });
    const none = card({ 'question-7/competency-5': 'N' });
    const low = card({ 'question-7/competency-5': 2 });
    const { cells } = rowOf(consensusOf(KIT, [high, none, low]), 'competency-5');
    expect(cells.map(cell => cell.seatId)).toEqual([low.seatId, high.seatId, none.seatId]);
  });

  it('compare evaluators within one answer: opposite differences do not cancel each other out', () => {
    const one = card({ 'question-1/competency-1': 5, 'question-2/competency-1': 2 });
    const two = card({ 'question-1/competency-1': 3, 'question-2/competency-1': 4 });
    const row = rowOf(consensusOf(KIT, [one, two]), 'competency-1');
    expect(row.cells.map(cell => cell.mean)).toEqual([3.5, 3.5]);
    expect(row).toMatchObject({ spread: 2, level: 'far', widest: { low: 3, high: 5 } });
  });

  it('are sorted by the largest spread of a competency', () => {
    const one = card({
      'question-1/competency-1': 5,
      'question-2/competency-1': 2,
      'question-7/competency-5': 3,
    });
    const two = card({
      'question-1/competency-1': 3,
      'question-2/competency-1': 4,
      'question-7/competency-5': 4,
    });
    const { rows } = consensusOf(KIT, [one, two]);
    expect(rows.slice(0, 2).map(({ competencyId }) => competencyId)).toEqual([
      'competency-1',
      'competency-5',
    ]);
  });

  it('compare nothing when evaluators gave numbers to different answers only', () => {
    const one = card({ 'question-1/competency-1': 1, 'question-2/competency-1': 'N' });
    const two = card({ 'question-1/competency-1': 'N', 'question-2/competency-1': 5 });
    expect(rowOf(consensusOf(KIT, [one, two]), 'competency-1')).toMatchObject({
      spread: undefined,
      widest: undefined,
      level: 'unshared',
      withoutEvidence: 0,
    });
  });

  it('use ratings after revisions', () => {
    const one = card({ 'question-1/competency-1': 5 });
    const two = card({ 'question-1/competency-1': 2 });
    two.revisions[KEYS[0] as RatingKey] = [{ value: 4, reason: 'I had misheard.', at: 2 }];
    expect(rowOf(consensusOf(KIT, [one, two]), 'competency-1')).toMatchObject({ spread: 1, level: 'near' });
  });

  it('have no spread for a single evaluator', () => {
    expect(consensusOf(KIT, [uniform(1)]).rows).toMatchObject(
      KIT.competencies.map(() => ({ spread: undefined, level: 'single', withoutEvidence: 0 })),
    );
  });

  it('report no agreement for N against a number or N: N is no number', () => {
    const one = card({
      'question-1/competency-1': 5,
      'question-4/competency-3': 'N',
      'question-5/competency-4': 4,
      'question-7/competency-5': 1,
    });
    const two = card({
      'question-1/competency-1': 'N',
      'question-4/competency-3': 'N',
      'question-5/competency-4': 4,
      'question-7/competency-5': 5,
    });
    const consensus = consensusOf(KIT, [one, two]);
    expect(rowOf(consensus, 'competency-1')).toMatchObject({
      spread: undefined,
      level: 'single',
      withoutEvidence: 1,
    });
    expect(rowOf(consensus, 'competency-3')).toMatchObject({
      spread: undefined,
      level: 'none',
      withoutEvidence: 2,
    });
    // Far first, then differing evidence, then agreed, then not comparable.
    expect(consensus.rows.map(({ competencyId }) => competencyId)).toEqual([
      'competency-5',
      'competency-1',
      'competency-4',
      'competency-2',
      'competency-3',
    ]);
  });

  it('state next to the spread of numbers that an evaluator found no evidence', () => {
    const cards = ([3, 3, 'N'] as const).map(value => card({ 'question-7/competency-5': value }));
    expect(rowOf(consensusOf(KIT, cards), 'competency-5')).toMatchObject({
      spread: 0,
      level: 'agreed',
      withoutEvidence: 1,
    });
  });
});

const value = fc.constantFrom<RatingValue>(1, 2, 3, 4, 5, 'N');
const cards = fc.array(fc.dictionary(fc.constantFrom(...KEYS), value).map(card), {
  minLength: 1,
  maxLength: 5,
});

describe('for any scorecards', () => {
  it('the order of evaluators changes no figure', () => {
    fc.assert(
      fc.property(cards, given => {
        const figures = (list: LockedScorecard[]) => {
          const { headline, revised, ratings, rows } = consensusOf(KIT, list);
          const spreads = rows.map(row => [row.competencyId, row.spread, row.level]);
          return { headline, revised, ratings, spreads };
        };
        expect(figures([...given].reverse())).toEqual(figures(given));
      }),
    );
  });

  it('the headline lies between the lowest and the highest number, and turning a number into N removes only it', () => {
    fc.assert(
      fc.property(cards, given => {
        const numbers = given
          .flatMap(one => Object.values(one.ratings).map(rating => rating.value))
          .filter(one => typeof one === 'number');
        const { headline, ratings } = consensusOf(KIT, given);
        expect(ratings).toBe(numbers.length);
        if (headline === undefined) expect(numbers).toEqual([]);
        else {
          expect(headline).toBeGreaterThanOrEqual(Math.min(...numbers));
          expect(headline).toBeLessThanOrEqual(Math.max(...numbers));
          expect(headline * numbers.length).toBeCloseTo(
            numbers.reduce((sum, one) => sum + one, 0),
            9,
          );
        }
      }),
    );
  });
});
