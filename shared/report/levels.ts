import type { InterviewKit } from '../kit/kit.ts';
import type { CompetencyId } from '../kit/kitIds.ts';
import { consensusOf, type SpreadLevel } from '../rubric/consensus.ts';
import { SCALE } from '../rubric/rating.ts';
import type { LockedScorecard } from '../rubric/scorecard.ts';
import type { Rung } from './reportContent.ts';

/** Where the answers of one interview stand in one competency. Bands, never decimals. */
export interface CompetencyLevel {
  competencyId: CompetencyId;
  /** Mean of the raters' means of what they say now, rounded. Undefined where no one found evidence, which is not a low rating. */
  rung: Rung | undefined;
  /** Lowest and highest rating of the answer that raters differ most in; undefined where they agree in every answer they share. */
  spread: { low: Rung; high: Rung } | undefined;
  /** How far raters are apart in the same answer. */
  apart: SpreadLevel;
}

/** One for each competency of the kit, in its order. */
export function levelsOf(kit: InterviewKit, scorecards: readonly LockedScorecard[]): CompetencyLevel[] {
  const { rows } = consensusOf(kit, scorecards);
  return kit.competencies.map(({ id }) => {
    const row = rows.find(({ competencyId }) => competencyId === id);
    const apart = row?.level ?? 'none';
    const means = (row?.cells ?? []).flatMap(({ mean }) => (mean === undefined ? [] : [mean]));
    return {
      competencyId: id,
      rung: means.length > 0 ? rungOf(means.reduce((sum, one) => sum + one, 0) / means.length) : undefined,
      spread:
        row?.widest && row.widest.high > row.widest.low
          ? { low: rungOf(row.widest.low), high: rungOf(row.widest.high) }
          : undefined,
      apart,
    };
  });
}

/** Competencies in which raters are two points or more apart now. */
export function farApart(kit: InterviewKit, scorecards: readonly LockedScorecard[]): CompetencyId[] {
  return levelsOf(kit, scorecards).flatMap(({ competencyId, apart }) =>
    apart === 'far' ? [competencyId] : [],
  );
}

/** Halves go up. What is a half by its numbers must not fall below it by the way they are stored. */
function rungOf(mean: number): Rung {
  const rounded = Math.round(mean + 1e-9);
  return Math.min(SCALE.max, Math.max(SCALE.min, rounded)) as Rung;
}
