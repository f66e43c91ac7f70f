import type { Estimate } from '../../../../shared/protocol/agreementReport.ts';
import { agreementTexts } from '../../../texts/agreement.ts';

/** Why there is no figure. */
export function NoFigure({ estimate }: { estimate: Extract<Estimate, { state: 'undefined' }> }) {
  const reasons: Readonly<Record<string, string>> = agreementTexts.reasons;
  const reason = reasons[estimate.reason] ?? agreementTexts.noReason;
  return <p className="max-w-[60ch] text-sm text-muted">{reason}</p>;
}
