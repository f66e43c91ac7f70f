import { useEffect, useEffectEvent, useState } from 'react';
import { DESERTED_AFTER_MS } from '../../../shared/interview/phases.ts';
import {
  agreesToRecording,
  CONSENT_VERSION,
  type ConsentAnswer,
  INTERVIEWER_CONSENT_VERSION,
  interviewerAgrees,
  type Setup,
} from '../../../shared/interview/setup.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { formatPercent } from '../../../shared/intl.ts';
import type { PracticeLength } from '../../../shared/practice/practice.ts';
import { CaptureCheck, OtherDevices } from '../../components/prejoin/CaptureCheck.tsx';
import { ConnectionRow, SpeakerCheck } from '../../components/prejoin/Checks.tsx';
import {
  ConsentChoices,
  type ConsentDraft,
  InterviewerConsent,
  PracticeConsent,
} from '../../components/prejoin/ConsentChoices.tsx';
import { InterviewFacts } from '../../components/prejoin/InterviewFacts.tsx';
import { HelpLines, JoinPage } from '../../components/prejoin/JoinPage.tsx';
import { SelfPreview } from '../../components/prejoin/SelfPreview.tsx';
import { LaterRegion } from '../../components/shell/LaterRegion.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { ContactDetails } from '../../components/ui/ContactDetails.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { ProgressBar } from '../../components/ui/ProgressBar.tsx';
import { wakeAudio } from '../../core/audio.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import type { LocalSource } from '../../core/localMedia.ts';
import { tabData } from '../../core/safeStorage.ts';
import { ownSeat } from '../../core/seats.ts';
import { usePracticed, usePracticeOfPage, usePreparing } from '../../hooks/practice/practiceRoom.ts';
import { useSession } from '../../hooks/room/session.ts';
import {
  useFailedDevices,
  useGoesWithout,
  useSetupReport,
  useStartWindow,
} from '../../hooks/room/usePreJoin.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useLasting } from '../../hooks/useLasting.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { contactTexts } from '../../texts/contact.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { formatDistance, formatZonedTime } from '../../texts/times.ts';
import { uiTexts } from '../../texts/ui.ts';

// Loaded only for candidates who may read the questions in advance.
const advance = async () =>
  (await import('../../components/recruiter/AdvanceQuestions.tsx')).OwnAdvanceQuestions;

const CHOICE_STYLE =
  'p-4 sm:p-6 md:col-start-2 md:row-start-2 md:pl-0 low:col-start-2 low:row-span-2 low:row-start-1 low:p-3';

