import { ArrowLeft, Clapperboard } from 'lucide-react';
import { type ReactNode, Suspense, use, useEffect, useEffectEvent, useState } from 'react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { competenciesToCompare } from '../../../shared/rubric/consensus.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { isLocked } from '../../../shared/rubric/scorecard.ts';
import { ScoringControls } from '../../components/consensus/ScoringControls.tsx';
import { RubricPanel } from '../../components/rubric/RubricPanel.tsx';
import { laterComponent, Preloaded } from '../../components/shell/laterPart.tsx';
import { PageFrame } from '../../components/shell/PageFrame.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { buttonStyle } from '../../components/ui/buttonStyle.ts';
import { classNames } from '../../components/ui/classNames.ts';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { Brand } from '../../components/ui/Logo.tsx';
import { SkeletonStack } from '../../components/ui/Skeleton.tsx';
import { consolePathBack } from '../../core/enteredInterview.ts';
import { readMoment, type WantedMoment } from '../../core/review/momentAddress.ts';
import { type ScoringStatus, scoringStatus } from '../../core/rubric/locking.ts';
import { useSession, useView } from '../../hooks/room/session.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { RatesForCalibration } from '../../hooks/rubric/ratesForCalibration.ts';
import { usePanelKeyFromPage } from '../../hooks/rubric/usePanelKeyFromPage.ts';
import { useRubric, useScoringOver } from '../../hooks/rubric/useRubric.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { reviewTexts } from '../../texts/review.ts';
import { scoringTexts } from '../../texts/scoring.ts';
import { OpenConsensus } from './OpenConsensus.tsx';

const SKELETON = ['h-10 w-2/3', 'h-48 w-full rounded-card!', 'h-48 w-full rounded-card!'];
const MAIN_STYLE = 'mx-auto flex w-full flex-1 flex-col gap-6 px-4 pt-2 pb-16 sm:px-8 sm:pt-4';

/**
 * Page for rating after a call or in a claimed evaluation: the scorecard, recording, or consensus. `playable`:
 * false while the recording can't be watched.
 */
export function Scoring({ inConsole = false, playable = true }: { inConsole?: boolean; playable?: boolean }) {
  const { rubric } = useView();
  // In the console, evaluators start with the recording, because their ratings are based on it.
  const isLocked = rubric?.own?.lock !== undefined;
  const watching = useWatching(inConsole && playable && !isLocked);
  const close = useEffectEvent(watching.close);
  usePanelKeyFromPage();
  // In the console, locking closes the recording to show the scorecard's page with the other ratings.
  useEffect(() => {
    if (inConsole && isLocked) close();
  }, [inConsole, isLocked]);
  if (watching.wanted)
    return <WatchPart wanted={watching.wanted} inConsole={inConsole} onClose={watching.close} />;
  return <Scorecards inConsole={inConsole} onWatch={watching.watch} />;
}

type ScorecardsProps = { inConsole: boolean; onWatch: ((wanted: WantedMoment) => void) | undefined };
function Scorecards({ inConsole, onWatch }: ScorecardsProps) {
  const calibrates = use(RatesForCalibration);
  const view = useView();
  const { kit, kitError, session, view: rubric } = useRubric();
  const over = useScoringOver(rubric);
  const now = useNow(60_000);
  const lock = rubric.own?.lock;
  const status = scoringStatus(rubric, over);
  const cards = Object.values(rubric.scorecards ?? {}).filter(isLocked);
  const comparing = kit !== undefined && !over && competenciesToCompare(kit, cards).length > 0;
  const { title, body } = wordsOf(status, rubric, over, { inConsole, calibrates, comparing });
  usePageTitle(title);
  return (
    <Frame
      inConsole={inConsole}
      mainStyle={classNames(MAIN_STYLE, status === 'consensus' ? 'max-w-6xl' : 'max-w-4xl')}
    >
      <Reconnecting />
      <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4" data-scoring={status}>
        <div className="flex max-w-[70ch] flex-col gap-2">
          {!inConsole && (
            <p className="text-sm text-muted">{scoringTexts.of(view.title, candidateNames(view))}</p>
          )}
          <div className="flex flex-col gap-2" role="status">
            <PageHeading className="text-2xl!">{title}</PageHeading>
            <p className="text-muted">{body}</p>
          </div>
          <p className="text-sm text-muted empty:hidden">
            {status === 'rating' &&
              rubric.scoringEndsAt !== undefined &&
              scoringTexts.rating.until(rubric.scoringEndsAt, now)}
            {status === 'waiting' && lock && scoringTexts.waiting.lockedAt(lock.at, now)}
          </p>
        </div>
        <div className="flex flex-wrap items-start gap-2">
          {/* Not a primary button, because the main action on this page is to lock the scorecard. */}
          {onWatch && (
            <Button title={reviewTexts.watch.openHint} icon={Clapperboard} onClick={() => onWatch({})}>
              {reviewTexts.watch.open}
            </Button>
          )}
          <LeadActions comparing={comparing} />
        </div>
      </header>
      {status === 'rating' && rubric.earlyOpening && (
        <Banner>{scoringTexts.openedEarly(rubric.earlyOpening.byName, rubric.earlyOpening.reason)}</Banner>
      )}
      {kitError ? (
        <ErrorState title={scoringTexts.failed} error={kitError} onRetry={() => session.kit.retry()} />
      ) : !kit ? (
        <SkeletonStack label={scoringTexts.loading} className="gap-4" rows={SKELETON} />
      ) : status === 'consensus' ? (
        <OpenConsensus kit={kit} onWatch={onWatch} />
      ) : (
        // Scroll margins keep focused elements visible, because the panel has sticky bars.
        <div className="flex w-full flex-col overflow-clip rounded-card border border-line bg-surface **:scroll-my-16">
          <RubricPanel />
        </div>
      )}
    </Frame>
  );
}

