import { useState } from 'react';
import { Navigate } from 'react-router';
import { ProgressSteps } from '../../components/ui/ProgressSteps.tsx';
import { useStaffMay } from '../../hooks/useMember.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { consoleTexts } from '../../texts/console.ts';
import { CreatedLinks } from './create/CreatedLinks.tsx';
import { type CreatedInterview, CreateForm } from './create/CreateForm.tsx';
import { PageBody } from './PageBody.tsx';

const texts = consoleTexts.create;

export function NewInterview() {
  usePageTitle(texts.title);
  const mayCreate = useStaffMay('interviews.create');
  const [created, setCreated] = useState<CreatedInterview>();
  if (!mayCreate) return <Navigate to="/console" replace />;

  return (
    <PageBody width="max-w-2xl">
      <ProgressSteps steps={texts.steps} current={created ? 1 : 0} label={texts.stepsLabel} />
      {created ? (
        <CreatedLinks created={created} onAnother={() => setCreated(undefined)} />
      ) : (
        <CreateForm onCreated={setCreated} />
      )}
    </PageBody>
  );
}
