import { useLayoutEffect, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { SeatId } from '../../../../shared/ids.ts';
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
import { formatLong } from '../../../texts/times.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { type CreatedInterview, CreateForm } from './CreateForm.tsx';
import { emailOf, LINKS_NOT_SENT, PeopleLinks } from './PeopleLinks.tsx';
import { useStart } from './useStart.ts';

export function NewInterview() {
  usePageTitle(texts.title);
  const mayCreate = useStaffMay('interviews.create');
  const [created, setCreated] = useState<CreatedInterview>();
  const { search } = useLocation();
  const start = useStart();
  if (!mayCreate) return <Navigate to="/console/interviews" replace />;
  return (
    <ConsolePage width={created ? 'reading' : 'standard'}>
      <ProgressSteps steps={texts.steps} current={created ? 1 : 0} label={texts.stepsLabel} />
      {created ? (
        <CreatedLinks created={created} onAnother={() => setCreated(undefined)} />
      ) : start ? (
        <CreateForm key={search} start={start} onCreated={setCreated} />
      ) : (
        <Skeletons className="gap-6">
          <Skeleton className="h-8 w-60" />
          <Skeleton className="h-120 w-full rounded-card" />
        </Skeletons>
      )}
    </ConsolePage>
  );
}

const texts = consoleTexts.create;

function timeText({ scheduledAt, timeZone, candidateChooses }: CreatedInterview['input']): string {
  const at = formatLong(scheduledAt, timeZone);
  return candidateChooses ? texts.summary.chosen(at) : at;
}

function CreatedLinks({ created, onAnother }: { created: CreatedInterview; onAnother: () => void }) {
  const { input, result } = created;
  const read = useRouteQuery('interviews.read', { interviewId: result.interviewId });
  const interviewPath = `/console/interviews/${result.interviewId}`;
  const [copied, setCopied] = useState<ReadonlySet<SeatId>>(new Set());
  // Links that no one gets unless they are copied here.
  const toCopy = result.links.filter(({ seatId }, index) => !emailOf(input, index) && !copied.has(seatId));
  useUnsaved(leaving =>
    toCopy.length > 0 && leaving?.pathname !== interviewPath ? LINKS_NOT_SENT : undefined,
  );
  // Makes the heading take the focus, because this page replaces the form without a navigation.
  useState(noteNavigation);
  useLayoutEffect(() => {
    // In braces, because newer browsers return a promise, which must not become the effect's cleanup.
    window.scrollTo(0, 0);
  }, []);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1.5">
        <PageHeading>{texts.linksTitle}</PageHeading>
        <p>
          <span className="font-medium">{input.title}</span>
          <span className="block">{timeText(input)}</span>
        </p>
        <p className="text-muted">{input.mail ? texts.linksIntroMail : texts.linksIntro}</p>
      </div>
      {result.links.some((_, index) => !emailOf(input, index)) && <Banner>{consoleTexts.links.once}</Banner>}
      {read.isError && !read.data && <Banner>{texts.linksNamesFailed}</Banner>}
      {read.data || read.isError ? (
        <PeopleLinks
          input={input}
          links={result.links}
          view={read.data?.view}
          onCopied={seatId => setCopied(known => new Set(known).add(seatId))}
        />
      ) : (
        <Skeleton className="h-80 w-full rounded-card" />
      )}
      <p className="text-sm text-muted">{consoleTexts.links.warnForward}</p>
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button variant="quiet" onClick={onAnother}>
          {texts.another}
        </Button>
        <ButtonLink to={interviewPath} variant="primary">
          {texts.toInterview}
        </ButtonLink>
      </div>
    </div>
  );
}
