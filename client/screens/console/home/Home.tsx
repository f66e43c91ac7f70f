import { ArrowRight, CalendarCheck, Check, Plus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatList } from '../../../../shared/intl.ts';
import type { QueueItem } from '../../../../shared/protocol/evaluationRoutes.ts';
import type {
  FirstSteps,
  HomeFailure,
  OpenQuestion,
  OwnInterview,
} from '../../../../shared/protocol/homeRoutes.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { homeTexts as texts } from '../../../texts/home.ts';
import { formatDayTime, formatDistance } from '../../../texts/times.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { QUEUE_PATH, ratingPath, reportPath } from '../evaluations/evaluationPaths.ts';
import { searchOf } from '../evaluations/queue/QueueFilters.tsx';
import { DueText, needsOf, rowAction } from '../evaluations/queue/QueueItemFacts.tsx';
import { Loaded } from '../Loaded.tsx';
import { OUTBOX_PATH, TEAM_PATH } from '../settings/settingsPages.ts';
import { EnterButton } from './EnterButton.tsx';

const REFRESH_MS = 30_000;
const REPLIES_PATH = `${QUEUE_PATH}?${searchOf({ steps: ['reply'] })}`;
type HomeData = RouteResult<'home.read'>;
type Block<T> = { total: number; rows: readonly T[] };

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
            {consoleTexts.list.create}
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
  const { interviews, ratings, replies, evaluations, failures, steps, now } = home;
  return (
    <div className="grid items-start gap-x-6 gap-y-8 lg:grid-cols-2">
      {steps && <Steps done={steps} />}
      <Interviews block={interviews} />
      <HomeBlock title={texts.failures.title} block={failures}>
        {failure => <FailureRow key={failure.kind + failure.interviewId} failure={failure} />}
      </HomeBlock>
      <HomeBlock title={texts.ratings.title} block={ratings} to={ratesInConsole ? QUEUE_PATH : undefined}>
        {item => <RatingRow key={item.interviewId} item={item} now={now} />}
      </HomeBlock>
      <HomeBlock title={texts.replies.title} block={replies} to={REPLIES_PATH}>
        {question => <QuestionRow key={question.interviewId} question={question} now={now} />}
      </HomeBlock>
      <HomeBlock title={texts.evaluations.title} block={evaluations} to={QUEUE_PATH}>
        {item => <EvaluationRow key={item.interviewId + item.step} item={item} now={now} />}
      </HomeBlock>
    </div>
  );
}

interface HomeBlockProps<T> {
  title: string;
  block: Block<T>;
  /** Address of the whole list. */
  to?: string | undefined;
  /** Shown if the block is empty. Without it, an empty block disappears. */
  empty?: ReactNode;
  children: (row: T) => ReactNode;
}

function HomeBlock<T>({ title, block: { total, rows }, to, empty, children }: HomeBlockProps<T>) {
  if (total === 0 && !empty) return null;
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <h2 className="flex items-center gap-2 text-base font-semibold">
        {title}
        {total > 0 && <Badge className="tabular-nums">{texts.count(total)}</Badge>}
      </h2>
      <Card padding="none">
        {total === 0 ? empty : <ul className="divide-y divide-line">{rows.map(children)}</ul>}
        {to && total > rows.length && (
          <Link
            to={to}
            className="flex min-h-11 items-center gap-1.5 border-t border-line px-4 text-sm font-medium text-accent-ink -outline-offset-2! hover:bg-hover"
          >
            {texts.all(total)}
            <ArrowRight className="size-4" />
          </Link>
        )}
      </Card>
    </section>
  );
}

interface HomeRowProps {
  title: ReactNode;
  action: ReactNode;
  children: ReactNode;
}

/** One thing that waits, with its next action. */
function HomeRow({ title, action, children }: HomeRowProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-48 flex-col gap-0.5">
        <p className="text-sm font-medium wrap-anywhere">{title}</p>
        <div className="flex flex-col gap-0.5 text-sm text-muted">{children}</div>
      </div>
      {action}
    </li>
  );
}

function interviewName({ candidateNames, title }: Pick<OwnInterview, 'candidateNames' | 'title'>): string {
  return texts.facts([formatList(candidateNames), title].filter(Boolean));
}

function Interviews({ block }: { block: Block<OwnInterview> }) {
  return (
    <HomeBlock
      title={texts.interviews.title}
      block={block}
      to="/console/interviews"
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

const SOON_MS = 60 * 60_000;

function InterviewRow({ interview }: { interview: OwnInterview }) {
  const now = useNow(15_000);
  const { candidateHere, interviewId, phase, plannedMinutes, role, scheduledAt } = interview;
  const name = interviewName(interview);
  const isSoon = phase === 'open' || candidateHere || scheduledAt - now < SOON_MS;
  const state =
    phase === 'open'
      ? texts.interviews.live
      : candidateHere
        ? texts.interviews.candidateHere
        : scheduledAt < now
          ? consoleTexts.tasks.overdue
          : consoleTexts.tasks.planned(formatDistance(scheduledAt, now));
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
        <EnterButton
          interviewId={interviewId}
          variant={isSoon ? 'primary' : 'secondary'}
          label={texts.interviews.joinOf(name)}
        >
          {texts.interviews.join}
        </EnterButton>
      }
    >
      <span className="tabular-nums">
        {texts.facts([
          formatDayTime(scheduledAt, now),
          consoleTexts.detail.minutes(plannedMinutes),
          texts.interviews.as(common.roles[role]),
        ])}
      </span>
      <span className={isSoon ? 'font-medium text-ink' : undefined}>{state}</span>
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
  return (
    <HomeRow
      title={texts.facts([candidate, role])}
      action={
        <ButtonLink
          size="sm"
          variant={action.wanted ? 'secondary' : 'quiet'}
          to={action.do === 'go' ? action.to : ratingPath(interviewId)}
          aria-label={`${action.label}: ${candidate}`}
        >
          {action.label}
        </ButtonLink>
      }
    >
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

const STEPS = [
  ['mail', OUTBOX_PATH],
  ['kit', '/console/kits'],
  ['interview', '/console/interviews/new'],
  ['team', TEAM_PATH],
] as const;

function Steps({ done }: { done: FirstSteps }) {
  const words = texts.steps;
  return (
    <section aria-label={words.title} className="flex min-w-0 flex-col gap-3 lg:col-span-2">
      <div className="flex flex-col gap-1">
        <h2 className="text-base font-semibold">{words.title}</h2>
        <p className="text-sm text-muted">{words.intro}</p>
      </div>
      <Card padding="none">
        <ol className="divide-y divide-line">
          {STEPS.map(([step, to]) => {
            const { title, body, action } = words.list[step];
            const isDone = step !== 'interview' && done[step];
            return (
              <HomeRow
                key={step}
                title={title}
                action={
                  isDone ? (
                    <Badge tone="success" icon={Check}>
                      {words.done}
                    </Badge>
                  ) : (
                    <ButtonLink size="sm" to={to}>
                      {action}
                    </ButtonLink>
                  )
                }
              >
                {body}
              </HomeRow>
            );
          })}
        </ol>
      </Card>
    </section>
  );
}
