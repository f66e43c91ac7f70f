import { Lock } from 'lucide-react';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { useStaffMay } from '../../../../hooks/useMember.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { CALIBRATION_PATH, QUEUE_PATH, reportPath } from '../evaluationPaths.ts';

const texts = evaluationTexts.after;

/** The own scorecard is locked: what comes next, for this evaluation or with another one. */
export function AfterLock({ item, shadow }: { item: QueueItem; shadow: boolean }) {
  const mayWrite = useStaffMay('reports.write');
  const { interviewId, locked, raters, report, stage } = item;
  const words = shadow
    ? texts.shadow
    : stage === 'rate'
      ? texts.waiting(Math.max(1, raters - locked))
      : stage === 'done' && !report
        ? texts.rated
        : texts[stage];
  return (
    <section
      data-after-lock={shadow ? 'shadow' : stage}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-card bg-accent-soft px-4 py-3 text-sm"
    >
      <div className="flex min-w-0 items-start gap-3">
        <Lock className="mt-0.5 size-4 shrink-0 text-accent-ink" aria-hidden="true" />
        <div role="status" className="min-w-0">
          <p className="font-medium">{texts.title}</p>
          <p>{words}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <ButtonLink to={QUEUE_PATH} size="sm">
          {evaluationTexts.rating.back}
        </ButtonLink>
        {shadow ? (
          <ButtonLink to={CALIBRATION_PATH} size="sm" variant="primary">
            {texts.calibration}
          </ButtonLink>
        ) : (
          mayWrite &&
          report &&
          (stage === 'write' || stage === 'republish' || stage === 'done') && (
            <ButtonLink to={reportPath(interviewId)} size="sm" variant="primary">
              {stage === 'write' ? evaluationTexts.actions.write : evaluationTexts.actions.report}
            </ButtonLink>
          )
        )}
      </div>
    </section>
  );
}
