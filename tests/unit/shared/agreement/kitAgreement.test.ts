import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RatedInterview } from '../../../../shared/agreement/candidates.ts';
import { type Estimate, estimate, seededRandom } from '../../../../shared/agreement/estimate.ts';
import {
  kitAgreement,
  MIN_CANDIDATES,
  type ShownAgreement,
} from '../../../../shared/agreement/kitAgreement.ts';
import { raterProfiles } from '../../../../shared/agreement/raterProfiles.ts';
import type { RatingMatrix } from '../../../../shared/agreement/ratingMatrix.ts';
import { withinAgreement } from '../../../../shared/agreement/withinAgreement.ts';
import { icc, krippendorffAlpha, quadraticWeightedKappa } from '../../../support/agreementCoefficients.ts';
import { meanOf, same } from './matrices.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const PANEL = ['Ada', 'Barbara', 'Grace'];

/** One interview a day; rows are units, columns the named raters. */
function interview(day: number, raters: readonly string[], rows: RatingMatrix): RatedInterview {
  return {
    interviewId: `interview-${String(day).padStart(4, '0')}`,
    at: day * DAY_MS,
    ratings: rows.flatMap((row, unit) =>
      row.flatMap((value, column) => {
        const rater = raters[column];
        return value === undefined || rater === undefined
          ? []
          : { rater, unit: `question-${unit}/depth`, value };
      }),
    ),
  };
}

/** Candidates of different strength, with raters who mostly recognize it. */
function made(days: number, raters: readonly string[], units: number, seed = 1): RatingMatrix[] {
  const random = seededRandom(seed);
  return Array.from({ length: days }, () => {
    const strength = random(5);
    return Array.from({ length: units }, () =>
      raters.map(() => Math.min(5, Math.max(1, strength + random(3)))),
    );
  });
}

function panelInterviews(days: number, units = 4): RatedInterview[] {
  return made(days, PANEL, units).map((rows, day) => interview(day, PANEL, rows));
}

function shown(interviews: readonly RatedInterview[]): ShownAgreement {
  const agreement = kitAgreement(interviews);
  if (agreement.state === 'hidden') throw new Error(`Hidden with ${agreement.candidates} candidates.`);
  return agreement;
}

function figure(found: Estimate): number {
  if (found.state === 'undefined') throw new Error(`Undefined: ${found.reason}.`);
  return found.value;
}

function widthOf(found: Estimate): number {
  return found.state === 'known' ? found.high - found.low : Number.NaN;
}

describe('agreement for a kit with little data', () => {
  it('is hidden below ten candidates, with the number of candidates', () => {
    expect(kitAgreement([])).toEqual({ state: 'hidden', candidates: 0, needed: MIN_CANDIDATES });
    expect(kitAgreement(panelInterviews(9))).toEqual({ state: 'hidden', candidates: 9, needed: 10 });
    expect(kitAgreement(panelInterviews(10)).state).toBe('shown');
  });

  it('counts only interviews in which two raters rated a common unit', () => {
    const alone = interview(20, ['Ada'], [[1], [5]]);
    const apart = interview(
      21,
      ['Ada', 'Grace'],
      [
        [1, undefined],
        [undefined, 5],
      ],
    );
    const unrated = interview(22, [], []);
    const nine = [...panelInterviews(9), alone, apart, unrated];
    expect(kitAgreement(nine)).toMatchObject({ state: 'hidden', candidates: 9 });
    expect(kitAgreement([...panelInterviews(10), alone, apart, unrated])).toEqual(
      kitAgreement(panelInterviews(10)),
    );
  });
});

