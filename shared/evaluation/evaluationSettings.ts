import { z } from 'zod';
import { KitId } from '../kit/kitIds.ts';
import { RatersNeeded } from './evaluationState.ts';

/** A claim ends after this time without activity. The database's clock decides. */
export const CLAIM_LEASE_MS = 2 * 60 * 60 * 1_000;

export const EvaluationSettings = z.strictObject({
  /** Hours from the end of the interview until the candidate gets the report. */
  promiseHours: z.number().int().min(1).max(720),
  raters: RatersNeeded,
  ratersByKit: z.record(KitId, RatersNeeded),
  namesHidden: z.strictObject({ practice: z.boolean(), interviews: z.boolean() }),
  /** `names`: the report shows the evaluators' first names. `count`: only their number. */
  evaluatorsShown: z.enum(['names', 'count']),
  invitedReports: z.boolean(),
  invitedPromise: z.boolean(),
  calibration: z.boolean(),
});
export type EvaluationSettings = z.infer<typeof EvaluationSettings>;

export const USUAL_EVALUATION: EvaluationSettings = {
  promiseHours: 48,
  raters: 1,
  ratersByKit: {},
  namesHidden: { practice: true, interviews: false },
  evaluatorsShown: 'count',
  invitedReports: false,
  invitedPromise: false,
  calibration: false,
};

export function ratersFor({ raters, ratersByKit }: EvaluationSettings, kitId: KitId): number {
  return ratersByKit[kitId] ?? raters;
}