function Frame({ inConsole, ...rest }: { inConsole: boolean; mainStyle: string; children: ReactNode }) {
  const { children, mainStyle } = rest;
  const organization = useOrganization();
  const back = consolePathBack(useView().interviewId);
  if (inConsole) return <div className={mainStyle}>{children}</div>;
  return (
    <PageFrame logo={<Brand organization={organization} />} headerWidth="max-w-6xl" mainStyle={mainStyle}>
      {back && (
        <a href={back} className={buttonStyle('quiet', 'sm', '-ml-3 self-start')}>
          <ArrowLeft className="size-4" />
          {scoringTexts.backToConsole}
        </a>
      )}
      {children}
    </PageFrame>
  );
}

function Reconnecting() {
  const { client } = useSession();
  const { state } = useStore(client.connection);
  return (
    <div className="empty:hidden">
      {state === 'reconnecting' && <Banner tone="warning">{scoringTexts.reconnecting}</Banner>}
    </div>
  );
}

function wordsOf(
  status: ScoringStatus,
  { own, scorecards, scoringClosed }: RubricView,
  over: boolean,
  { inConsole, calibrates, comparing }: { inConsole: boolean; calibrates: boolean; comparing: boolean },
): { title: string; body: string } {
  switch (status) {
    case 'rating':
      if (calibrates) return scoringTexts.forCalibration;
      return inConsole ? scoringTexts.fromRecording.rating : scoringTexts.rating;
    case 'waiting':
      if (inConsole) return scoringTexts.fromRecording.waiting;
      return over ? { ...scoringTexts.waiting, body: scoringTexts.waiting.outOfTime } : scoringTexts.waiting;
    case 'consensus': {
      const { title, titleSingle, intro, introClosed, introCompared, introSingle, compared } = consensusTexts;
      const several = over || scoringClosed ? introClosed : comparing ? intro : introCompared;
      if (calibrates) return compared;
      return Object.keys(scorecards ?? {}).length > 1
        ? { title, body: several }
        : { title: titleSingle, body: introSingle };
    }
    case 'closed': {
      const { title, locked, unlocked, inTime } = scoringTexts.closed;
      return { title, body: own?.lock ? locked : scoringClosed ? unlocked : inTime };
    }
  }
}

function candidateNames({ seats }: InterviewView): string[] {
  return Object.values(seats)
    .filter(({ role, presence }) => role === 'candidate' && presence !== 'removed')
    .map(({ displayName }) => displayName);
}

function LeadActions({ comparing }: { comparing: boolean }) {
  const { client } = useSession();
  const { rubric } = useView();
  const mayOpen = useMay('scorecards.open');
  const mayClose = useMay('scoring.close');
  if (!rubric || rubric.scoringClosed) return null;
  const open = rubric.scorecards !== undefined || rubric.earlyOpening !== undefined;
  return (
    <div className="flex flex-wrap gap-2">
      <ScoringControls
        client={client}
        mayOpenEarly={mayOpen && !open}
        mayClose={mayClose}
        comparing={comparing}
      />
    </div>
  );
}

const watch = laterComponent(async () => (await import('./WatchRecording.tsx')).WatchRecording);

function WatchPart(props: { wanted: WantedMoment; inConsole: boolean; onClose: () => void }) {
  return (
    <Suspense fallback={<PageLoading />}>
      <Preloaded part={watch} props={props} />
    </Suspense>
  );
}

interface Watching {
  /** The moment at which the recording starts. Undefined while the recording is closed. */
  wanted: WantedMoment | undefined;
  /** Opens the recording. Undefined without a recording, or without permission to watch it. */
  watch: ((wanted: WantedMoment) => void) | undefined;
  close: () => void;
}

/** Starts with the recording open if `startsOpen`, or if the page address names a moment. */
function useWatching(startsOpen: boolean): Watching {
  const { recording } = useView();
  const may = useMay('recording.review') && recording.kept;
  const [wanted, setWanted] = useState<WantedMoment | undefined>(() => {
    const named = readMoment(window.location.search, '');
    return startsOpen || Object.keys(named).length > 0 ? named : undefined;
  });
  return {
    wanted: may ? wanted : undefined,
    watch: may ? setWanted : undefined,
    close: () => setWanted(undefined),
  };
}
