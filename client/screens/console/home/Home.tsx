import { CalendarCheck, Plus, TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import { formatList } from '../../../../shared/intl.ts';
import type { QueueItem } from '../../../../shared/protocol/evaluationRoutes.ts';
import type { HomeFailure, OpenQuestion, OwnInterview } from '../../../../shared/protocol/homeRoutes.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import type { InterviewSummary } from '../../../../shared/protocol/interviewList.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { evaluationTexts } from '../../../texts/evaluations.ts';
import { homeTexts as texts } from '../../../texts/home.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { formatDay, formatDayTime, formatDistance } from '../../../texts/times.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { QUEUE_PATH, ratingPath, reportPath } from '../evaluations/evaluationPaths.ts';
import { TakenDialog, useClaiming } from '../evaluations/queue/claiming.tsx';
import { searchOf } from '../evaluations/queue/QueueFilters.tsx';
import { DueText, needsOf, rowAction } from '../evaluations/queue/QueueItemFacts.tsx';
import { ReferencesFirst } from '../evaluations/queue/ReferencesFirst.tsx';
import { overlapOf, stepOf, TaskLine } from '../interviews/InterviewRow.tsx';
import { Loaded } from '../Loaded.tsx';
import { EnterButton, isJoinTime } from './EnterButton.tsx';
import { type Block, HomeBlock, HomeRow } from './HomeBlock.tsx';
import { homePaths } from './homePaths.ts';
import { Steps } from './Steps.tsx';

const REFRESH_MS = 30_000;
const RATINGS_PATH = `${QUEUE_PATH}?${searchOf({ steps: ['rate'], who: 'mine' })}`;
const OWN_PATH = `${QUEUE_PATH}?${searchOf({ who: 'mine' })}`;
const REPLIES_PATH = `${QUEUE_PATH}?${searchOf({ steps: ['reply'] })}`;
type HomeData = RouteResult<'home.read'>;

export function Home() {
  usePageTitle(texts.title);
  const home = useRouteQuery('home.read', {}, { refetchIntervalMs: REFRESH_MS, staleTimeMs: 0 });
  const mayCreate = useStaffMay('interviews.create');
  return (
    <ConsolePage
      title={texts.title}
      actions={
        mayCreate && (
          <ButtonLink to="/console/interviews/new" variant="primary" icon={Plus}>
            {interviewListTexts.list.create}
          </ButtonLink>
        )
      }
    >
      <Loaded
        query={home}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={2} row="h-48 w-full rounded-card!" className="gap-6" />}
      >
        {data => <Blocks home={data} />}
      </Loaded>
    </ConsolePage>
  );
}

function Blocks({ home }: { home: HomeData }) {
  const ratesInConsole = useStaffMay('evaluations.rate');
  const { interviews, upcoming, unscheduled, ratings, replies, evaluations, decisions, failures } = home;
  const { references, steps, now } = home;
  const paths = homePaths(useMember()?.email ?? '', now);
  return (
    <div className="grid items-start gap-x-6 gap-y-8 lg:grid-cols-2">
      {steps && <Steps done={steps} />}
      {references && (
        <div className="lg:col-span-2">
          <ReferencesFirst references={references} />
        </div>
      )}
      <div className={COLUMN}>
        {(interviews.total > 0 || upcoming.total === 0) && (
          <Interviews block={interviews} to={paths.interviews} />
        )}
        <HomeBlock title={texts.upcoming.title} block={upcoming} to={paths.upcoming}>
          {interview => <UpcomingRow key={interview.interviewId} interview={interview} />}
        </HomeBlock>
        <HomeBlock title={texts.unscheduled.title} block={unscheduled} to={paths.unscheduled}>
          {interview => <UpcomingRow key={interview.interviewId} interview={interview} />}
        </HomeBlock>
      </div>
      <div className={COLUMN}>
        <HomeBlock title={texts.failures.title} block={failures}>
          {failure => <FailureRow key={failure.kind + failure.interviewId} failure={failure} />}
        </HomeBlock>
        <HomeBlock title={texts.ratings.title} block={ratings} to={ratesInConsole ? RATINGS_PATH : undefined}>
          {item => <RatingRow key={item.interviewId} item={item} now={now} />}
        </HomeBlock>
        <HomeBlock title={texts.replies.title} block={replies} to={REPLIES_PATH}>
          {question => <QuestionRow key={question.interviewId} question={question} now={now} />}
        </HomeBlock>
        <HomeBlock
          title={texts.evaluations.title}
          block={evaluations}
          to={OWN_PATH}
          more={
            evaluations.others > 0
              ? {
                  to: QUEUE_PATH,
                  text: texts.evaluations.others(evaluations.others, evaluations.total),
                }
              : undefined
          }
        >
          {item => <EvaluationRow key={item.interviewId + item.step} item={item} now={now} />}
        </HomeBlock>
        <HomeBlock title={texts.decisions.title} block={decisions} to={paths.decisions}>
          {interview => <DecisionRow key={interview.interviewId} interview={interview} />}
        </HomeBlock>
      </div>
    </div>
  );
}

