import { z } from 'zod';
import { KitId } from '../kit/kitIds.ts';
import { RatersNeeded } from './evaluationState.ts';

/** How an organization evaluates. */
export const EvaluationSettings = z.strictObject({
  /** From the end of the interview to the candidate's report, in hours. */
  promiseHours: z.number().int().min(1).max(720),
  raters: RatersNeeded,
  /** Where a kit needs another number. */
  ratersByKit: z.record(KitId, RatersNeeded),
  namesHidden: z.strictObject({ practice: z.boolean(), interviews: z.boolean() }),
  /** Whether a report says the first names of those who rated, or how many they were. */
  evaluatorsShown: z.enum(['names', 'count']),
  /** Whether invited candidates get a report, too. */
  invitedReports: z.boolean(),
  /** Whether they are promised it by then. */
  invitedPromise: z.boolean(),
  /** Whether new evaluators rate reference attempts first. */
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

/** How many people rate an interview of this kit. */
export function ratersFor({ raters, ratersByKit }: EvaluationSettings, kitId: KitId): number {
  return ratersByKit[kitId] ?? raters;
}
