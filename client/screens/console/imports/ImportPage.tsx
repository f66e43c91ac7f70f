import { useState } from 'react';
import { Navigate, useParams } from 'react-router';
import { ImportId } from '../../../../shared/ids.ts';
import type { ImportPlan, ImportView } from '../../../../shared/protocol/importRoutes.ts';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { ProgressSteps } from '../../../components/ui/ProgressSteps.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { noteNavigation } from '../../../core/navigation.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { importTexts as texts } from '../../../texts/imports.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { ImportCheckStep } from './ImportCheckStep.tsx';
import { ImportColumns } from './ImportColumns.tsx';
import { ImportResult, ImportRunning } from './ImportResult.tsx';

const POLL_MS = 500;
const IDLE_POLL_MS = 60_000;

/** An uploaded file: its columns, the check of its rows, and what became of it. */
export function ImportPage() {
  usePageTitle(texts.title);
  const mayCreate = useStaffMay('interviews.create');
  const importId = ImportId.safeParse(useParams().importId);
  if (!mayCreate || !importId.success) return <Navigate to="/console/interviews/import" replace />;
  return <Import key={importId.data} importId={importId.data} />;
}

function Import({ importId }: { importId: ImportId }) {
  const query = useRouteQuery(
    'imports.read',
    { importId },
    {
      refetchIntervalMs: ({ state: { data } }) => (data?.import.state === 'running' ? POLL_MS : IDLE_POLL_MS),
    },
  );
  return (
    <Loaded
      query={query}
      failed={texts.loadFailed}
      skeleton={
        <ConsolePage width="standard">
          <Skeleton className="h-8 w-60" />
          <Skeleton className="h-96 w-full rounded-card" />
        </ConsolePage>
      }
    >
      {({ import: imported }) => <Steps imported={imported} />}
    </Loaded>
  );
}

function Steps({ imported }: { imported: ImportView }) {
  const [plan, setPlan] = useState<ImportPlan | undefined>(imported.plan);
  const [checks, setChecks] = useState(false);
  const to = (checking: boolean) => {
    // Makes the heading take the focus, because the step replaces another without a navigation.
    noteNavigation();
    window.scrollTo(0, 0);
    setChecks(checking);
  };
  const isOpen = imported.state === 'checking';
  const step = !isOpen ? (imported.state === 'done' ? 4 : 3) : checks ? 2 : 1;
  return (
    <ConsolePage
      width="standard"
      tabs={
        <div className="flex flex-col gap-4">
          <BackLink to="/console/interviews/import">{texts.title}</BackLink>
          <ProgressSteps steps={texts.steps} current={step} label={texts.stepsLabel} />
        </div>
      }
    >
      {imported.state === 'running' ? (
        <ImportRunning imported={imported} />
      ) : !isOpen ? (
        <ImportResult imported={imported} />
      ) : checks && plan ? (
        <ImportCheckStep imported={imported} plan={plan} onPlan={setPlan} onColumns={() => to(false)} />
      ) : (
        <ImportColumns
          imported={imported}
          plan={plan}
          onChecked={chosen => {
            setPlan(chosen);
            to(true);
          }}
        />
      )}
    </ConsolePage>
  );
}