describe('agreement for a kit with a constant panel', () => {
  const matrices = made(25, PANEL, 4);
  const agreement = shown(matrices.map((rows, day) => interview(day, PANEL, rows)));
  const allRows = matrices.flat();

  it('states its data', () => {
    expect(agreement).toMatchObject({ candidates: 25, ratings: 25 * 4 * 3, raters: 3 });
    expect(agreement.icc.meanRaters).toBeCloseTo(3, 12);
    expect(agreement.icc.single).toMatchObject({ state: 'known', n: 25 });
    expect(agreement.alpha).toMatchObject({ state: 'known', n: 25 });
  });

  it("has the ICC of each candidate's means by rater", () => {
    const means = matrices.map(rows => PANEL.map((_, column) => meanOf(rows.map(row => row[column] ?? 0))));
    const expected = icc(means);
    expect(figure(agreement.icc.single)).toBeCloseTo(expected?.single ?? Number.NaN, 9);
    expect(figure(agreement.icc.average)).toBeCloseTo(expected?.average ?? Number.NaN, 9);
  });

  it('has alpha, kappas, differences, and profiles over all units', () => {
    expect(figure(agreement.alpha)).toBeCloseTo(krippendorffAlpha(allRows) ?? Number.NaN, 9);
    expect(agreement.within).toEqual(withinAgreement(allRows));
    expect(agreement.kappas.map(({ raters }) => raters)).toEqual([
      ['Ada', 'Barbara'],
      ['Ada', 'Grace'],
      ['Barbara', 'Grace'],
    ]);
    const first = agreement.kappas[0];
    if (!first) throw new Error('Three raters make three pairs.');
    const side = (column: number) => allRows.map(row => row[column]);
    expect(first).toMatchObject({ candidates: 25, kappa: { n: 25 } });
    expect(figure(first.kappa)).toBeCloseTo(quadraticWeightedKappa(side(0), side(1)) ?? Number.NaN, 9);
    const order = matrices.flatMap((rows, day) => rows.map(() => day));
    expect(agreement.profiles).toEqual(
      raterProfiles(allRows, order).map((profile, column) => ({ rater: PANEL[column], ...profile })),
    );
    expect(agreement.profiles[0]).toMatchObject({ compared: 100, steps: 25 });
  });

  it('gives every figure an interval with its start below its end', () => {
    const { icc: both, alpha, kappas } = agreement;
    for (const found of [both.single, both.average, alpha, ...kappas.map(({ kappa }) => kappa)])
      expect(widthOf(found)).toBeGreaterThan(0);
  });
});

