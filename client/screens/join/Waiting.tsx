import { Accessibility, AudioLines, Captions, DoorOpen, type LucideIcon, Users } from 'lucide-react';
import { agreesToRecording } from '../../../shared/interview/setup.ts';
import { USUAL_OPENS_BEFORE_MS } from '../../../shared/interview/startWindow.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { InterviewFacts } from '../../components/prejoin/InterviewFacts.tsx';
import { HelpLines, JoinPage } from '../../components/prejoin/JoinPage.tsx';
import { SelfPreview } from '../../components/prejoin/SelfPreview.tsx';
import { OwnAdvanceQuestions } from '../../components/recruiter/AdvanceQuestions.tsx';
import { ConnectionNotice } from '../../components/room/Notice.tsx';
import { PeopleList } from '../../components/room/PeopleList.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { ContactDetails } from '../../components/ui/ContactDetails.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { isEvaluated } from '../../core/recordingStatus.ts';
import { useIsLead, useOwnSeat, useServerNow, useSession, useView } from '../../hooks/room/session.ts';
import { useCommand } from '../../hooks/room/useCommand.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { useFailedDevices, useGoesWithout } from '../../hooks/room/usePreJoin.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { contactTexts } from '../../texts/contact.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { recruiter, recruiter as texts } from '../../texts/recruiter.ts';
import { room } from '../../texts/room.ts';
import { roomRecording } from '../../texts/roomRecording.ts';
import { formatDistance } from '../../texts/times.ts';

/** Waiting room for candidates, and for staff before the interview opens. */
export function Waiting() {
  usePageTitle(room.waiting.title);
  const { receiveOnly } = useSession();
  const own = useOwnSeat();
  const [camera] = useGoesWithout('camera');
  const [microphone] = useGoesWithout('microphone');
  const failed = useFailedDevices({ camera, microphone });
  return (
    <JoinPage>
      <ConnectionNotice />
      <div
        className={
          receiveOnly
            ? 'mx-auto w-full max-w-2xl pt-6'
            : 'grid grid-cols-[minmax(0,1fr)] gap-6 md:grid-cols-2 md:gap-10 md:pt-[6dvh]'
        }
      >
        {own.role === 'candidate' ? <CandidateWords /> : <StaffWords />}
        {!receiveOnly && (
          <div
            className={classNames('flex flex-col gap-3', own.role === 'candidate' && 'max-md:order-first')}
          >
            <SelfPreview
              name={own.displayName}
              failed={failed}
              className="aspect-video w-full md:aspect-4/3"
            />
            <p className="text-center text-sm text-muted">{room.waiting.calm}</p>
          </div>
        )}
      </div>
    </JoinPage>
  );
}

function CandidateWords() {
  const view = useView();
  const own = useOwnSeat();
  const organization = useOrganization();
  return (
    <div className="flex flex-col gap-4 md:justify-center">
      <PageHeading className="text-xl! sm:text-2xl!">
        {(view.recruiter ? recruiter : room).waiting.candidateHeading(own.displayName)}
      </PageHeading>
      <p className="max-w-[60ch] text-muted" role="status">
        {useWaitingWords()}
      </p>
      {!view.practice && (
        <section className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4">
          <h2 className="font-semibold">{[view.title, organization.name].filter(Boolean).join(' · ')}</h2>
          <InterviewFacts scheduledAt={view.scheduledAt} view={view} />
        </section>
      )}
      {view.recruiter && <RecruiterFacts />}
      <p className="max-w-[60ch] text-sm text-muted" data-recording-words>
        {roomRecording.waiting[agreesToRecording(own.consent) ? 'agreed' : 'refused']}
      </p>
      <HelpLines view={view} />
      <LeaveLink variant="quiet" />
      {!view.practice && (
        <ContactDetails
          organization={organization}
          title={contactTexts.reach}
          otherwise={contactTexts.inviter}
        />
      )}
      <OwnAdvanceQuestions />
    </div>
  );
}

/** A start is late after this time. */
const LATE_MS = 5 * 60_000;

/** People who come later than this after the start aren't there. */
const ABSENT_MS = 60_000;

