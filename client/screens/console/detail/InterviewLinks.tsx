import { type ReactNode, useState } from 'react';
import { Navigate } from 'react-router';
import type { InterviewId, SeatId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { ProgressSteps } from '../../../components/ui/ProgressSteps.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useUnsaved } from '../../../hooks/useLeaveGuard.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { formatDayTime, formatElsewhere, formatLong, formatLongDay, zoneName } from '../../../texts/times.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { takeFreshLinks } from '../create/freshLinks.ts';
import { LINKS_NOT_SENT, type LinkedPerson, LinksIntro, PeopleLinks } from '../create/PeopleLinks.tsx';
import { factsOf } from '../OneTimeLinkDialog.tsx';
import { LiveInterview } from './LiveInterview.tsx';
import { peopleInOrder } from './People.tsx';

const texts = newInterviewTexts.create;

/** Everyone's link, right after an interview was created, and later on demand. */
export function InterviewLinks() {
  usePageTitle(texts.linksTitle);
  return (
    <ConsolePage width="reading">
      <ProgressSteps steps={texts.steps} current={1} label={texts.stepsLabel} />
      <LiveInterview
        heading={texts.linksTitle}
        failed={interviewPageTexts.detail.failed}
        skeleton={<Skeleton className="h-80 w-full rounded-card" />}
      >
        {({ view, stale }) => (
          <>
            {stale}
            <Links view={view} />
          </>
        )}
      </LiveInterview>
    </ConsolePage>
  );
}

function Links({ view }: { view: InterviewView }) {
  const interviewPath = `/console/interviews/${view.interviewId}`;
  const mayShow = useStaffMay('links.issue');
  const mayCreate = useStaffMay('interviews.create');
  const links = useLinks([view], interviewPath);
  if (!mayShow || isFinal(view.phase)) return <Navigate to={interviewPath} replace />;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1.5">
        <PageHeading>{texts.linksTitle}</PageHeading>
        <p className="font-medium">{view.title}</p>
        <When view={view} />
      </div>
      <LinksIntro people={links.people} />
      <PeopleLinks {...links.of(view)} />
      <LinksEnd>
        {mayCreate && (
          <ButtonLink to="/console/interviews/new" variant="quiet">
            {texts.another}
          </ButtonLink>
        )}
        <ButtonLink to={interviewPath} variant="primary">
          {texts.toInterview}
        </ButtonLink>
      </LinksEnd>
    </div>
  );
}

/**
 * Shows the links of new interviews, and others on demand. Asks before the page is left, except for `next`, while
 * someone has to send a new link that wasn't copied.
 */
export function useLinks(views: readonly InterviewView[], next?: string) {
  const [fresh] = useState(() => views.flatMap(({ interviewId }) => takeFreshLinks(interviewId)));
  const [shown, setShown] = useState<readonly IssuedLink[]>(fresh);
  const [copied, setCopied] = useState<ReadonlySet<SeatId>>(new Set());
  const repeat = useRouteMutation('links.repeat');
  const people = views.flatMap(view => linkedPeople(view, shown));
  const toCopy = people.filter(
    ({ seatId, address }) =>
      address === undefined && !copied.has(seatId) && fresh.some(link => link.seatId === seatId),
  );
  useUnsaved(leaving => (toCopy.length > 0 && leaving?.pathname !== next ? LINKS_NOT_SENT : undefined));
  const show = (interviewId: InterviewId, seatId: SeatId) =>
    repeat.mutate(
      { interviewId, seatId },
      {
        onSuccess: ({ link }) => setShown(known => [...known, link]),
        onError: error => toast.error(newInterviewTexts.links.notRepeated, errorMessage(error)),
      },
    );
  return {
    people,
    of: (view: InterviewView) => ({
      people: linkedPeople(view, shown),
      mail: view.mail === true,
      choosing: view.scheduling?.open === true,
      onCopied: (seatId: SeatId) => setCopied(known => new Set(known).add(seatId)),
      onShow: (seatId: SeatId) => show(view.interviewId, seatId),
    }),
  };
}

/** The end of a page with links: a warning, and what to do next. */
export function LinksEnd({ children }: { children: ReactNode }) {
  return (
    <>
      <p className="text-sm text-muted">{newInterviewTexts.links.warnForward}</p>
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">{children}</div>
    </>
  );
}

function When({ view: { plannedMinutes, scheduledAt, scheduling, timeZone } }: { view: InterviewView }) {
  const now = useNow(60_000);
  const length = interviewPageTexts.detail.minutes(plannedMinutes);
  if (scheduling?.open)
    return (
      <p>
        {texts.summary.chosen(formatLongDay(scheduledAt, timeZone))} · {length}
      </p>
    );
  const differs = formatElsewhere(scheduledAt, timeZone) !== undefined;
  return (
    <p>
      {formatLong(scheduledAt, timeZone)} · {length}
      {differs && (
        <span className="block text-sm text-muted">
          {newInterviewTexts.form.yourTime(formatDayTime(scheduledAt, now), zoneName(scheduledAt))}
        </span>
      )}
    </p>
  );
}

/** Returns everyone with a link that works, with the links that are known. */
export function linkedPeople(view: InterviewView, links: readonly IssuedLink[]): LinkedPerson[] {
  return peopleInOrder(view)
    .filter(({ link }) => link !== undefined && !link.revoked)
    .map(seat => {
      const link = links.find(({ seatId }) => seatId === seat.seatId);
      return {
        seatId: seat.seatId,
        displayName: seat.displayName,
        role: seat.role,
        isLead: seat.seatId === view.leadSeatId,
        address: view.mail ? seat.email : undefined,
        facts: link && factsOf(link, seat, view),
      };
    });
}
