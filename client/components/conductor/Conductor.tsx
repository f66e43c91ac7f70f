import { useMay } from '../../hooks/room/session.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { conductor } from '../../texts/conductor.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { ConductorSkeleton } from './ConductorSkeleton.tsx';
import { LeadConductor } from './LeadConductor.tsx';
import { RaterConductor } from './RaterConductor.tsx';

/** The questions of the interview under the stage: the lead goes through them, the other raters follow. */
export function Conductor() {
  const { kit, kitError, session, view } = useRubric();
  const conducts = useMay('question.conduct');
  if (kitError)
    return (
      <section aria-label={conductor.label} className="shrink-0 rounded-card border border-line bg-surface">
        <ErrorState title={conductor.failed} error={kitError} onRetry={() => session.kit.retry()} />
      </section>
    );
  if (!kit) return <ConductorSkeleton />;
  return conducts ? <LeadConductor kit={kit} rubric={view} /> : <RaterConductor kit={kit} rubric={view} />;
}
