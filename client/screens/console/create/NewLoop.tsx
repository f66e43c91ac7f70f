import { useLayoutEffect, useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { CandidateId, type SeatId } from '../../../../shared/ids.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { ProgressSteps } from '../../../components/ui/ProgressSteps.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { noteNavigation } from '../../../core/navigation.ts';
import { useUnsaved } from '../../../hooks/useLeaveGuard.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { loopTexts as texts } from '../../../texts/loops.ts';
import { formatLong } from '../../../texts/times.ts';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { type CreatedLoop, LoopForm } from './LoopForm.tsx';
import { emailOf, LINKS_NOT_SENT, PeopleLinks } from './PeopleLinks.tsx';

const createTexts = consoleTexts.create;

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
    const { jobRole, timeZone, mail } = input;
    const interview = {
      title: '',
      scheduledAt: 0,
      plannedMinutes: 0,
      ...round,
      jobRole,
      timeZone,
      mail,
      seats,
    };
    return { interviewId, links, interview };
  });
  const byHand = rounds.flatMap(({ interview, links }) =>
    links.filter((_, index) => !emailOf(interview, index)).map(({ seatId }) => seatId),
  );
  const toCopy = byHand.filter(seatId => !copied.has(seatId));
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
        <p className="text-muted">{input.mail ? createTexts.linksIntroMail : createTexts.linksIntro}</p>
      </div>
      {byHand.length > 0 && <Banner>{consoleTexts.links.once}</Banner>}
      {rounds.map(({ interviewId, links, interview }, index) => (
        <PageSection
          key={interviewId}
          title={texts.round(index + 1)}
          action={
            <Link
              to={`/console/interviews/${interviewId}`}
              className="min-w-0 text-sm font-medium break-words text-accent-ink underline underline-offset-2"
            >
              {interview.title}, {formatLong(interview.scheduledAt, interview.timeZone)}
            </Link>
          }
        >
          <PeopleLinks
            input={interview}
            links={links}
            onCopied={seatId => setCopied(known => new Set(known).add(seatId))}
          />
        </PageSection>
      ))}
      <p className="text-sm text-muted">{consoleTexts.links.warnForward}</p>
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
