import { ClipboardList, FilePenLine, LockKeyhole } from 'lucide-react';
import { useParams } from 'react-router';
import { InterviewId, type SeatId } from '../../../../shared/ids.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { InterviewKit } from '../../../../shared/kit/kit.ts';
import type { OpenScorecards } from '../../../../shared/protocol/scoringRoutes.ts';
import { isLocked } from '../../../../shared/rubric/scorecard.ts';
import { Consensus } from '../../../components/consensus/Consensus.tsx';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { BackLink, ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { ErrorState } from '../../../components/ui/ErrorState.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useOrganizerInterview } from '../../../hooks/useOrganizerInterview.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { scorecardsTexts } from '../../../texts/scorecards.ts';
import { Loaded } from '../Loaded.tsx';
import { PageBody } from '../PageBody.tsx';
import { MomentLink } from '../recordings/MomentLink.tsx';
import { ScoringExports } from './ScoringExports.tsx';
import { ScoringSkeleton } from './ScoringSkeleton.tsx';
import { StaleBanner } from './StaleBanner.tsx';
import { scoringState } from './scoringState.ts';
import { UnknownInterview } from './UnknownInterview.tsx';

const texts = scorecardsTexts.page;

/** The scorecards of one interview as staff read them: all of the consensus, nothing to change. */
export function ScoringPage() {
  usePageTitle(scorecardsTexts.title);
  const { interviewId } = useParams();
  const parsed = InterviewId.safeParse(interviewId);
  return (
    <PageBody width="max-w-6xl">
      {parsed.success ? <Scorecards key={parsed.data} interviewId={parsed.data} /> : <UnknownInterview />}
    </PageBody>
  );
}

function Scorecards({ interviewId }: { interviewId: InterviewId }) {
  const { view, error, retry, retrying, connection } = useOrganizerInterview(interviewId);
  if (view)
    return (
      <>
        <StaleBanner connection={connection} />
        <ScorecardsOf view={view} />
      </>
    );
  return (
    <>
      <h1 className="sr-only">{scorecardsTexts.title}</h1>
      {error ? (
        <ErrorState title={texts.failed} error={error} onRetry={retry} retrying={retrying} />
      ) : (
        <ScoringSkeleton />
      )}
    </>
  );
}

function ScorecardsOf({ view }: { view: InterviewView }) {
  const state = scoringState(view);
  const read = useRouteQuery(
    'scorecards.read',
    { interviewId: view.interviewId },
    // Read once: what changes comes over the socket, and each reading leaves a trace.
    { enabled: state === 'open', staleTimeMs: Number.POSITIVE_INFINITY },
  );
  const mayWrite = useStaffMay('reports.write') && read.data !== undefined && view.phase === 'ended';
  const mayExport = useStaffMay('scorecards.export') && read.data !== undefined;
  return (
    <>
      <div className="flex flex-col gap-2">
        <BackLink to={`/console/interviews/${view.interviewId}`}>{texts.back}</BackLink>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="flex min-w-0 flex-col gap-1">
            <PageHeading>
              {scorecardsTexts.title}: {view.title}
            </PageHeading>
            <p className="min-h-5 text-sm text-muted">{read.data && aboutOf(read.data)}</p>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            {mayWrite && (
              <ButtonLink
                to={`/console/reports/${view.interviewId}`}
                icon={<FilePenLine className="size-4" aria-hidden="true" />}
              >
                {texts.report}
              </ButtonLink>
            )}
            {mayExport && <ScoringExports interviewId={view.interviewId} />}
          </div>
        </div>
      </div>
      {state !== 'open' ? (
        <NotOpen state={state} />
      ) : (
        <Loaded query={read} failed={texts.failed} skeleton={<ScoringSkeleton />}>
          {({ chosen }) => <Board kit={chosen.kit} view={view} />}
        </Loaded>
      )}
    </>
  );
}

function NotOpen({ state }: { state: 'independent' | 'shut' | undefined }) {
  if (!state)
    return (
      <EmptyState icon={<ClipboardList className="size-6" />} title={texts.noKitTitle}>
        {texts.noKit}
      </EmptyState>
    );
  const { section } = scorecardsTexts;
  return (
    <EmptyState icon={<LockKeyhole className="size-6" />} title={texts.blindTitle}>
      {state === 'shut' ? section.shutForGood : section.independent}
    </EmptyState>
  );
}

/** The view keeps scorecards current, so that late ones and revisions appear while people talk. */
function Board({ kit, view }: { kit: InterviewKit; view: InterviewView }) {
  const { interviewId, practice, recording, rubric, seats } = view;
  const mayWatch = useStaffMay('recordings.review') && recording.kept;
  const scorecards = Object.values(rubric?.scorecards ?? {}).filter(isLocked);
  if (scorecards.length === 0)
    return (
      <EmptyState icon={<ClipboardList className="size-6" />} title={texts.noneTitle}>
        {texts.none}
      </EmptyState>
    );
  const names = namesOf(seats);
  const moment = mayWatch
    ? (markerId: string) => <MomentLink interviewId={interviewId} markerId={markerId} />
    : undefined;
  const board = {
    kit,
    practice: practice !== undefined,
    scorecards,
    names,
    earlyOpening: rubric?.earlyOpening,
    moment,
  };
  return <Consensus board={board} />;
}

function namesOf(seats: InterviewView['seats']): Record<SeatId, string> {
  const names: Record<SeatId, string> = {};
  for (const { seatId, displayName } of Object.values(seats)) names[seatId] = displayName;
  return names;
}

function aboutOf({ candidateNames, chosen: { kit, version } }: OpenScorecards): string {
  return texts.about(candidateNames, kitTexts.name(kit.role, kit.level), version);
}
