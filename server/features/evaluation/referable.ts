import type { StoredEvaluation } from '../../store/evaluationStore.ts';
import type { RecordingPhase } from '../../store/interviewRecordingStore.ts';

type NotReferable =
  | 'reference-needs-comparison'
  | 'reference-needs-all-ratings'
  | 'reference-needs-recording';

/**
 * Returns why an evaluation can't be a reference. Undefined if everyone has rated it, no one has ratings left to
 * compare, and new evaluators can watch its recording or, if it has none, read its written answers. The queue
 * has the same condition in SQL.
 */
export function notReferableBecause(
  { stage, asked, ratable, locked, raters }: StoredEvaluation,
  recording: RecordingPhase | undefined,
): NotReferable | undefined {
  if (stage === 'agree') return 'reference-needs-comparison';
  if (stage === 'rate' || stage === 'closed' || locked < raters) return 'reference-needs-all-ratings';
  // A row without a recording that can be rated has written answers.
  const isPresent = recording === 'ready' || (recording === undefined && asked && ratable);
  return isPresent ? undefined : 'reference-needs-recording';
}
