import { useEffect, useState } from 'react';
import { DESERTED_AFTER_MS } from '../../../shared/interview/phases.ts';
import { changeableUntil } from '../../../shared/interview/scheduling.ts';
import type { Setup } from '../../../shared/interview/setup.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { PracticeLength } from '../../../shared/practice/practice.ts';
import { AddToCalendar } from '../../components/prejoin/AddToCalendar.tsx';
import { CaptureCheck, OtherDevices } from '../../components/prejoin/CaptureCheck.tsx';
import { ConnectionRow, SpeakerCheck } from '../../components/prejoin/Checks.tsx';
import {
  ConsentChoices,
  InterviewerConsent,
  PracticeConsent,
} from '../../components/prejoin/ConsentChoices.tsx';
import { InterviewFacts } from '../../components/prejoin/InterviewFacts.tsx';
import { JoinBar } from '../../components/prejoin/JoinBar.tsx';
import { HelpLines, JoinPage } from '../../components/prejoin/JoinPage.tsx';
import { SelfPreview } from '../../components/prejoin/SelfPreview.tsx';
import { LaterRegion } from '../../components/shell/LaterRegion.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { ContactDetails } from '../../components/ui/ContactDetails.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import type { LocalSource } from '../../core/localMedia.ts';
import { ownSeat } from '../../core/seats.ts';
import { usePracticed, usePracticeOfPage } from '../../hooks/practice/practiceRoom.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useConsentDraft, useJoining } from '../../hooks/room/useJoining.ts';
import {
  useFailedDevices,
  useGoesWithout,
  useSetupReport,
  useStartWindow,
} from '../../hooks/room/usePreJoin.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useFragmentToken } from '../../hooks/useFragmentToken.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { contactTexts } from '../../texts/contact.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { formatDistance, formatMomentAlone, formatZonedTime } from '../../texts/times.ts';

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
  const failed = useFailedDevices({ camera: withoutCamera, microphone: withoutMicrophone });
  const bothFailed = failed.length === 2;
  const blocked = useBlocked(failed.length > 0);
  const nothingToRecord = practice?.purpose === 'self' && withoutCamera && withoutMicrophone;
  const { draft, choose, isAsBefore } = useConsentDraft(nothingToRecord);
  const joining = useJoining(draft, nothingToRecord);
  const note = useNote(back, draft.recording === true);
  const [heard, setHeard] = useState<MediaStreamTrack>();
  const organization = useOrganization();
  const { status, opensAt } = useStartWindow();
  const early = status === 'early' ? opensAt : undefined;
  const now = useNow(10_000);

  const candidateChooses = isCandidate && early === undefined && !nothingToRecord && !bothFailed;

  useWarmUp();
  useSetupReport({ speaker, withoutCamera, withoutMicrophone, heard, ready: joining.entering });

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
        {isCandidate && view && <MoveOrCancel view={view} now={now} />}
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
                className={classNames(
                  'w-full sm:aspect-video sm:max-h-[30dvh] low:aspect-[3/1]',
                  // Leaves space for the choice between the video and the bar at the lower edge.
                  candidateChooses || isInterviewer
                    ? 'aspect-[2/1] short:aspect-[3/1]'
                    : 'aspect-4/3 short:aspect-video',
                )}
              />
            </div>
          )}
          {isInterviewer && (
            <div className={CHOICE_STYLE}>
              <InterviewerConsent draft={draft} onChange={choose} />
            </div>
          )}
          {candidateChooses && (
            <div className={classNames(CHOICE_STYLE, 'max-sm:py-3 short:py-2')}>
              {practice ? (
                <PracticeConsent
                  purpose={practice.purpose}
                  draft={draft}
                  asBefore={isAsBefore}
                  onChange={choose}
                />
              ) : (
                <ConsentChoices
                  draft={draft}
                  onChange={choose}
                  asksAboutObservers={view?.observersInvited === true}
                  unattended={view?.recruiter?.attended === false}
                  missed={joining.missed}
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
        <JoinBar
          joining={joining}
          early={early !== undefined}
          bothFailed={bothFailed}
          blocked={blocked}
          back={back}
          note={note}
          onContinueWithout={() => {
            setWithoutCamera(true);
            setWithoutMicrophone(true);
          }}
        />
      </Card>
      {isCandidate && early !== undefined && view && <Prepare view={view} contact={organization.email} />}
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

/** Where a candidate who chose the time can change it, or until when that was possible. */
function MoveOrCancel({
  view: { phase, scheduling, scheduledAt },
  now,
}: {
  view: InterviewView;
  now: number;
}) {
  const link = useFragmentToken();
  if (phase !== 'lobby' || !scheduling || scheduling.open || now >= scheduledAt) return null;
  const until = changeableUntil(scheduling, scheduledAt);
  if (now >= until)
    return <p className="text-sm text-muted">{prejoin.facts.tooLateToChange(scheduling.changeHours)}</p>;
  if (!link) return null;
  return (
    <p className="text-sm text-muted">
      <a href={`/schedule#${link}`} className="font-medium text-accent-ink hover:underline">
        {prejoin.facts.moveOrCancel}
      </a>
      . {prejoin.facts.changeableUntil(formatMomentAlone(until, now))}
    </p>
  );
}

/** What a candidate who is too early to join can do until then. */
function Prepare({ view, contact }: { view: InterviewView; contact: string }) {
  const link = useFragmentToken();
  const { title, points, needs } = prejoin.early.prepare;
  return (
    <section className="flex max-w-[60ch] flex-col items-start gap-3">
      <h2 className="text-base font-semibold">{title}</h2>
      <ul className="flex list-disc flex-col gap-1 pl-5 text-muted">
        {[...points, needs(contact)].map(point => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      {link && (
        <AddToCalendar
          link={link}
          jobRole={view.jobRole}
          scheduledAt={view.scheduledAt}
          plannedMinutes={view.plannedMinutes}
        />
      )}
    </section>
  );
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

/** What happens after joining. */
function useNote(back: boolean, recording: boolean): string {
  const { client, pass } = useSession();
  const view = useStore(client.view);
  const practice = usePracticeOfPage();
  const recruiter = view?.recruiter !== undefined;
  if (back) return prejoin.back[view?.phase === 'lobby' ? 'break' : recruiter ? 'recruiter' : 'person'];
  if (practice) return practiceRoom.next[recording ? practice.purpose : 'self'];
  const { facts } = prejoin;
  if (pass.details.role === 'candidate') return recruiter ? facts.nextRecruiter : facts.nextCandidate;
  if (pass.details.role === 'interviewer')
    return recruiter ? facts.nextUntilTakingOver : facts.nextInterviewer;
  return facts.nextWatcher;
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