export function PreJoin() {
  const session = useSession();
  const { details } = session.pass;
  const view = useStore(session.client.view);
  const practice = usePracticeOfPage();
  const own = view && ownSeat(view);
  const isCandidate = details.role === 'candidate';
  /** True if the candidate was in the room before, for example before a reload. */
  const back = isCandidate && view !== undefined && own?.tookPart === true;
  const onBreak = back && view.phase === 'lobby';
  const backTitle = practice ? practiceRoom.back : prejoin.back[onBreak ? 'breakTitle' : 'title'];
  usePageTitle(back ? backTitle : practice ? practiceRoom.hello : prejoin.title);
  const isInterviewer = details.role === 'interviewer';
  const [speaker, setSpeaker] = useState<Setup['speaker']>('unchecked');
  const audioOnly = view?.recruiter?.accommodations?.audioOnly === true;
  const [cameraLeftOut, setWithoutCamera] = useGoesWithout('camera');
  const withoutCamera = cameraLeftOut || audioOnly;
  const [withoutMicrophone, setWithoutMicrophone] = useGoesWithout('microphone');
  const [consent, setConsent] = useState<ConsentDraft>();
  const [entering, setEntering] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const failed = useFailedDevices({ camera: withoutCamera, microphone: withoutMicrophone });
  const bothFailed = failed.length === 2;
  const blocked = useBlocked(failed.length > 0);
  const agreed = isCandidate ? agreesToRecording(own?.consent) : interviewerAgrees(own?.consent);
  /** People who asked for an evaluation on the start page read there that it is recorded. */
  const chosen = practice?.purpose === 'evaluation' && !isCurrent(own?.consent);
  /** What a person who practices again chose last time in this tab. */
  const before = practice && !own?.consent && !chosen ? tabData.read(LAST_CHOICE) : undefined;
  const nothingToRecord = practice?.purpose === 'self' && withoutCamera && withoutMicrophone;
  /** Invited candidates answer before they join. Everyone else starts with a choice that they can change. */
  const asks = isCandidate && !practice && !isCurrent(own?.consent);
  const answered = (!nothingToRecord && consent) || {
    recording: asks ? undefined : !nothingToRecord && (agreed || chosen || before === 'yes'),
    observers: own?.consent?.observers,
  };
  const [heard, setHeard] = useState<MediaStreamTrack>();
  const [missed, setMissed] = useState(0);
  const organization = useOrganization();
  const { status, opensAt } = useStartWindow();
  const early = status === 'early' ? opensAt : undefined;
  const now = useNow(10_000);
  const observersRefused = details.role === 'observer' && view?.observersAllowed === false;
  const elsewhere = own?.presence === 'inside' || own?.presence === 'waiting';

  const watches = details.role === 'interviewer' && view?.recruiter !== undefined;
  const note = back
    ? prejoin.back[onBreak ? 'break' : view.recruiter ? 'recruiter' : 'person']
    : practice
      ? practiceRoom.next[answered.recording ? practice.purpose : 'self']
      : isCandidate
        ? prejoin.facts[view?.recruiter ? 'nextRecruiter' : 'nextCandidate']
        : watches
          ? prejoin.facts.nextUntilTakingOver
          : session.receiveOnly
            ? prejoin.facts.nextWatcher
            : prejoin.facts.nextInterviewer;

  const candidateChooses = isCandidate && early === undefined && !nothingToRecord && !bothFailed;

  const preparing = usePreparing();
  const isPreparing = useLasting(preparing !== undefined, WORTH_A_WORD_MS);
  const [waits, setWaits] = useState(false);

  useWarmUp();
  useSetupReport({ speaker, withoutCamera, withoutMicrophone, heard, ready: entering });

  const enter = async () => {
    setEntering(true);
    setRefusal(undefined);
    try {
      const recording = answered.recording === true;
      const observers = view?.observersInvited ? answered.observers === true : answered.observers;
      if (practice?.purpose === 'self' && !nothingToRecord)
        tabData.write(LAST_CHOICE, recording ? 'yes' : 'no');
      await Promise.all([
        isCandidate &&
          session.client.command('consent.give', {
            consent: { version: CONSENT_VERSION, recording, ...(observers !== undefined && { observers }) },
          }),
        isInterviewer &&
          session.client.command('consent.give', {
            consent: { version: INTERVIEWER_CONSENT_VERSION, recording, observers: true },
          }),
        session.enter(),
      ]);
    } catch (error) {
      setRefusal(errorMessage(error));
      setEntering(false);
    }
  };

  const entersNow = useEffectEvent(() => void enter());
  const ready = waits && preparing === undefined;
  useEffect(() => {
    if (!ready) return;
    setWaits(false);
    entersNow();
  }, [ready]);
  const press = () => {
    if (answered.recording === undefined) {
      setMissed(before => before + 1);
      return;
    }
    // Called during the click, because browsers allow sound only after a click.
    void wakeAudio();
    if (preparing === undefined) void enter();
    else setWaits(!waits);
  };

  const continueWithout = () => {
    setWithoutCamera(true);
    setWithoutMicrophone(true);
  };

  const facts = !practice && !back && (
    <InterviewFacts scheduledAt={view?.scheduledAt ?? details.scheduledAt} opensAt={early} view={view} />
  );
  return (
    <JoinPage width={session.receiveOnly ? 'narrow' : 'wide'}>
      <header
        className={classNames(
          'flex flex-col low:flex-row low:flex-wrap low:items-baseline low:gap-x-4 low:gap-y-1',
          practice ? 'gap-1.5' : 'gap-2 sm:gap-3',
        )}
      >
        <PageHeading className="sm:text-2xl! low:text-lg!">
          {back
            ? backTitle
            : practice
              ? practiceRoom.hello
              : early && view
                ? prejoin.early.title(formatDistance(view.scheduledAt, now))
                : prejoin.hello(details.displayName)}
        </PageHeading>
        {early !== undefined && facts}
        {back ? (
          <Reached view={view} />
        ) : practice ? (
          <p className="line-clamp-2 min-h-6 max-w-[65ch] text-muted short:line-clamp-1">
            {view && <PracticeIntro view={view} length={practice.length} />}
          </p>
        ) : (
          <p className="max-w-[65ch] text-muted">
            {early
              ? prejoin.early.intro(details.title, organization.name)
              : prejoin.intro[details.role](details.title, organization.name)}
            {isCandidate && view?.recruiter && ` ${prejoin.recruiterIs}`}
          </p>
        )}
        {early === undefined && facts}
      </header>
      <HelpLines view={view} />
      <Card padding="none" className="flex flex-col">
        <div
          className={
            session.receiveOnly
              ? ''
              : 'grid md:grid-cols-2 md:grid-rows-[auto_1fr] low:grid-cols-2 low:grid-rows-[auto_1fr]'
          }
        >
          {!session.receiveOnly && (
            <div
              className={classNames(
                'p-3 sm:p-6 md:col-start-2 md:row-start-1 md:pl-0 low:col-start-1 low:p-3',
                // On phones, the way out comes first.
                bothFailed && 'max-md:hidden low:block!',
                // The choice below has its own space.
                early === undefined && 'pb-0! sm:pb-0!',
              )}
            >
              <SelfPreview
                name={details.displayName}
                failed={failed}
                className="aspect-[2/1] w-full short:aspect-[3/1] sm:aspect-video sm:max-h-[30dvh] low:aspect-[3/1]"
              />
            </div>
          )}
          {isInterviewer && (
            <div className={CHOICE_STYLE}>
              <InterviewerConsent
                agrees={answered.recording === true}
                onChange={recording => setConsent({ ...answered, recording })}
              />
            </div>
          )}
          {candidateChooses && (
            <div className={classNames(CHOICE_STYLE, 'max-sm:py-3 short:py-2')}>
              {practice ? (
                <PracticeConsent
                  purpose={practice.purpose}
                  agrees={answered.recording === true}
                  asBefore={before !== undefined && consent === undefined}
                  onChange={recording => setConsent({ recording })}
                />
              ) : (
                <ConsentChoices
                  draft={answered}
                  onChange={setConsent}
                  asksAboutObservers={view?.observersInvited === true}
                  unattended={view?.recruiter?.attended === false}
                  missed={missed}
                />
              )}
            </div>
          )}
          <div
            className={classNames(
              'flex flex-col gap-3 border-line p-4 short:gap-2 short:py-2 sm:gap-4 sm:p-6 md:col-start-1 md:border-t-0! md:row-span-2 md:row-start-1 low:border-t-0! low:p-3',
              isInterviewer || candidateChooses ? 'low:row-start-2' : 'low:col-start-2',
              !bothFailed && 'not-first:border-t',
            )}
          >
            <h2 className="text-base font-semibold max-sm:sr-only low:sr-only">{prejoin.checks.title}</h2>
            <ul className="grid grid-cols-2 gap-3 short:gap-y-1.5 sm:flex sm:flex-col sm:gap-0 sm:divide-y sm:divide-line low:grid low:gap-3 low:divide-y-0">
              {!session.receiveOnly && (
                <>
                  {!audioOnly && (
                    <CaptureCheck kind="camera" skipped={withoutCamera} onSkip={setWithoutCamera} />
                  )}
                  <CaptureCheck
                    kind="microphone"
                    skipped={withoutMicrophone}
                    onSkip={setWithoutMicrophone}
                    heard={heard}
                    onHeard={setHeard}
                  />
                </>
              )}
              <SpeakerCheck answer={speaker} onAnswer={setSpeaker} />
              <ConnectionRow />
            </ul>
            <OtherDevices />
          </div>
        </div>
        <div
          data-join-bar
          className={classNames(
            'z-10 flex flex-col gap-3 rounded-b-card border-t border-line bg-sunken px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:gap-4 sm:px-6 sm:pt-4 sm:pb-[max(1rem,env(safe-area-inset-bottom))] low:gap-2 low:px-3 low:pt-2 low:pb-[max(0.5rem,env(safe-area-inset-bottom))]',
            early === undefined && 'bottom-0 min-[34rem]:sticky tall:min-[22rem]:sticky',
          )}
        >
          {elsewhere && (
            <Banner>{session.receiveOnly ? prejoin.alsoElsewhere : prejoin.insideElsewhere}</Banner>
          )}
          {observersRefused && (
            <Banner tone="warning" title={prejoin.observersRefused.title}>
              {prejoin.observersRefused.body}
            </Banner>
          )}
          {refusal && (
            <Banner tone="danger" title={prejoin.refused}>
              {refusal}
            </Banner>
          )}
          {isPreparing && preparing !== undefined && <Preparing progress={preparing} />}
          <div className="flex flex-col gap-x-5 gap-y-2 sm:flex-row sm:items-center low:flex-row low:items-center">
            {early === undefined && (
              <Button
                variant={waits ? 'secondary' : 'primary'}
                size="lg"
                className="sm:order-last sm:ml-auto low:order-last low:ml-auto"
                disabled={blocked !== undefined && !bothFailed}
                pending={entering}
                aria-describedby="join-note"
                onClick={bothFailed ? continueWithout : press}
              >
                {bothFailed
                  ? practice
                    ? practiceRoom.goWithoutBoth
                    : prejoin.goWithout.both
                  : elsewhere && !session.receiveOnly
                    ? prejoin.continueHere
                    : waits
                      ? uiTexts.cancel
                      : back
                        ? prejoin.back.join
                        : practice
                          ? practiceRoom.join
                          : prejoin.join}
              </Button>
            )}
            <p
              id="join-note"
              className={classNames(
                'max-w-[60ch] text-xs text-muted sm:text-sm',
                // Little height is for the choice about the recording.
                practice && blocked === undefined && 'short:sr-only',
              )}
            >
              {early !== undefined
                ? prejoin.early.note
                : waits
                  ? practiceRoom.joins
                  : bothFailed
                    ? prejoin.blocked.problems
                    : (blocked ?? note)}
            </p>
          </div>
        </div>
      </Card>
      {!practice && <ContactDetails organization={organization} title={contactTexts.reach} />}
      {view?.recruiter?.advance && (
        <LaterRegion fetchPart={advance} failed={prejoin.advanceFailed} fallback={null} />
      )}
    </JoinPage>
  );
}