const COLUMN = 'flex min-w-0 flex-col gap-8 empty:hidden';

function interviewName({ candidateNames, title }: Pick<OwnInterview, 'candidateNames' | 'title'>): string {
  return texts.facts([formatList(candidateNames), title].filter(Boolean));
}

function Interviews({ block, to }: { block: Block<OwnInterview>; to: string }) {
  return (
    <HomeBlock
      title={texts.interviews.title}
      block={block}
      to={to}
      empty={
        <EmptyState icon={CalendarCheck} title={texts.interviews.empty}>
          {texts.interviews.emptyBody}
        </EmptyState>
      }
    >
      {interview => <InterviewRow key={interview.interviewId} interview={interview} />}
    </HomeBlock>
  );
}

function InterviewRow({ interview }: { interview: OwnInterview }) {
  const now = useNow(15_000);
  const { candidateHere, interviewId, phase, plannedMinutes, role, scheduledAt } = interview;
  const name = interviewName(interview);
  const isSoon = isJoinTime(interview, now);
  const state =
    phase === 'open'
      ? texts.interviews.live
      : candidateHere
        ? texts.interviews.candidateHere
        : scheduledAt < now
          ? interviewListTexts.tasks.overdue(Math.floor((now - scheduledAt) / 60_000))
          : interviewListTexts.tasks.planned(formatDistance(scheduledAt, now));
  return (
    <HomeRow
      title={
        <Link
          to={`/console/interviews/${interviewId}`}
          className="inline-flex min-h-6 items-center underline-offset-2 hover:underline"
        >
          {name}
        </Link>
      }
      action={
        isSoon ? (
          <EnterButton interviewId={interviewId} variant="primary" label={texts.interviews.joinOf(name)}>
            {texts.interviews.join}
          </EnterButton>
        ) : (
          <ButtonLink
            size="sm"
            to={`/console/interviews/${interviewId}`}
            aria-label={texts.interviews.openOf(name)}
          >
            {texts.interviews.open}
          </ButtonLink>
        )
      }
    >
      <span className="tabular-nums">
        {texts.facts([
          formatDayTime(scheduledAt, now),
          interviewPageTexts.detail.minutes(plannedMinutes),
          texts.interviews.as(common.roles[role]),
        ])}
      </span>
      <span className={isSoon ? 'font-medium text-ink' : undefined}>{state}</span>
      <TaskLine task={overlapOf(interview)} />
    </HomeRow>
  );
}

function UpcomingRow({ interview }: { interview: InterviewSummary }) {
  const now = useNow(15_000);
  const people = formatList(
    interview.people.filter(({ role }) => role === 'interviewer').map(({ name }) => name),
  );
  const led = interview.heldByRecruiter ? interviewListTexts.noPeople : people;
  return (
    <HomeRow
      title={
        <Link
          to={`/console/interviews/${interview.interviewId}`}
          className="inline-flex min-h-6 items-center underline-offset-2 hover:underline"
        >
          {interviewName(interview)}
        </Link>
      }
    >
      <span className="tabular-nums">
        {texts.facts(
          interview.status === 'unscheduled'
            ? [led]
            : [formatDayTime(interview.scheduledAt, now), led].filter(Boolean),
        )}
      </span>
      <TaskLine task={stepOf(interview, now)} />
    </HomeRow>
  );
}