describe('agreement for a kit with changing raters', () => {
  const people = ['Ada', 'Barbara', 'Edsger', 'Grace', 'Leslie'];
  const changing = made(40, ['', '', ''], 3, 5).map((rows, day) => {
    const size = day % 3 === 0 ? 3 : 2;
    const panel = Array.from({ length: size }, (_, seat) => people[(day + seat) % people.length] ?? '');
    return interview(
      day,
      panel,
      rows.map(row => row.slice(0, size)),
    );
  });

  it('uses the harmonic mean of the numbers of raters', () => {
    const { meanRaters } = shown(changing).icc;
    expect(meanRaters).toBeCloseTo(40 / (14 / 3 + 26 / 2), 12);
  });

  it('shows kappa only for pairs with ten common candidates', () => {
    const together = (a: string, b: string) =>
      changing.filter(({ ratings }) => [a, b].every(name => ratings.some(({ rater }) => rater === name)))
        .length;
    const expected = people.flatMap((a, place) =>
      people
        .slice(place + 1)
        .flatMap(b => (together(a, b) < 10 ? [] : [{ raters: [a, b], candidates: together(a, b) }])),
    );
    const found = shown(changing).kappas.map(({ raters, candidates }) => ({ raters, candidates }));
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(10);
  });

  it('does not depend on the order of interviews and ratings', () => {
    const agreement = kitAgreement(changing);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(changing, { minLength: changing.length }),
        fc.boolean(),
        (mixed, turned) => {
          const other = mixed.map(one => ({
            ...one,
            ratings: turned ? one.ratings.toReversed() : one.ratings,
          }));
          expect(kitAgreement(other)).toEqual(agreement);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('does not depend on the names of raters', () => {
    const renamed = changing.map(one => ({
      ...one,
      ratings: one.ratings.map(rating => ({ ...rating, rater: rating.rater.split('').reverse().join('') })),
    }));
    const [before, after] = [shown(changing), shown(renamed)];
    expect(same(figure(before.icc.single), figure(after.icc.single))).toBe(true);
    expect(after.alpha).toEqual(before.alpha);
    expect(after.within).toEqual(before.within);
    expect(after.kappas).toHaveLength(before.kappas.length);
  });

  it('separates raters from candidates when the panel changes every day', () => {
    // Grace is a point harsher than the others; a candidate she rated must not appear weak.
    const strengths = [2, 3, 4, 5];
    const interviews = Array.from({ length: 20 }, (_, day) => {
      const strength = strengths[day % 4] ?? 2;
      const panel = [people[day % 5] ?? '', people[(day + 1 + (day % 3)) % 5] ?? ''];
      return interview(day, panel, [panel.map(name => (name === 'Grace' ? strength - 1 : strength))]);
    });
    const agreement = shown(interviews);
    const grace = agreement.profiles.find(({ rater }) => rater === 'Grace');
    expect(grace?.severity).toBeCloseTo(-1, 9);
    // Strengths 2 to 5, five times each, have variance 25/19; five severities, one of them -1, have
    // variance 1/5.
    const single = figure(agreement.icc.single);
    expect(single).toBeCloseTo(25 / 19 / (25 / 19 + 1 / 5), 1);
  });
});

describe('undefined figures', () => {
  it('name the lack of variance when all ratings are equal', () => {
    const agreement = shown(Array.from({ length: 12 }, (_, day) => interview(day, PANEL, [[3, 3, 3]])));
    const none = { state: 'undefined', reason: 'no-variance' };
    expect(agreement.icc).toEqual({ single: none, average: none, meanRaters: 3 });
    expect(agreement.alpha).toEqual(none);
    expect(agreement.kappas.map(({ kappa }) => kappa)).toEqual([none, none, none]);
    expect(agreement.within.exact).toBe(1);
  });

  it('name the design when no one rated a second candidate', () => {
    const strangers = made(12, ['', ''], 3).map((rows, day) => interview(day, [`A${day}`, `B${day}`], rows));
    const agreement = shown(strangers);
    expect(agreement.icc.single).toEqual({ state: 'undefined', reason: 'confounded' });
    expect(agreement.alpha.state).toBe('known');
    expect(agreement.kappas).toEqual([]);
  });

  it('name the design when raters saw too few candidates each, and no longer when they saw four', () => {
    const interviewsOf = (perPanel: number) =>
      made(12, ['', ''], 3).map((rows, day) => {
        const panel = Math.floor(day / perPanel);
        return interview(day, [`A${panel}`, `B${panel}`], rows);
      });
    expect(shown(interviewsOf(3)).icc.single).toEqual({ state: 'undefined', reason: 'confounded' });
    expect(shown(interviewsOf(4)).icc.single.state).toBe('known');
  });

  it('name the resamples when most of them have no value', () => {
    const candidates = Array.from({ length: 12 }, (_, place) => place);
    const ofAll = (drawn: readonly number[]) => (new Set(drawn).size === 12 ? 1 : undefined);
    expect(estimate(candidates, ofAll)).toEqual({ state: 'undefined', reason: 'unstable' });
  });
});

describe('identical ratings', () => {
  it('reach 1 everywhere', () => {
    const rows = made(15, [''], 4).map(units => units.map(([value]) => PANEL.map(() => value)));
    const agreement = shown(rows.map((units, day) => interview(day, PANEL, units)));
    for (const found of [agreement.icc.single, agreement.icc.average, agreement.alpha])
      expect(found).toMatchObject({
        state: 'known',
        value: expect.closeTo(1, 9),
        low: expect.closeTo(1, 9),
      });
    for (const { kappa } of agreement.kappas) expect(figure(kappa)).toBeCloseTo(1, 9);
    expect(agreement.within).toMatchObject({ exact: 1, withinOne: 1, meanAbsoluteDifference: 0 });
    expect(agreement.profiles.map(({ severity }) => severity)).toEqual([0, 0, 0]);
  });
});

describe('intervals', () => {
  it('do not narrow with equal ratings on more units: candidates are drawn, not units', () => {
    const once = made(20, PANEL, 1, 9);
    const interviewsOf = (copies: number) =>
      once.map(([row = []], day) =>
        interview(
          day,
          PANEL,
          Array.from({ length: copies }, () => row),
        ),
      );
    const [one, many] = [shown(interviewsOf(1)), shown(interviewsOf(14))];
    expect(widthOf(many.alpha) / widthOf(one.alpha)).toBeCloseTo(1, 1);
    expect(widthOf(many.icc.single)).toBeCloseTo(widthOf(one.icc.single), 9);
    for (const [pair, { kappa }] of many.kappas.entries())
      expect(widthOf(kappa)).toBeCloseTo(widthOf(one.kappas[pair]?.kappa ?? kappa), 9);
  });

  it('narrow with the number of candidates', () => {
    expect(widthOf(shown(panelInterviews(200)).alpha)).toBeLessThan(
      widthOf(shown(panelInterviews(20)).alpha),
    );
  });
});