/** True if someone who lets the candidate in is there: the lead, or any interviewer if there is no lead. */
function isInterviewerHere({ leadSeatId, seats }: InterviewView): boolean {
  return Object.values(seats).some(
    ({ seatId, role, presence }) =>
      (leadSeatId ? seatId === leadSeatId : role === 'interviewer') &&
      presence !== 'invited' &&
      presence !== 'left' &&
      presence !== 'removed',
  );
}

function useWaitingWords(): string {
  const view = useView();
  const now = useServerNow();
  const words = view.recruiter ? recruiter.waiting : room.waiting;
  if (view.phase === 'open') return words.candidateOpen;
  if (view.recruiter && view.openedAt !== undefined) return recruiter.waiting.candidateBreak;
  const lead = view.leadSeatId && view.seats[view.leadSeatId]?.displayName;
  const lateMs = now - view.scheduledAt;
  if (!view.recruiter && view.openedAt === undefined) {
    if (lateMs > ABSENT_MS && !isInterviewerHere(view)) return room.waiting.candidateAlone(lead);
    if (lateMs > LATE_MS) return room.waiting.candidateLate(lead);
    if (-lateMs > USUAL_OPENS_BEFORE_MS)
      return room.waiting.candidateEarly(formatDistance(view.scheduledAt, now));
  }
  return words.candidateLobby(lead);
}

function StaffWords() {
  const view = useView();
  const { receiveOnly, client } = useSession();
  const mayOpen = useMay('session.open');
  const isLead = useIsLead();
  const { act, pending } = useCommand();
  const lead = view.leadSeatId && view.seats[view.leadSeatId]?.displayName;
  // The interview opens automatically only the first time. After a break, the lead reopens it.
  const automatic = view.recruiter && view.openedAt === undefined ? room.waiting.recruiter : undefined;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-2">
        <PageHeading className="text-2xl!">{automatic?.heading ?? room.waiting.staffHeading}</PageHeading>
        <p className="max-w-[60ch] text-muted" role="status">
          {automatic
            ? `${automatic.body}${isLead ? ` ${automatic.lead}` : ''}`
            : isLead
              ? room.waiting.leadBody
              : room.waiting.staffBody(lead)}
        </p>
        {receiveOnly && <p className="text-sm text-muted">{room.waiting.watcher}</p>}
      </div>
      <InterviewFacts scheduledAt={view.scheduledAt} view={view} />
      <div className="flex flex-wrap gap-3">
        {mayOpen && (
          <Button
            variant={automatic ? 'secondary' : 'primary'}
            size="lg"
            pending={pending}
            icon={DoorOpen}
            onClick={() => void act(() => client.command('session.open', {}))}
          >
            {automatic?.open ?? room.waiting.open}
          </Button>
        )}
        <LeaveLink />
      </div>
      <Card className="flex flex-col gap-3">
        <h2 className="text-base font-semibold">{room.waiting.people}</h2>
        <PeopleList />
      </Card>
    </div>
  );
}

function LeaveLink({ variant = 'secondary' }: { variant?: 'secondary' | 'quiet' }) {
  const session = useSession();
  const { act } = useCommand();
  return (
    <div>
      <Button
        size="lg"
        variant={variant}
        className={variant === 'quiet' ? '-ml-5' : ''}
        onClick={() => void act(() => session.leave())}
      >
        {room.leave.confirm}
      </Button>
    </div>
  );
}

const ICONS: readonly LucideIcon[] = [AudioLines, Users, Captions, Accessibility];

function RecruiterFacts() {
  const view = useView();
  const [asks = '', judges = '', shows = '', needs = ''] = texts.waiting.facts;
  const ofPractice = practiceRoom.facts[isEvaluated(view) ? 'evaluation' : 'self'];
  const facts = view.practice ? [asks, ofPractice, shows] : [asks, judges, shows, needs];
  return (
    <ul className="flex max-w-[60ch] flex-col gap-3">
      {facts.map((fact, index) => {
        const Icon = ICONS[index] ?? AudioLines;
        return (
          <li key={fact} className="flex gap-3">
            <Icon className="mt-0.5 size-5 shrink-0 text-accent-ink" />
            <span>{fact}</span>
          </li>
        );
      })}
    </ul>
  );
}
