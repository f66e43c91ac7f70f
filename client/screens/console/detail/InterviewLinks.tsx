import { type ReactNode, useState } from 'react';
import { Navigate } from 'react-router';
import type { SeatId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
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
import {
  LINKS_NOT_SENT,
  type LinkedPerson,
  LinksIntro,
  PeopleLinks,
  type PersonalLink,
} from '../create/PeopleLinks.tsx';
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
      <PeopleLinks {...links} />
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
  const people = linkedPeople(views, shown);
  const toCopy = people
    .flatMap(({ address, links }) => (address === undefined ? links : []))
    .filter(({ seatId }) => !copied.has(seatId) && fresh.some(link => link.seatId === seatId));
  useUnsaved(leaving => (toCopy.length > 0 && leaving?.pathname !== next ? LINKS_NOT_SENT : undefined));
  const show = async (links: readonly PersonalLink[]) => {
    try {
      const asked = links.map(({ interviewId, seatId }) => repeat.mutateAsync({ interviewId, seatId }));
      const repeated = await Promise.all(asked);
      setShown(known => [...known, ...repeated.map(({ link }) => link)]);
    } catch (error) {
      toast.error(newInterviewTexts.links.notRepeated, errorMessage(error));
    }
  };
  return {
    people,
    mail: views.some(({ mail }) => mail === true),
    choosing: views.some(({ scheduling }) => scheduling?.open === true),
    onCopied: (links: readonly PersonalLink[]) =>
      setCopied(known => new Set([...known, ...links.map(({ seatId }) => seatId)])),
    onShow: (links: readonly PersonalLink[]) => void show(links),
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

/**
 * Returns everyone with a link that works, with the links that are known. A person who has the same role and address
 * in several interviews is one person.
 */
export function linkedPeople(views: readonly InterviewView[], known: readonly IssuedLink[]): LinkedPerson[] {
  const people: LinkedPerson[] = [];
  for (const view of views)
    for (const seat of peopleInOrder(view)) {
      if (!seat.link || seat.link.revoked) continue;
      const person = linkedPerson(view, seat, known);
      const position = people.findIndex(
        one => isSamePerson(one, person) && one.links.at(-1)?.interviewId !== view.interviewId,
      );
      const before = people[position];
      if (!before) people.push(person);
      else
        people[position] = {
          ...before,
          isLead: before.isLead || person.isLead,
          links: [...before.links, ...person.links],
        };
    }
  return people;
}

function linkedPerson(view: InterviewView, seat: SeatView, known: readonly IssuedLink[]): LinkedPerson {
  const { seatId, displayName, role, email } = seat;
  const link = known.find(one => one.seatId === seatId);
  return {
    ...{ displayName, role, isLead: seatId === view.leadSeatId },
    address: view.mail ? email : undefined,
    links: [{ seatId, interviewId: view.interviewId, facts: link && factsOf(link, seat, view) }],
  };
}

function isSamePerson(one: LinkedPerson, other: LinkedPerson): boolean {
  const nameOf = ({ address, displayName }: LinkedPerson) => (address ?? displayName).toLowerCase();
  return one.role === other.role && nameOf(one) === nameOf(other);
}
