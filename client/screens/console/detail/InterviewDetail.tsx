import { ClipboardList, LockKeyhole, LockKeyholeOpen, PencilLine } from 'lucide-react';
import { useLocation } from 'react-router';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { isScoringOver } from '../../../../shared/rubric/rubricView.ts';
import { ScoringControls } from '../../../components/consensus/ScoringControls.tsx';
import { BackLink, ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import type { InterviewClient } from '../../../core/interviewClient.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { scorecardsTexts } from '../../../texts/scorecards.ts';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { Debrief } from '../candidates/Debrief.tsx';
import { InterviewDecisions } from '../candidates/Decisions.tsx';
import { ratingPath } from '../evaluations/evaluationPaths.ts';
import { EnterButton } from '../home/EnterButton.tsx';
import { RecordingSection } from '../recordings/RecordingSection.tsx';
import { RecruiterSection } from '../recruiter/RecruiterSection.tsx';
import { candidatesOf, DetailHeader } from './DetailHeader.tsx';
import { LiveInterview, type LiveView } from './LiveInterview.tsx';
import { NextStep } from './NextStep.tsx';
import { People } from './People.tsx';
import { Rounds } from './Rounds.tsx';
import { ratesInterview, type ScoringState, scoringActions, scoringState } from './scoringState.ts';

const texts = interviewPageTexts.detail;

export function InterviewDetail() {
  const { search } = useLocation();
  return (
    <ConsolePage
      width="reading"
      back={<BackLink to={{ pathname: '/console/interviews', search }}>{texts.back}</BackLink>}
    >
      <LiveInterview heading={texts.untitled} failed={texts.failed} skeleton={<DetailSkeleton />}>
        {live => <LiveDetail {...live} />}
      </LiveInterview>
    </ConsolePage>
  );
}

function LiveDetail({ view, decidedAt, canceledBy, client, stale }: LiveView) {
  usePageTitle([candidatesOf(view), view.title].filter(Boolean).join(', '));
  // The scorecards move above the list of people when the interview is over.
  const over = isFinal(view.phase);
  // An interview that was canceled before it started has nothing to watch, rate, or decide.
  const held = view.phase !== 'cancelled' || view.openedAt !== undefined;
  const scoring = <ScoringSection view={view} client={client} />;
  return (
    <>
      <DetailHeader view={view} decidedAt={decidedAt} />
      {stale}
      <NextStep view={view} client={client} canceledBy={canceledBy} />
      {over && held && <RecordingSection view={view} />}
      {over && held && scoring}
      {over && view.phase !== 'cancelled' && <Debrief interviewId={view.interviewId} />}
      {over && <InterviewDecisions interview={view} />}
      {!over && <RecruiterSection view={view} />}
      <People view={view} client={client} />
      <Rounds {...view} />
      {!over && scoring}
      {!over && <RecordingSection view={view} />}
      {!over && !view.practice && <InterviewDecisions interview={view} />}
    </>
  );
}

const PEOPLE = [0, 1, 2];

function DetailSkeleton() {
  return (
    <Skeletons className="gap-5">
      <div className="flex flex-col gap-3">
        <Skeleton className="h-8 w-3/5" />
        <Skeleton className="h-5 w-2/5" />
      </div>
      <Skeleton className="h-12 w-full rounded-card" />
      <Skeleton className="mt-2 h-6 w-20" />
      {PEOPLE.map(person => (
        <div key={person} className="flex items-center gap-3">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-3 w-56" />
          </div>
        </div>
      ))}
    </Skeletons>
  );
}

const scoringTexts = scorecardsTexts.section;
const WORDS: Record<ScoringState, string> = {
  independent: scoringTexts.independent,
  open: scoringTexts.open,
  shut: scoringTexts.shutForGood,
};

type ScoringSectionProps = { view: InterviewView; client: InterviewClient | undefined };
function ScoringSection({ view, client }: ScoringSectionProps) {
  const state = scoringState(view);
  if (!state) return null;
  const Icon = state === 'open' ? LockKeyholeOpen : LockKeyhole;
  return (
    <PageSection title={scorecardsTexts.title}>
      <Card className="flex flex-col gap-4">
        <div className="flex items-start gap-3 text-sm">
          <Icon className="mt-0.5 size-4 shrink-0 text-muted" />
          <ScoringWords view={view} state={state} />
        </div>
        <ScoringActions view={view} client={client} state={state} />
      </Card>
    </PageSection>
  );
}

function ScoringWords({ view: { rubric }, state }: { view: InterviewView; state: ScoringState }) {
  const now = useNow(60_000);
  const early = rubric?.earlyOpening;
  const endsAt = rubric?.scoringEndsAt;
  const over = rubric !== undefined && isScoringOver(rubric, now);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p>{over && state === 'independent' ? scoringTexts.over : WORDS[state]}</p>
      {endsAt !== undefined && !over && <p className="text-muted">{scoringTexts.until(endsAt, now)}</p>}
      {early && (
        <p className="text-muted">{scoringTexts.openedEarly(early.byName, early.at, now, early.reason)}</p>
      )}
      {state === 'open' && over && <p className="text-muted">{scoringTexts.closed}</p>}
    </div>
  );
}

/** Leads to the member's own scorecard, unless its interview can no longer be rated. */
function OwnScorecard({ view }: { view: InterviewView }) {
  const { interviewId, rubric } = view;
  const now = useNow(60_000);
  const rates = ratesInterview(view, useMember()?.email);
  const inConsole = useStaffMay('evaluations.rate');
  const read = useRouteQuery('evaluations.read', { interviewId }, { enabled: rates && inConsole });
  if (!rates || !rubric) return null;
  const own = read.data?.item.own;
  const over = isScoringOver(rubric, now);
  if (!inConsole)
    return (
      <EnterButton interviewId={interviewId} label={scoringTexts.own}>
        {scoringTexts.own}
      </EnterButton>
    );
  if (own === undefined || own === 'none' || (over && own !== 'locked')) return null;
  return (
    <ButtonLink
      to={ratingPath(interviewId)}
      variant={own === 'locked' ? 'secondary' : 'primary'}
      icon={PencilLine}
    >
      {own === 'locked' ? scoringTexts.own : scoringTexts.rate}
    </ButtonLink>
  );
}

function ScoringActions({ view, client, state }: ScoringSectionProps & { state: ScoringState }) {
  const mayRead = useStaffMay('scorecards.read') && state === 'open';
  const mayChange = useStaffMay('interviews.change');
  const { openEarly, close } = scoringActions(view);
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      <OwnScorecard view={view} />
      {mayRead && (
        <ButtonLink
          to={`/console/interviews/${view.interviewId}/scorecards`}
          variant="primary"
          icon={ClipboardList}
        >
          {scoringTexts.read}
        </ButtonLink>
      )}
      {mayChange && client && <ScoringControls client={client} mayOpenEarly={openEarly} mayClose={close} />}
    </div>
  );
}
