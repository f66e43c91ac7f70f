import { useLayoutEffect, useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { CandidateId, type SeatId } from '../../../../shared/ids.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';
import type { SeatRole } from '../../../../shared/roles.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { ProgressSteps } from '../../../components/ui/ProgressSteps.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { noteNavigation } from '../../../core/navigation.ts';
import { useUnsaved } from '../../../hooks/useLeaveGuard.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { loopTexts as texts } from '../../../texts/loops.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { formatLong } from '../../../texts/times.ts';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { type CreatedLoop, LoopForm } from './LoopForm.tsx';
import { LINKS_NOT_SENT, type LinkedPerson, LinksIntro, PeopleLinks } from './PeopleLinks.tsx';

const createTexts = newInterviewTexts.create;

/** Plans several interviews of one candidate. The address can name the record of the candidate. */
export function NewLoop() {
  usePageTitle(texts.title);
  const mayCreate = useStaffMay('interviews.create');
  const [params] = useSearchParams();
  const candidateId = CandidateId.safeParse(params.get('candidate')).data;
  const record = useRouteQuery(
    'candidates.read',
    { candidateId: candidateId ?? ('' as CandidateId) },
    { enabled: candidateId !== undefined },
  );
  const [created, setCreated] = useState<CreatedLoop>();
  if (!mayCreate) return <Navigate to="/console/interviews" replace />;
  const { name = '', email = '', rounds = [] } = record.data?.candidate ?? {};
  const isLoading = candidateId !== undefined && record.isPending;
  return (
    <ConsolePage width={created ? 'reading' : 'standard'}>
      <ProgressSteps steps={createTexts.steps} current={created ? 1 : 0} label={createTexts.stepsLabel} />
      {created ? (
        <CreatedRounds created={created} onAnother={() => setCreated(undefined)} />
      ) : isLoading ? (
        <Skeletons className="gap-6">
          <Skeleton className="h-8 w-60" />
          <Skeleton className="h-120 w-full rounded-card" />
        </Skeletons>
      ) : (
        <LoopForm candidate={{ name, email, jobRole: rounds[0]?.jobRole ?? '' }} onCreated={setCreated} />
      )}
    </ConsolePage>
  );
}

function CreatedRounds({ created, onAnother }: { created: CreatedLoop; onAnother: () => void }) {
  const { input, result } = created;
  const [copied, setCopied] = useState<ReadonlySet<SeatId>>(new Set());
  const rounds = result.rounds.map(({ interviewId, links }, index) => {
    const { people = [], ...round } = input.rounds[index] ?? {};
    const seats = [{ role: 'candidate' as const, ...input.candidate }, ...people];
    const interview = { title: '', scheduledAt: 0, plannedMinutes: 0, ...round };
    return { interviewId, interview, people: linkedPeople(input, interview, seats, links) };
  });
  const all = rounds.flatMap(({ people }) => people);
  const toCopy = all.filter(({ address, seatId }) => address === undefined && !copied.has(seatId));
  useUnsaved(() => (toCopy.length > 0 ? LINKS_NOT_SENT : undefined));
  // Makes the heading take the focus, because this page replaces the form without a navigation.
  useState(noteNavigation);
  useLayoutEffect(() => {
    // In braces, because newer browsers return a promise, which must not become the effect's cleanup.
    window.scrollTo(0, 0);
  }, []);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1.5">
        <PageHeading>{texts.ready}</PageHeading>
      </div>
      <LinksIntro people={all} />
      {rounds.map(({ interviewId, people, interview }, index) => (
        <PageSection
          key={interviewId}
          title={texts.round(index + 1)}
          action={
            <Link
              to={`/console/interviews/${interviewId}`}
              className="min-w-0 text-sm font-medium break-words text-accent-ink underline underline-offset-2"
            >
              {interview.title}, {formatLong(interview.scheduledAt, input.timeZone)}
            </Link>
          }
        >
          <PeopleLinks
            people={people}
            mail={input.mail === true}
            choosing={false}
            onCopied={seatId => setCopied(known => new Set(known).add(seatId))}
          />
        </PageSection>
      ))}
      <p className="text-sm text-muted">{newInterviewTexts.links.warnForward}</p>
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button variant="quiet" onClick={onAnother}>
          {texts.another}
        </Button>
        <ButtonLink to="/console/interviews" variant="primary">
          {texts.toInterviews}
        </ButtonLink>
      </div>
    </div>
  );
}

type Round = Pick<CreatedLoop['input']['rounds'][number], 'title' | 'scheduledAt' | 'plannedMinutes'>;

/** Links are in the order of people. The first interviewer leads. */
function linkedPeople(
  { mail, timeZone }: CreatedLoop['input'],
  round: Round,
  seats: readonly { role: SeatRole; displayName: string; email?: string | undefined }[],
  links: readonly IssuedLink[],
): LinkedPerson[] {
  const lead = seats.findIndex(({ role }) => role === 'interviewer');
  return links.flatMap(({ seatId, url }, index) => {
    const seat = seats[index];
    if (!seat) return [];
    const { displayName, role, email } = seat;
    const { title, scheduledAt, plannedMinutes } = round;
    const facts = {
      ...{ displayName, role, title, scheduledAt, plannedMinutes, timeZone, url },
      heldByRecruiter: false,
    };
    return { seatId, displayName, role, isLead: index === lead, address: mail ? email : undefined, facts };
  });
}