function DecisionRow({ interview }: { interview: HomeData['decisions']['rows'][number] }) {
  const now = useNow(60_000);
  const name = interviewName(interview);
  return (
    <HomeRow
      title={name}
      action={
        <ButtonLink
          size="sm"
          to={`/console/interviews/${interview.interviewId}`}
          aria-label={texts.decisions.actionOf(name)}
        >
          {texts.decisions.action}
        </ButtonLink>
      }
    >
      <span className="tabular-nums">
        {texts.facts([
          formatDay(interview.scheduledAt, now),
          interviewListTexts.next.ratingsIn(interview.rating.locked),
        ])}
      </span>
      {interview.comparing && <span className="text-warning-ink">{texts.decisions.comparing}</span>}
    </HomeRow>
  );
}

function RatingRow({ item, now }: { item: QueueItem; now: number }) {
  const ratesInConsole = useStaffMay('evaluations.rate');
  const { candidate, interviewId, role } = item;
  const label = texts.ratings.actionOf(candidate);
  return (
    <HomeRow
      title={texts.facts([candidate, role])}
      action={
        ratesInConsole ? (
          <ButtonLink size="sm" to={ratingPath(interviewId)} aria-label={label}>
            {texts.ratings.action}
          </ButtonLink>
        ) : (
          <EnterButton interviewId={interviewId} label={label}>
            {texts.ratings.action}
          </EnterButton>
        )
      }
    >
      <DueText item={item} now={now} />
    </HomeRow>
  );
}

function QuestionRow({ question, now }: { question: OpenQuestion; now: number }) {
  const { askedAt, candidate, interviewId, role } = question;
  return (
    <HomeRow
      title={texts.facts([candidate, role])}
      action={
        <ButtonLink size="sm" to={reportPath(interviewId)} aria-label={texts.replies.actionOf(candidate)}>
          {texts.replies.action}
        </ButtonLink>
      }
    >
      {texts.replies.asked(formatDistance(askedAt, now))}
    </HomeRow>
  );
}

function EvaluationRow({ item, now }: { item: QueueItem; now: number }) {
  const may = { write: useStaffMay('reports.write'), publish: useStaffMay('reports.publish') };
  const { candidate, interviewId, role } = item;
  const action = rowAction(item, may);
  const claiming = useClaiming();
  const label = `${action.label}: ${candidate}`;
  return (
    <HomeRow
      title={texts.facts([candidate, role])}
      action={
        action.do === 'go' ? (
          <ButtonLink
            size="sm"
            variant={action.wanted ? 'secondary' : 'quiet'}
            to={action.to}
            aria-label={label}
          >
            {action.label}
          </ButtonLink>
        ) : (
          <Button
            size="sm"
            aria-label={label}
            pending={claiming.pending === interviewId}
            onClick={() => void claiming.claim(interviewId)}
          >
            {action.label}
          </Button>
        )
      }
    >
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={now} />}
      {item.shadow && <Badge className="self-start">{evaluationTexts.facts.shadow}</Badge>}
      <span>{needsOf(item)}</span>
      <DueText item={item} now={now} />
    </HomeRow>
  );
}

function FailureRow({ failure }: { failure: HomeFailure }) {
  const { interviewId, kind } = failure;
  const name = interviewName(failure);
  return (
    <HomeRow
      title={name}
      action={
        <ButtonLink
          size="sm"
          to={`/console/interviews/${interviewId}`}
          aria-label={texts.failures.actionOf(name)}
        >
          {texts.failures.action}
        </ButtonLink>
      }
    >
      <span className="flex items-center gap-1.5 text-warning-ink">
        <TriangleAlert className="size-4 shrink-0" />
        {texts.failures.problems[kind]}
      </span>
    </HomeRow>
  );
}
