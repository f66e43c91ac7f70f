import { useOwnTurn } from '../../hooks/conductor/useRecruiterOrders.ts';
import { useView } from '../../hooks/room/session.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { conductor } from '../../texts/conductor.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { LeadConductor } from './LeadConductor.tsx';
import { QuestionsSkeleton } from './QuestionsSkeleton.tsx';
import { RaterConductor } from './RaterConductor.tsx';
import { RecruiterConductor } from './RecruiterConductor.tsx';

/** Questions panel. The lead controls the questions or the virtual recruiter, and other raters watch. */
export function Conductor() {
  const { kit, kitError, session, view } = useRubric();
  const conducts = useMay('question.conduct');
  const { recruiter } = useView();
  useOwnTurn();
  const recruiterAsks = recruiter !== undefined && recruiter.turn !== 'person';
  if (kitError)
    return (
      <section aria-label={conductor.label} className="shrink-0 rounded-card border border-line bg-surface">
        <ErrorState title={conductor.failed} error={kitError} onRetry={() => session.kit.retry()} />
      </section>
    );
  if (!kit) return <QuestionsSkeleton />;
  if (recruiterAsks) return <RecruiterConductor kit={kit} rubric={view} recruiter={recruiter} />;
  const Followed = conducts ? LeadConductor : RaterConductor;
  return <Followed kit={kit} rubric={view} recruiter={recruiter} />;
}
