import {
  ClipboardList,
  FileBraces,
  FilePenLine,
  FileSpreadsheet,
  FileText,
  LockKeyhole,
  Play,
} from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { InterviewKit } from '../../../../shared/kit/kit.ts';
import type { OpenScorecards, ScorecardFormat } from '../../../../shared/protocol/scoringRoutes.ts';
import { Consensus } from '../../../components/consensus/Consensus.tsx';
import { boardOf } from '../../../components/consensus/consensusBoard.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { BackLink, ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { buttonStyle } from '../../../components/ui/buttonStyle.ts';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { Tooltip } from '../../../components/ui/Tooltip.tsx';
import { downloadScorecards } from '../../../core/download.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { reviewPath, type WantedMoment } from '../../../core/review/momentAddress.ts';
import { toast } from '../../../core/toast.ts';
import { ComparisonPeople } from '../../../hooks/rubric/comparisonPeople.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { reviewTexts } from '../../../texts/review.ts';
import { scorecardsTexts } from '../../../texts/scorecards.ts';
import { ConsoleHeading, ConsolePage } from '../ConsolePage.tsx';
import { ComparisonWaits } from '../evaluations/ComparisonWaits.tsx';
import { debriefPath } from '../evaluations/evaluationPaths.ts';
import { Loaded } from '../Loaded.tsx';
import { LiveInterview } from './LiveInterview.tsx';
import { scoringState } from './scoringState.ts';

const texts = scorecardsTexts.page;

export function ScoringPage() {
  usePageTitle(scorecardsTexts.title);
  return (
    <ConsolePage>
      <LiveInterview heading={scorecardsTexts.title} failed={texts.failed} skeleton={<ScoringSkeleton />}>
        {({ view, stale }) => (
          <>
            {stale}
            <Scorecards view={view} />
          </>
        )}
      </LiveInterview>
    </ConsolePage>
  );
}

function Scorecards({ view }: { view: InterviewView }) {
  const state = scoringState(view);
  const read = useRouteQuery(
    'scorecards.read',
    { interviewId: view.interviewId },
    // Reads the scorecards once, because changes arrive over the socket, and the server logs each read.
    { enabled: state === 'open', staleTimeMs: Number.POSITIVE_INFINITY },
  );
  const mayWrite = useStaffMay('reports.write') && read.data !== undefined && view.phase === 'ended';
  const mayExport = useStaffMay('scorecards.export') && read.data !== undefined;
  return (
    <>
      <ConsoleHeading
        title={`${scorecardsTexts.title}: ${view.title}`}
        intro={read.data ? aboutOf(read.data) : ''}
        back={<BackLink to={`/console/interviews/${view.interviewId}`}>{texts.back}</BackLink>}
        actions={
          read.data && (
            <>
              {view.phase === 'ended' && (
                <ButtonLink to={debriefPath(view.interviewId)}>{texts.debrief}</ButtonLink>
              )}
              {mayWrite && (
                <ButtonLink to={`/console/reports/${view.interviewId}`} icon={FilePenLine}>
                  {texts.report}
                </ButtonLink>
              )}
              {mayExport && <ScoringExports interviewId={view.interviewId} />}
            </>
          )
        }
      />
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
      <EmptyState icon={ClipboardList} title={texts.noKitTitle}>
        {texts.noKit}
      </EmptyState>
    );
  const { section } = scorecardsTexts;
  return (
    <EmptyState icon={LockKeyhole} title={texts.blindTitle}>
      {state === 'shut' ? section.shutForGood : section.independent}
    </EmptyState>
  );
}

/** Takes the scorecards from the live view, so that late scorecards and revisions appear. */
function Board({ kit, view }: { kit: InterviewKit; view: InterviewView }) {
  const { interviewId, recording } = view;
  const mayRead = useStaffMay('evaluations.read');
  const mayWatch = useStaffMay('recordings.review') && recording.kept;
  const board = boardOf(kit, view);
  if (board.scorecards.length === 0)
    return (
      <EmptyState icon={ClipboardList} title={texts.noneTitle}>
        {texts.none}
      </EmptyState>
    );
  const moment = mayWatch
    ? (wanted: WantedMoment) => <MomentLink interviewId={interviewId} wanted={wanted} />
    : undefined;
  const people = mayRead ? <ComparisonWaits interviewId={interviewId} /> : undefined;
  return (
    <ComparisonPeople value={people}>
      <Consensus board={{ ...board, moment }} />
    </ComparisonPeople>
  );
}

function aboutOf({ candidateNames, chosen: { kit, version } }: OpenScorecards): string {
  return texts.about(candidateNames, kitTexts.name(kit.role, kit.level), version);
}

const exportTexts = scorecardsTexts.exports;
const FORMATS: readonly [ScorecardFormat, typeof FileText][] = [
  ['pdf', FileText],
  ['csv', FileSpreadsheet],
  ['json', FileBraces],
];

function ScoringExports({ interviewId }: { interviewId: InterviewId }) {
  const [making, setMaking] = useState<ScorecardFormat>();
  const download = async (format: ScorecardFormat) => {
    setMaking(format);
    try {
      await downloadScorecards(interviewId, format);
    } catch (error) {
      toast.error(exportTexts.failed, errorMessage(error));
    } finally {
      setMaking(undefined);
    }
  };
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{scorecardsTexts.page.exports}</legend>
      <span className="text-sm text-muted" aria-hidden="true">
        {exportTexts.verb}
      </span>
      {FORMATS.map(([format, Icon]) => (
        <Button
          key={format}
          size="sm"
          pending={making === format}
          disabled={making !== undefined && making !== format}
          aria-label={exportTexts.download(format)}
          title={exportTexts.hints[format]}
          icon={Icon}
          onClick={() => void download(format)}
        >
          {exportTexts.formats[format]}
        </Button>
      ))}
    </fieldset>
  );
}

const ROWS = [0, 1, 2, 3];

function ScoringSkeleton() {
  return (
    <Skeletons className="gap-6">
      <div className="flex gap-10">
        <Skeleton className="h-24 w-56" />
        <Skeleton className="h-24 w-40" />
      </div>
      {ROWS.map(row => (
        <Skeleton key={row} className="h-14 w-full rounded-card" />
      ))}
    </Skeletons>
  );
}

function MomentLink({ interviewId, wanted }: { interviewId: InterviewId; wanted: WantedMoment }) {
  const { answer, momentOfRating } = reviewTexts.watch;
  const label = wanted.questionId ? answer : momentOfRating;
  return (
    <Tooltip label={label}>
      <Link
        to={reviewPath(interviewId, wanted)}
        aria-label={label}
        className={buttonStyle('quiet', 'sm', 'size-8 px-0!')}
      >
        <Play className="size-4" />
      </Link>
    </Tooltip>
  );
}
