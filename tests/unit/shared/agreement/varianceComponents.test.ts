import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type VarianceComponents, varianceComponents } from '../../../../shared/agreement/candidateIcc.ts';
import type { RatingMatrix } from '../../../../shared/agreement/ratingMatrix.ts';
import { icc } from '../../../support/agreementCoefficients.ts';
import { completeMatrix, matrixWithGaps, SHROUT_FLEISS, same } from './matrices.ts';

/** The second judge left after the first two targets. */
const SECOND_JUDGE_LEFT = SHROUT_FLEISS.map(([first, second, ...others], target) => [
  first,
  target < 2 ? second : undefined,
  ...others,
]);

const designs = matrixWithGaps({ minRows: 3, minColumns: 2 }).filter(
  matrix => componentsOf(matrix) !== undefined,
);

describe('variance components of subjects, raters, and residual', () => {
  it('match the mean squares of Shrout & Fleiss 1979, table 3, for complete scores', () => {
    const [betweenTargets, betweenJudges, residual] = [11.24, 32.49, 1.02];
    const found = componentsOf(SHROUT_FLEISS);
    expect(found?.subject).toBeCloseTo((betweenTargets - residual) / 4, 2);
    expect(found?.rater).toBeCloseTo((betweenJudges - residual) / 6, 2);
    expect(found?.residual).toBeCloseTo(residual, 2);
  });

  it('are close to the likelihood fit in the documentation of the R package intraclass 0.1.0 for incomplete scores', () => {
    const found = componentsOf(SECOND_JUDGE_LEFT);
    expect(found?.subject).toBeCloseTo(2.281, 1);
    expect(found?.residual).toBeCloseTo(1.344, 1);
  });

  it('give the coefficient of the mean squares for complete scores', () => {
    fc.assert(
      fc.property(completeMatrix(), matrix => {
        const found = componentsOf(matrix);
        if (!found) throw new Error('Every rater scored every subject.');
        const total = found.subject + found.rater + found.residual;
        const expected = icc(matrix)?.single;
        if (expected === undefined) expect(total).toBeCloseTo(0, 9);
        else expect(found.subject / total).toBeCloseTo(expected, 8);
      }),
    );
  });

  it('are unbiased in every design: effects of one kind with variance 1 give 1 there and 0 elsewhere', () => {
    // An estimate is a quadratic form of the scores. Its expectation under independent effects of variance
    // 1 is the sum of its values for each single effect.
    fc.assert(
      fc.property(designs, design => {
        const ofEffects = (effects: RatingMatrix[]) => added(effects.map(componentsOf));
        const subjects = design.map((_, chosen) => filled(design, row => row === chosen));
        const raters = (design[0] ?? []).map((_, chosen) =>
          filled(design, (_row, column) => column === chosen),
        );
        const cells = design.flatMap((own, chosen) =>
          own.map((_, at) => filled(design, (row, column) => row === chosen && column === at)),
        );
        expectComponents(ofEffects(subjects), { subject: 1, rater: 0, residual: 0 });
        expectComponents(ofEffects(raters), { subject: 0, rater: 1, residual: 0 });
        expectComponents(ofEffects(cells), { subject: 0, rater: 0, residual: 1 });
      }),
    );
  });

  it('have the residual of a fit by alternating subtraction of means', () => {
    fc.assert(
      fc.property(designs, design => {
        const found = componentsOf(design);
        if (!found) throw new Error('Only designs that have components.');
        expect(found.residual * freedomOf(design)).toBeCloseTo(residualByTurns(design), 5);
      }),
      { numRuns: 20 },
    );
  });

  it("are undefined when raters and residual, or subjects and residual, can't be separated", () => {
    const eachRaterOnce = [
      [1, 2, undefined, undefined],
      [undefined, undefined, 4, 5],
    ];
    expect(componentsOf(eachRaterOnce)).toBeUndefined();
    expect(componentsOf([[1], [2], [3]])).toBeUndefined();
    expect(componentsOf([[1, 2, 3]])).toBeUndefined();
    expect(componentsOf([])).toBeUndefined();
  });

  it('are all zero when all scores are equal', () => {
    const third = 1 / 3;
    expect(
      componentsOf([
        [third, third],
        [third, third],
      ]),
    ).toEqual({ subject: 0, rater: 0, residual: 0 });
  });
});

/** Rows without a rating are no subjects. */
function componentsOf(matrix: RatingMatrix): VarianceComponents | undefined {
  const subjects = matrix.map(row =>
    row.flatMap((score, rater) => (score === undefined ? [] : { rater, score })),
  );
  return varianceComponents(subjects.filter(scores => scores.length > 0));
}

/** The same design with 1 where the effect applies, and 0 elsewhere. */
function filled(design: RatingMatrix, isThere: (row: number, column: number) => boolean): RatingMatrix {
  return design.map((own, row) =>
    own.map((score, column) => (score === undefined ? undefined : Number(isThere(row, column)))),
  );
}

function added(all: readonly (VarianceComponents | undefined)[]): VarianceComponents {
  const total = (pick: (one: VarianceComponents) => number) =>
    all.reduce((so, one) => so + (one ? pick(one) : 0), 0);
  return {
    subject: total(one => one.subject),
    rater: total(one => one.rater),
    residual: total(one => one.residual),
  };
}

function expectComponents(found: VarianceComponents, expected: VarianceComponents): void {
  expect(same(found.subject, expected.subject), `subject ${found.subject}`).toBe(true);
  expect(same(found.rater, expected.rater), `rater ${found.rater}`).toBe(true);
  expect(same(found.residual, expected.residual), `residual ${found.residual}`).toBe(true);
}

interface Cell {
  row: number;
  column: number;
  value: number;
}

function cellsOf(design: RatingMatrix): Cell[] {
  return design.flatMap((own, row) =>
    own.flatMap((value, column) => (value === undefined ? [] : { row, column, value })),
  );
}

/** Repeated subtraction of row and column means converges to the least squares residuals. */
function residualByTurns(design: RatingMatrix): number {
  let cells = cellsOf(design);
  for (let turn = 0; turn < 2_000; turn++) {
    const by = turn % 2 === 0 ? 'row' : 'column';
    cells = cells.map(cell => {
      const alike = cells.filter(other => other[by] === cell[by]);
      return { ...cell, value: cell.value - alike.reduce((sum, { value }) => sum + value, 0) / alike.length };
    });
  }
  return cells.reduce((sum, { value }) => sum + value ** 2, 0);
}

/** N - P - R + C, with the connected groups counted by traversal. */
function freedomOf(design: RatingMatrix): number {
  const cells = cellsOf(design);
  const rows = new Set(cells.map(({ row }) => row)).size;
  const columns = new Set(cells.map(({ column }) => column)).size;
  const unseen = new Set(cells);
  let groups = 0;
  for (const start of cells) {
    if (!unseen.delete(start)) continue;
    groups += 1;
    const reached = [start];
    for (const here of reached)
      for (const next of unseen)
        if (next.row === here.row || next.column === here.column) {
          unseen.delete(next);
          reached.push(next);
        }
  }
  return cells.length - rows - columns + groups;
}
