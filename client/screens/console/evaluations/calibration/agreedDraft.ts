import type { InterviewKit } from '../../../../../shared/kit/kit.ts';
import type { AgreedRatings } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { type ConsensusRow, consensusOf } from '../../../../../shared/rubric/consensus.ts';
import type { RatingValue } from '../../../../../shared/rubric/rating.ts';
import type { LockedScorecard } from '../../../../../shared/rubric/scorecard.ts';

export interface AgreedRow {
  competencyId: ConsensusRow['competencyId'];
  name: string;
  /** What each rater gave, lowest first: a mean over the questions, or N. */
  raters: readonly string[];
  /** To begin with: the mean of the raters, on the scale. */
  suggested: RatingValue;
}

/** What raters gave, and from it what they may agree on, in the order of the kit. */
export function agreedRows(kit: InterviewKit, scorecards: readonly LockedScorecard[]): AgreedRow[] {
  const rows = new Map(consensusOf(kit, scorecards).rows.map(row => [row.competencyId, row]));
  return kit.competencies.map(({ id, name }) => {
    const means = (rows.get(id)?.cells ?? []).map(({ mean }) => mean);
    const numbers = means.filter(mean => mean !== undefined);
    const sum = numbers.reduce((total, mean) => total + mean, 0);
    return {
      competencyId: id,
      name,
      raters: means.map(mean => (mean === undefined ? 'N' : `${Math.round(mean * 10) / 10}`)),
      suggested: numbers.length === 0 ? 'N' : (Math.round(sum / numbers.length) as RatingValue),
    };
  });
}

export function suggestedRatings(rows: readonly AgreedRow[]): AgreedRatings {
  return Object.fromEntries(rows.map(({ competencyId, suggested }) => [competencyId, suggested]));
}
