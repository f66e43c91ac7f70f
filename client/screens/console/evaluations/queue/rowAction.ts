import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { ratingPath, reportPath } from '../evaluationPaths.ts';

const { actions } = evaluationTexts;

/** What the viewer does with a row of the queue: claims it, or goes on to a page. */
export type RowAction = { label: string; wanted: boolean } & ({ do: 'claim' } | { do: 'go'; to: string });

/** What the viewer may do with reports. */
export interface ReportRights {
  write: boolean;
  publish: boolean;
}

export function rowAction(item: QueueItem, may: ReportRights): RowAction {
  const { interviewId, own, refused, report, stage } = item;
  const page = ratingPath(interviewId);
  if (own === 'held') return { do: 'go', label: actions.resume, to: page, wanted: true };
  if (own !== 'locked' && !refused) return { do: 'claim', label: actions.claim, wanted: true };
  if (stage === 'agree' && own === 'locked')
    return { do: 'go', label: actions.agree, to: page, wanted: true };
  if (may.write && stage === 'write')
    return { do: 'go', label: actions.write, to: reportPath(interviewId), wanted: true };
  if (may.publish && stage === 'republish')
    return { do: 'go', label: actions.republish, to: reportPath(interviewId), wanted: true };
  if (may.write && (stage === 'republish' || (report && stage === 'done')))
    return { do: 'go', label: actions.report, to: reportPath(interviewId), wanted: false };
  return { do: 'go', label: actions.details, to: page, wanted: false };
}
