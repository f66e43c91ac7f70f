import { z } from 'zod';
import { KitId } from '../kit/kitIds.ts';
import { RatersNeeded } from './evaluationState.ts';

export const EvaluationSettings = z.strictObject({
  /** Hours from the end of the interview to the candidate's report. */
  promiseHours: z.number().int().min(1).max(720),
  raters: RatersNeeded,
  /** Kits with a different number of raters. */
  ratersByKit: z.record(KitId, RatersNeeded),
  namesHidden: z.strictObject({ practice: z.boolean(), interviews: z.boolean() }),
  /** Whether a report names its evaluators, by first name, or only counts them. */
  evaluatorsShown: z.enum(['names', 'count']),
  /** True when invited candidates get a report too. */
  invitedReports: z.boolean(),
  /** True when invited candidates are promised the report by then. */
  invitedPromise: z.boolean(),
  /** True when new evaluators rate reference interviews first. */
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

/** Returns the number of raters for an interview of this kit. */
export function ratersFor({ raters, ratersByKit }: EvaluationSettings, kitId: KitId): number {
  return ratersByKit[kitId] ?? raters;
}
