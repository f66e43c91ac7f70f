import { FileQuestion, LockKeyhole } from 'lucide-react';
import { useParams } from 'react-router';
import { AppError } from '../../../../shared/errors.ts';
import { InterviewId } from '../../../../shared/ids.ts';
import type { ReportWorkspace } from '../../../../shared/protocol/reportRoutes.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { BackLink, ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { ErrorState } from '../../../components/ui/ErrorState.tsx';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { reportEditorTexts as texts } from '../../../texts/reportEditor.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { ReportScreen, ReportSkeleton } from './ReportScreen.tsx';

const POLL_MS = { usual: 15_000, cutting: 2_000 };

export function ReportPage() {
  usePageTitle(texts.title);
  const { interviewId } = useParams();
  const parsed = InterviewId.safeParse(interviewId);
  return parsed.success ? <Opened key={parsed.data} interviewId={parsed.data} /> : <Unknown />;
}

function Opened({ interviewId }: { interviewId: InterviewId }) {
  const query = useRouteQuery(
    'reports.read',
    { interviewId },
    { refetchIntervalMs: ({ state }) => (isCutting(state.data) ? POLL_MS.cutting : POLL_MS.usual) },
  );
  const code = query.error instanceof AppError ? query.error.code : undefined;
  if (query.data)
    return <ReportScreen workspace={query.data} stale={query.isError} deleted={code === 'not-found'} />;
  if (!query.isError) return <ReportSkeleton />;
  if (code === 'not-found') return <Unknown />;
  if (code === 'blind') return <Blind interviewId={interviewId} />;
  return (
    <Frame>
      <ErrorState
        title={texts.failed}
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    </Frame>
  );
}

function isCutting(workspace: ReportWorkspace | undefined): boolean {
  return workspace?.clips.some(({ state }) => state === 'preparing') ?? false;
}

function Unknown() {
  return (
    <Frame>
      <EmptyState icon={FileQuestion} title={texts.unknown.title}>
        {texts.unknown.body}
      </EmptyState>
    </Frame>
  );
}

function Blind({ interviewId }: { interviewId: InterviewId }) {
  return (
    <Frame>
      <EmptyState
        icon={LockKeyhole}
        title={texts.blind.title}
        action={<ButtonLink to={`/console/evaluations/${interviewId}`}>{texts.blind.toRating}</ButtonLink>}
      >
        {texts.blind.body}
      </EmptyState>
    </Frame>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  return (
    <ConsolePage back={<BackLink to="/console/evaluations">{texts.back}</BackLink>}>
      <PageHeading className="sr-only">{texts.title}</PageHeading>
      {children}
    </ConsolePage>
  );
}
