import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelsOf } from '../../../shared/report/levels.ts';
import type { RatingKey, RatingValue } from '../../../shared/rubric/rating.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { newSeatId } from '../../support/interviewLog.ts';
import { DATABASES, KIT } from '../../support/ratedReport.ts';
import { keysOf } from '../../support/scoredInterview.ts';

function card(
  values: Partial<Record<string, RatingValue>>,
  revised: Partial<Record<string, RatingValue>> = {},
) {
  const stamp = { mediaTimeMs: 0 };
  return {
    seatId: newSeatId(),
    ratings: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, { value, version: 1, stamp }]),
    ),
    notes: {},
    revisions: Object.fromEntries(
      Object.entries(revised).map(([key, value]) => [key, [{ value, reason: 'Misheard.', at: 1 }]]),
    ),
    lock: { at: 1, recommendation: 'yes', summary: '' },
  } as LockedScorecard;
}

describe('the level of a competency', () => {
  const KEYS = keysOf(chosenKit()).filter(key => key.endsWith(`/${DATABASES}`)) as [RatingKey, RatingKey];
  const level = (...cards: LockedScorecard[]) => levelsOf(KIT, cards)[0];

  it('is the mean of the evaluators’ means, rounded, and never a decimal', () => {
    const [a, b] = KEYS;
    expect(level(card({ [a]: 2, [b]: 3 }))).toMatchObject({ rung: 3, spread: undefined });
    // 1 and (4 + 4) / 2: each evaluator counts once, however many ratings they gave.
    expect(level(card({ [a]: 1 }), card({ [a]: 4, [b]: 4 }))).toMatchObject({
      rung: 3,
      spread: { low: 1, high: 4 },
    });
  });

  it('has the spread of the answer with the largest difference', () => {
    const [a, b] = KEYS;
    expect(level(card({ [a]: 5, [b]: 2 }), card({ [a]: 3, [b]: 4 }))).toMatchObject({
      rung: 4,
      spread: { low: 3, high: 5 },
      apart: 'far',
    });
    expect(level(card({ [a]: 5, [b]: 1 }), card({ [a]: 4, [b]: 4 }))).toMatchObject({
      rung: 4,
      spread: { low: 1, high: 4 },
    });
  });

  it('is that of the current ratings, and undefined when there was no evidence', () => {
    const [a, b] = KEYS;
    expect(level(card({ [a]: 1 }, { [a]: 4 }))?.rung).toBe(4);
    expect(level(card({ [a]: 'N', [b]: 'N' }))?.rung).toBeUndefined();
    expect(level(card({ [a]: 'N' }), card({ [a]: 2 }))).toMatchObject({ rung: 2, spread: undefined });
  });

  it('has no spread when evaluators agree in every common answer', () => {
    const [a, b] = KEYS;
    expect(level(card({ [a]: 2 }), card({ [a]: 2, [b]: 5 }))?.spread).toBeUndefined();
    expect(level(card({ [a]: 1 }), card({ [b]: 5 }))).toMatchObject({ rung: 3, spread: undefined });
    expect(level(card({ [a]: 2, [b]: 3 }), card({ [a]: 3, [b]: 3 }))?.spread).toEqual({ low: 2, high: 3 });
  });

  it('lies between the lowest and the highest rating', () => {
    const value = fc.constantFrom<RatingValue>(1, 2, 3, 4, 5, 'N');
    const anyCard = fc
      .tuple(value, value)
      .map(([first, second]) => card({ [KEYS[0]]: first, [KEYS[1]]: second }));
    fc.assert(
      fc.property(fc.array(anyCard, { minLength: 1, maxLength: 4 }), cards => {
        const numbers = cards
          .flatMap(({ ratings }) => Object.values(ratings).map(rating => rating.value))
          .filter(one => typeof one === 'number');
        const { rung, spread } = level(...cards) ?? {};
        if (numbers.length === 0) expect(rung).toBeUndefined();
        else {
          expect(Number.isInteger(rung)).toBe(true);
          expect(rung).toBeGreaterThanOrEqual(Math.min(...numbers));
          expect(rung).toBeLessThanOrEqual(Math.max(...numbers));
        }
        if (spread) expect(spread.low).toBeLessThan(spread.high);
      }),
    );
  });
});
