import type { InterviewKit } from '../kit/kit.ts';
import type { CompetencyId } from '../kit/kitIds.ts';
import { consensusOf, type SpreadLevel } from '../rubric/consensus.ts';
import { SCALE } from '../rubric/rating.ts';
import type { LockedScorecard } from '../rubric/scorecard.ts';
import type { Rung } from './reportContent.ts';

export interface CompetencyLevel {
  competencyId: CompetencyId;
  /** Rounded mean of the evaluators' means, after revisions. Undefined if no one saw evidence. */
  rung: Rung | undefined;
  /** Lowest and highest rating of the answer on which evaluators differed most. */
  spread: { low: Rung; high: Rung } | undefined;
  apart: SpreadLevel;
}

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

/** Returns competencies with ratings two or more points apart, after revisions. */
export function farApart(kit: InterviewKit, scorecards: readonly LockedScorecard[]): CompetencyId[] {
  return levelsOf(kit, scorecards).flatMap(({ competencyId, apart }) =>
    apart === 'far' ? [competencyId] : [],
  );
}

/** Rounds a mean; halves round up. The added 1e-9 keeps floating-point errors from lowering a half. */
function rungOf(mean: number): Rung {
  const rounded = Math.round(mean + 1e-9);
  return Math.min(SCALE.max, Math.max(SCALE.min, rounded)) as Rung;
}
