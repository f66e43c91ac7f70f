import { Navigate, useLocation, useNavigate } from 'react-router';
import { ProgressSteps } from '../../../components/ui/ProgressSteps.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { CreateForm } from './CreateForm.tsx';
import { linksPath } from './freshLinks.ts';
import { useStart } from './useStart.ts';

const texts = newInterviewTexts.create;

export function NewInterview() {
  usePageTitle(texts.title);
  const navigate = useNavigate();
  const mayCreate = useStaffMay('interviews.create');
  const { search } = useLocation();
  const start = useStart();
  if (!mayCreate) return <Navigate to="/console/interviews" replace />;
  return (
    <ConsolePage>
      <ProgressSteps steps={texts.steps} current={0} label={texts.stepsLabel} />
      {start ? (
        <CreateForm
          key={search}
          start={start}
          onCreated={created => void navigate(linksPath(created), { replace: true })}
        />
      ) : (
        <Skeletons className="gap-6">
          <Skeleton className="h-8 w-60" />
          <Skeleton className="h-120 w-full rounded-card" />
        </Skeletons>
      )}
    </ConsolePage>
  );
}
