import type { QuestionId } from '../../../shared/kit/kitIds.ts';

/** Where the reader can go from a question of the report. */
export interface ReportWays {
  /** To practice it; undefined where the role is not public any more. */
  practice?: ((questionId: QuestionId) => string) | undefined;
  /** To one's own recorded answer. */
  watch?: ((questionId: QuestionId) => string) | undefined;
}
