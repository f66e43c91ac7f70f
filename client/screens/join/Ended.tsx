import { AlarmClockOff, CircleCheck, CircleSlash, DoorOpen, EyeOff, MonitorSmartphone } from 'lucide-react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { JoinPage } from '../../components/prejoin/JoinPage.tsx';
import { WithdrawTranscript } from '../../components/prejoin/WithdrawTranscript.tsx';
import { IconPage } from '../../components/shell/IconPage.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { buttonStyle } from '../../components/ui/buttonStyle.ts';
import { ContactDetails } from '../../components/ui/ContactDetails.tsx';
import { consolePathBack } from '../../core/enteredInterview.ts';
import { ownSeat } from '../../core/seats.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useRecordingKept } from '../../hooks/room/useRecordingKept.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { contactTexts } from '../../texts/contact.ts';
import { ended } from '../../texts/ended.ts';
import { formatLong, formatStay } from '../../texts/times.ts';

export type EndKind = Exclude<
  keyof typeof ended,
  | 'askForNewTime'
  | 'backToConsole'
  | 'overInConsole'
  | 'comeBack'
  | 'continueHere'
  | 'nextTitle'
  | 'outcomeFrom'
  | 'recorded'
  | 'facts'
  | 'transcript'
>;

export type Onward = { words: string; follow: () => void };

const ICONS: Record<EndKind, typeof CircleCheck> = {
  'taken-over': MonitorSmartphone,
  elsewhere: MonitorSmartphone,
  removed: CircleSlash,
  'too-many-pages': MonitorSmartphone,
  'interview-over': CircleCheck,
  candidateOver: CircleCheck,
  recruiterOver: CircleCheck,
  overWithoutYou: CircleSlash,
  tooLate: AlarmClockOff,
  practiceOver: CircleCheck,
  cancelled: CircleSlash,
  canceledByYou: CircleSlash,
  notAgreed: EyeOff,
  left: DoorOpen,
  leftRecruiter: DoorOpen,
  leftPractice: DoorOpen,
  closed: DoorOpen,
};

/** Endings from which the person can come back, each with the label of the button. */
const WAYS_BACK: Partial<Record<EndKind, string>> = {
  left: ended.comeBack,
  leftRecruiter: ended.comeBack,
  leftPractice: ended.comeBack,
  elsewhere: ended.continueHere,
};

/** Endings that concern only this tab, so no one has to be asked about them. */
const STAYS: readonly EndKind[] = ['taken-over', 'elsewhere', 'too-many-pages', 'closed'];

/** Endings that tell candidates about the recording. */
const TELLS_OF_RECORDING: readonly EndKind[] = ['candidateOver', 'recruiterOver', 'left', 'leftRecruiter'];
const TELLS_WHAT_HAPPENED: readonly EndKind[] = ['candidateOver', 'recruiterOver', 'practiceOver'];

export function Ended({ kind, onward }: { kind: EndKind; onward?: Onward | undefined }) {
  const session = useSession();
  const { title, body, next }: { title: string; body: string; next?: readonly string[] } = ended[kind];
  const wayBack = WAYS_BACK[kind];
  const view = useStore(session.client.view);
  const lead = view?.leadSeatId && view.seats[view.leadSeatId];
  const wasRecorded =
    TELLS_OF_RECORDING.includes(kind) && view?.recording.kept && ownSeat(view)?.role === 'candidate';
  const consolePath = STAYS.includes(kind) ? undefined : consolePathBack(view?.interviewId);
  const backVariant = wayBack || onward ? 'secondary' : 'primary';
  const kept = useRecordingKept();
  const organization = useOrganization();
  usePageTitle(title);
  return (
    <JoinPage width="narrow">
      <IconPage
        icon={ICONS[kind]}
        title={title}
        body={<p>{kind === 'interview-over' && consolePath ? ended.overInConsole : body}</p>}
        live
        data-ended={kind}
      >
        {kind === 'tooLate' && view?.window && (
          <p className="max-w-[60ch] text-muted">
            {ended.askForNewTime(formatLong(view.window.closesAt), lead?.displayName)}
          </p>
        )}
        {view && TELLS_WHAT_HAPPENED.includes(kind) && <WhatHappened view={view} />}
        {view?.phase === 'ended' && !view.practice && ownSeat(view) && <WithdrawTranscript />}
        {wasRecorded && <p className="max-w-[60ch] text-muted">{ended.recorded(organization.name, kept)}</p>}
        {next && (
          <section className="flex flex-col gap-2">
            <h2 className="text-base font-semibold">{ended.nextTitle}</h2>
            <ul className="flex max-w-[60ch] list-disc flex-col gap-1.5 pl-5 text-muted marker:text-faint">
              {[...next, ended.outcomeFrom(organization.name)].map(line => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        )}
        {(wayBack || onward || consolePath) && (
          <div className="flex flex-wrap gap-3">
            {wayBack && (
              <Button variant="primary" size="lg" onClick={() => session.prepareAgain()}>
                {wayBack}
              </Button>
            )}
            {onward && (
              <Button variant={wayBack ? 'secondary' : 'primary'} size="lg" onClick={onward.follow}>
                {onward.words}
              </Button>
            )}
            {consolePath && (
              <a href={consolePath} className={buttonStyle(backVariant, 'lg')}>
                {ended.backToConsole}
              </a>
            )}
          </div>
        )}
        {!onward && !STAYS.includes(kind) && (
          <ContactDetails organization={organization} title={contactTexts.questions} />
        )}
      </IconPage>
    </JoinPage>
  );
}

const { facts } = ended;

function WhatHappened({ view }: { view: InterviewView }) {
  const { jobRole, openedAt, afterwards, recording } = view;
  if (openedAt === undefined || !afterwards) return null;
  const { answered, of } = afterwards;
  const entries: [string, string][] = [
    [facts.role, jobRole],
    [facts.when, formatLong(openedAt)],
    [facts.length, formatStay(stayOf(view, openedAt))],
    // Interviewers can talk freely, without opening questions.
    ...(answered === undefined || (answered === 0 && of === undefined)
      ? []
      : [[facts.answered, facts.answeredOf(answered, of)] as [string, string]]),
    [facts.recording, facts.recorded[recording.kept ? 'kept' : recording.erased ? 'erased' : 'none']],
  ];
  return (
    <section className="flex w-full flex-col gap-2" data-what-happened>
      <h2 className="text-base font-semibold">{facts.title}</h2>
      <dl className="divide-y divide-line rounded-card border border-line bg-surface px-4 text-sm">
        {entries.map(([name, value]) => (
          <div key={name} className="grid gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[11rem_1fr]">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Returns the time from the opening until the person left or the interview ended. */
function stayOf(view: InterviewView, openedAt: number): number {
  const endedAt = view.endedAt ?? openedAt;
  const own = ownSeat(view);
  const leftAt = own?.presence === 'left' ? Math.min(own.presenceSince, endedAt) : endedAt;
  return Math.max(0, leftAt - openedAt);
}
