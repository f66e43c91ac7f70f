import { BookOpen, CircleCheck, Clock, RefreshCw, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';
import {
  type CandidateReport,
  type CandidateTask,
  disagreements,
} from '../../../shared/report/candidateReport.ts';
import { voiceColorOf } from '../../../shared/site/voice.ts';
import { readReport } from '../../texts/readReport.ts';
import { PageHeading } from '../shell/PageHeading.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { classNames } from '../ui/classNames.ts';
import { Waveform } from '../ui/Waveform.tsx';
import { AttemptLevels, ReportDelivery } from './ComparedAttempts.tsx';
import { CompetencyLevels } from './CompetencyLevels.tsx';
import { ReportLanguage, type ReportLinks, ReportSection, useReportLanguage } from './ReportParts.tsx';
import { ReportPoints } from './ReportPoints.tsx';
import { ReportQuestions } from './ReportQuestions.tsx';

interface ReportDocumentProps {
  report: CandidateReport;
  own: boolean;
  links?: ReportLinks;
  /** Buttons below the headline. They aren't printed. */
  actions?: ReactNode;
}

export function ReportDocument({ report, own, links = {}, actions }: ReportDocumentProps) {
  return (
    <ReportLanguage value={report.locale}>
      <article data-report={report.interviewId} className="flex flex-col gap-6 print:block">
        <Sheet>
          <ReportHead report={report} own={own} actions={actions} />
          <ReportPoints kind="keep" points={report.keep} levels={report.ladder} />
          <ReportPoints kind="change" points={report.change} levels={report.ladder} />
          <CompetencyLevels levels={report.ladder} brief={isLong(report)} />
        </Sheet>
        <Sheet second>
          <ReportQuestions report={report} links={links} />
          <ReportPlan tasks={report.tasks} slug={report.slug} links={links} />
          <AttemptLevels attempts={report.attempts} levels={report.ladder} />
          <ReportDelivery delivery={report.delivery} />
          <ReportJudged report={report} />
        </Sheet>
      </article>
    </ReportLanguage>
  );
}

/** Words that fit on the first printed page if it also lists the next levels of seven competencies. */
const WORDS_WITH_NEXT = 190;
const USUAL_COMPETENCIES = 7;
const WORDS_OF_COMPETENCY = 40;

function isLong({ change, headline, keep, ladder }: CandidateReport): boolean {
  const texts = [
    headline,
    ...[...keep, ...change].flatMap(({ action, quotation, seen }) => [action, quotation, seen]),
  ];
  const words = texts.join(' ').trim().split(/\s+/).length;
  return words + WORDS_OF_COMPETENCY * (ladder.length - USUAL_COMPETENCIES) > WORDS_WITH_NEXT;
}

function Sheet({ second = false, children }: { second?: boolean; children: ReactNode }) {
  return (
    <div
      className={classNames(
        'flex flex-col gap-12 rounded-card border border-line bg-surface px-5 py-8 sm:px-10 sm:py-12 lg:px-14',
        'print:gap-[0.9rem] print:rounded-none print:border-0 print:bg-white print:p-0',
        second && 'print:break-before-page',
      )}
    >
      {children}
    </div>
  );
}

const headTexts = readReport.head;

function ReportHead({ report, own, actions }: Omit<ReportDocumentProps, 'links'>) {
  const { attempt, headline, heldAt, kind, level, name, role } = report;
  const voice = report.slug ?? role;
  const now = Date.now();
  const facts = [headTexts.held(heldAt, now), ...(kind === 'practice' ? [headTexts.attempt(attempt)] : [])];
  return (
    <header className="flex flex-col gap-7 print:gap-2">
      <div data-voice={voiceColorOf(voice)} className="-mb-3 print:hidden">
        <Waveform seed={voice} bars={48} className="h-7 w-42 stroke-voice" />
      </div>
      <div className="flex flex-col gap-1 print:gap-0">
        <p className="text-sm font-medium text-accent-ink">
          {own ? headTexts.kind[kind] : name ? headTexts.kindOf[kind](name) : headTexts.shared[kind]}
        </p>
        <PageHeading className="text-2xl! print:text-xl!">
          <span lang={report.locale}>{role}</span>
        </PageHeading>
        <p className="flex flex-wrap text-muted tabular-nums">
          <span className="whitespace-pre-wrap">
            <span lang={report.locale}>{level}</span>
            {' · '}
          </span>
          {facts.map((fact, index) => (
            <span key={fact} className="whitespace-pre-wrap">
              {fact}
              {index < facts.length - 1 && ' · '}
            </span>
          ))}
        </p>
      </div>
      <p className="max-w-[44ch] text-xl leading-9! font-medium text-pretty print:max-w-none print:text-base print:leading-6! print:font-semibold">
        <span className="sr-only">{headTexts.inShort}: </span>
        <span lang={report.locale}>{headline}</span>
      </p>
      <Evaluators report={report} now={now} />
      {actions && <div className="-mt-1 flex flex-wrap gap-2 print:hidden">{actions}</div>}
    </header>
  );
}

function Evaluators({ report, now }: { report: CandidateReport; now: number }) {
  const { evaluators, promisedAt, publishedAt, updatedAt } = report;
  const { count, names, spentMs } = evaluators;
  const onTime = promisedAt === undefined ? undefined : publishedAt <= promisedAt;
  const ready = onTime === undefined ? headTexts.ready : onTime ? headTexts.readyOnTime : headTexts.readyLate;
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-5 print:gap-0 print:border-0 print:pt-0">
      <div className="flex items-center gap-3">
        {names && names.length > 0 && (
          <span className="flex shrink-0 -space-x-1.5 print:hidden">
            {names.map(name => (
              <span key={name} className="rounded-full ring-2 ring-surface">
                <Avatar name={name} size="sm" />
              </span>
            ))}
          </span>
        )}
        <p>{headTexts.looked(headTexts.who(names, count), spentMs)}</p>
      </div>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted tabular-nums">
        {promisedAt !== undefined && <Fact Icon={Clock}>{headTexts.promised(promisedAt, now)}</Fact>}
        <Fact Icon={CircleCheck}>{ready(publishedAt, now)}</Fact>
        {updatedAt !== undefined && <Fact Icon={RefreshCw}>{headTexts.updated(updatedAt, now)}</Fact>}
      </ul>
    </div>
  );
}

