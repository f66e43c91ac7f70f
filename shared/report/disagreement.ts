import type { CandidateReport } from './candidateReport.ts';

/** Tells the candidate how far ratings differed. Mentions a discussion only where the report's author confirmed it. */
export function disagreement({ evaluators, judged }: Pick<CandidateReport, 'evaluators' | 'judged'>): string {
  const { closer, compared, competencies, discussed, far, near } = judged;
  if (evaluators.count === 1) return 'With one evaluator, there is no second opinion to compare with.';
  if (compared === 0) return 'No two evaluators rated the same answer, so there is nothing to compare.';
  if (near === 0) return 'The evaluators gave each answer the same rating.';
  return [
    near > far &&
      `Ratings of the same answer differed by one level in ${near - far} of ${competencies} competencies.`,
    far > 0 &&
      `Ratings of the same answer differed by two or more levels in ${far} of ${competencies} competencies.`,
    closer > 0 && `The evaluators revised their ratings in ${closer} of these and are closer now.`,
    discussed > 0 && `The evaluators discussed ${discussed} of these and still disagree.`,
  ]
    .filter(Boolean)
    .join(' ');
}
