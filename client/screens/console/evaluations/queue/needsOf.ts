import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';

const { needs } = evaluationTexts;

/** What is still to be done, in words. */
export function needsOf({ locked, raters, report, stage }: QueueItem): string {
  if (stage === 'rate') return needs.rate(locked, raters);
  return stage === 'done' && !report ? needs.rated : needs[stage];
}
