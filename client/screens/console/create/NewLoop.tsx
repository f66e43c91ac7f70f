import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { CandidateId } from '../../../../shared/ids.ts';
import { ProgressSteps } from '../../../components/ui/ProgressSteps.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { loopTexts as texts } from '../../../texts/loops.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { roundLinksPath } from './freshLinks.ts';
import { LoopForm } from './LoopForm.tsx';

const createTexts = newInterviewTexts.create;

/** Plans several interviews of one candidate. The address can name the record of the candidate. */
export function NewLoop() {
  usePageTitle(texts.title);
  const navigate = useNavigate();
  const mayCreate = useStaffMay('interviews.create');
  const [params] = useSearchParams();
  const candidateId = CandidateId.safeParse(params.get('candidate')).data;
  const record = useRouteQuery(
    'candidates.read',
    { candidateId: candidateId ?? ('' as CandidateId) },
    { enabled: candidateId !== undefined },
  );
  if (!mayCreate) return <Navigate to="/console/interviews" replace />;
  const { name = '', email = '', rounds = [] } = record.data?.candidate ?? {};
  const isLoading = candidateId !== undefined && record.isPending;
  return (
    <ConsolePage>
      <ProgressSteps steps={createTexts.steps} current={0} label={createTexts.stepsLabel} />
      {isLoading ? (
        <Skeletons className="gap-6">
          <Skeleton className="h-8 w-60" />
          <Skeleton className="h-120 w-full rounded-card" />
        </Skeletons>
      ) : (
        <LoopForm
          candidate={{ name, email, jobRole: rounds[0]?.jobRole ?? '' }}
          onCreated={created => void navigate(roundLinksPath(created.rounds), { replace: true })}
        />
      )}
    </ConsolePage>
  );
}