function Fact({ Icon, children }: { Icon: typeof Clock; children: React.ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <Icon className="size-4 shrink-0" />
      <span>{children}</span>
    </li>
  );
}

const planTexts = readReport.plan;
const LINK =
  'inline-flex min-h-6 items-start gap-2 text-sm font-medium text-accent-ink underline-offset-4 hover:underline print:hidden';

function ReportPlan(props: { tasks: readonly CandidateTask[]; slug: Slug | undefined; links: ReportLinks }) {
  const { tasks, slug, links } = props;
  const lang = useReportLanguage();
  if (tasks.length === 0) return null;
  return (
    <ReportSection title={planTexts.title}>
      <ol className="grid gap-4 md:grid-cols-[repeat(auto-fit,minmax(0,1fr))] md:auto-cols-fr md:grid-flow-col print:grid-flow-col print:auto-cols-fr print:gap-4">
        {tasks.map((task, index) => (
          <li
            key={task.text}
            className="flex flex-col gap-3 rounded-card bg-sunken p-4 print:gap-0.5 print:rounded-none print:bg-white print:p-0"
          >
            <p className="text-sm font-semibold text-muted">{planTexts.days(index, tasks.length)}</p>
            <p className="print:text-sm" lang={lang}>
              {task.text}
            </p>
            <div className="mt-auto flex flex-col gap-1.5 print:text-xs">
              {task.guide && slug && (
                <a className={LINK} href={`/roles/${slug}#${task.guide.id}`}>
                  <BookOpen className="mt-0.5 size-4 shrink-0" />
                  <span>
                    <span className="sr-only">{planTexts.read}: </span>
                    <span lang={lang}>{task.guide.title}</span>
                  </span>
                </a>
              )}
              {task.questionId && links.practice && (
                <a className={LINK} href={links.practice(task.questionId)}>
                  <RotateCcw className="mt-0.5 size-4 shrink-0" />
                  {planTexts.practice}
                </a>
              )}
              {task.guide && (
                <p className={slug ? 'hidden print:block' : 'text-sm text-muted'}>
                  {planTexts.read}: <span lang={lang}>{task.guide.title}</span>
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </ReportSection>
  );
}

const judgedTexts = readReport.judged;

function ReportJudged({ report }: { report: CandidateReport }) {
  const { evaluators, judged } = report;
  const { competencies, keptUntil, ratings } = judged;
  return (
    <ReportSection title={judgedTexts.title}>
      <div className="flex max-w-[66ch] flex-col gap-3 print:max-w-none print:gap-0.5 print:text-xs">
        <p>
          {judgedTexts.ratings(ratings, competencies, evaluators.count)}{' '}
          {disagreements(report)
            .map(one => judgedTexts.disagreement(one, competencies))
            .join(' ')}
        </p>
        <p>{judgedTexts.what}</p>
        <p className="text-muted">
          {keptUntil === undefined ? judgedTexts.keptForever : judgedTexts.kept(keptUntil, Date.now())}
        </p>
      </div>
    </ReportSection>
  );
}