function PracticeIntro({ view, length }: { view: InterviewView; length: PracticeLength }) {
  const practiced = usePracticed();
  const minutes = practiced?.minutes ?? view.plannedMinutes;
  return practiced?.question === undefined
    ? practiceRoom.intro(view.jobRole, length, minutes)
    : practiceRoom.introQuestion(practiced.question, minutes);
}

/** Where the candidate continues, and until when. */
function Reached({ view }: { view: InterviewView }) {
  const { client } = useSession();
  const { reached } = view.recruiter ?? {};
  const own = ownSeat(view);
  // The server counts from when this page closes, so this is never too late.
  const deadline =
    view.recruiter && view.phase === 'open' && own?.presence === 'preparing'
      ? own.presenceSince + DESERTED_AFTER_MS
      : 0;
  const { at, until } = prejoin.back;
  const lines = [
    reached && reached.of > 1 && at(reached.number, reached.of),
    deadline > client.serverNow() && until(formatZonedTime(deadline)),
  ].filter(Boolean);
  return lines.length > 0 && <p className="max-w-[65ch]">{lines.join(' ')}</p>;
}

const LAST_CHOICE = 'vivavoce.practice.recording';

/** How long preparation may take before the page mentions it. */
const WORTH_A_WORD_MS = 1_000;

