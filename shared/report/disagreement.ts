import type { CandidateReport } from './candidateReport.ts';

/** How far raters were apart, in words for the candidate. Says of no difference that it was talked about unless the author said so. */
export function disagreement({ evaluators, judged }: Pick<CandidateReport, 'evaluators' | 'judged'>): string {
  const { closer, compared, competencies, discussed, far, near } = judged;
  if (evaluators.count === 1) return 'With one evaluator there is no second opinion to compare with.';
  if (compared === 0) return 'No two of them rated the same answer, so there is nothing to compare.';
  if (near === 0) return 'All of them rated the same answer alike.';
  const apart = [
    ...(near > far ? [`one level apart in ${near - far} of ${competencies} competencies`] : []),
    ...(far > 0 ? [`two or more levels apart in ${far} of ${competencies} competencies`] : []),
  ];
  return [
    `For the same answer, their ratings were ${apart.join(', and ')}.`,
    ...(closer > 0 ? [`They revised their ratings in ${closer} of these and are closer now.`] : []),
    ...(discussed > 0 ? [`They talked about ${discussed} of these and still differ.`] : []),
  ].join(' ');
}