function Preparing({ progress }: { progress: number }) {
  const percent = formatPercent(progress);
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex justify-between gap-4 text-sm tabular-nums">
        {practiceRoom.preparing}
        <span aria-hidden="true">{percent}</span>
      </p>
      <ProgressBar label={practiceRoom.preparing} share={progress} valueText={percent} />
    </div>
  );
}

function useWarmUp(): void {
  const { receiveOnly, local, connectionTest, client, pass } = useSession();
  const connected = useStore(client.connection).state === 'connected';
  const view = useStore(client.view);
  // For candidates, waits for the view, which says if the interview is audio-only.
  const known = pass.details.role !== 'candidate' || view !== undefined;
  const audioOnly = view?.recruiter?.accommodations?.audioOnly === true;
  useEffect(() => {
    const { camera, microphone } = local.sources.get();
    if (receiveOnly || !known || !isUntouched(camera) || !isUntouched(microphone)) return;
    void (audioOnly ? local.start('microphone') : local.startBoth());
  }, [receiveOnly, local, known, audioOnly]);
  useEffect(() => {
    if (connected && connectionTest.state.get().result === 'unchecked') void connectionTest.run();
  }, [connected, connectionTest]);
}

function isCurrent(consent: ConsentAnswer | undefined): boolean {
  return consent !== undefined && consent.version >= CONSENT_VERSION;
}

function isUntouched(source: LocalSource): boolean {
  return source.state === 'off' && source.problem === undefined;
}

function useBlocked(anyFailed: boolean): string | undefined {
  const { local, client, receiveOnly, pass } = useSession();
  const sources = useStore(local.sources);
  const view = useStore(client.view);
  if (!receiveOnly && [sources.camera, sources.microphone].some(({ state }) => state === 'starting'))
    return prejoin.blocked.device;
  if (anyFailed) return prejoin.blocked.problem;
  if (!view) return prejoin.blocked.connection;
  return pass.details.role === 'observer' && !view.observersAllowed ? prejoin.blocked.observers : undefined;
}
