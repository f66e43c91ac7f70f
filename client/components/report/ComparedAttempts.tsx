import { ArrowDown, ArrowUp, Users } from 'lucide-react';
import { type DeliveryFacts, spokenMs } from '../../../shared/recording/review.ts';
import type {
  AttemptLevels as Attempt,
  CandidateReport,
  LadderRung,
} from '../../../shared/report/candidateReport.ts';
import type { Rung } from '../../../shared/report/reportContent.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { readReport } from '../../texts/readReport.ts';
import { formatDay, formatSeconds } from '../../texts/times.ts';
import { Badge } from '../ui/Badge.tsx';
import { classNames } from '../ui/classNames.ts';
import { ReportSection, useReportLanguage } from './ReportParts.tsx';

const attemptsTexts = readReport.attempts;
const ATTEMPTS_SHOWN = 4;
const SCROLLS = { role: 'group', 'aria-label': attemptsTexts.title, tabIndex: 0 } as const;

/** Compares levels across attempts. Marks changes of evaluators, because they can explain a new level. */
export function AttemptLevels(props: { attempts: readonly Attempt[]; levels: readonly LadderRung[] }) {
  const { attempts, levels } = props;
  const lang = useReportLanguage();
  if (attempts.length < 2) return null;
  const shown = attempts.slice(-ATTEMPTS_SHOWN);
  const now = Date.now();
  return (
    <ReportSection title={attemptsTexts.title} about={attemptsTexts.about}>
      {/* Focusable, so that the keyboard can scroll it. */}
      <div {...SCROLLS} className="-mx-5 overflow-x-auto px-5 sm:mx-0 sm:px-0">
        <table className="w-full border-collapse text-sm print:text-xs">
          <thead>
            <tr className="border-b border-line-strong/60 align-bottom">
              <th scope="col" className="py-2 pr-4 text-left font-medium text-muted print:py-0">
                {attemptsTexts.competency}
              </th>
              {shown.map((attempt, index) => (
                <th
                  key={attempt.interviewId}
                  scope="col"
                  className="py-2 pl-3 text-left font-semibold tabular-nums print:py-0"
                >
                  {attemptsTexts.attempt(attempt.number)}
                  <span className="block font-normal text-muted print:inline print:pl-2">
                    {formatDay(attempt.at, now)}
                  </span>
                  {index > 0 && !attempt.sameRaters && (
                    <span className="flex items-center gap-1 font-normal text-warning-ink">
                      <Users className="size-3.5 shrink-0" />
                      {attemptsTexts.otherRatersShort}
                    </span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {levels.map(({ competencyId, name }) => (
              <tr key={competencyId} className="border-b border-line last:border-0">
                <th scope="row" className="py-2.5 pr-4 text-left font-medium print:py-0" lang={lang}>
                  {name}
                </th>
                {shown.map((attempt, index) => (
                  <td key={attempt.interviewId} className="py-2.5 pl-3 tabular-nums print:py-0">
                    <Level
                      level={attempt.levels[competencyId]}
                      before={shown[index - 1]?.levels[competencyId]}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.some(({ sameRaters }, index) => index > 0 && !sameRaters) && (
        <p className="max-w-[66ch] text-sm text-muted print:text-xs">{attemptsTexts.otherRaters}</p>
      )}
    </ReportSection>
  );
}

function Level({ level, before }: { level: Rung | undefined; before: Rung | undefined }) {
  if (level === undefined) return <span className="text-muted">{attemptsTexts.none}</span>;
  const change = before === undefined ? 0 : level - before;
  const Icon = change > 0 ? ArrowUp : ArrowDown;
  return (
    <span className="inline-flex items-center gap-1">
      {attemptsTexts.level(level)}
      {change !== 0 && (
        <>
          <Icon className={change > 0 ? 'size-3.5 text-success-ink' : 'size-3.5 text-muted'} />
          <span className="sr-only">{change > 0 ? attemptsTexts.up : attemptsTexts.down}</span>
        </>
      )}
    </span>
  );
}

const deliveryTexts = readReport.delivery;
const { longestPause, monologue, pauses, share, spoke, toAnswer } = practicePage.delivery;
const DELIVERIES_SHOWN = 3;

const seconds = (ms: number | undefined) => (ms === undefined ? undefined : formatSeconds(ms / 1_000));
const FACTS: { label: string; of: (facts: DeliveryFacts) => string | undefined }[] = [
  { label: spoke, of: facts => seconds(spokenMs(facts)) },
  {
    label: share,
    of: facts => (facts.talkRatio === undefined ? undefined : deliveryTexts.percent(facts.talkRatio)),
  },
  { label: toAnswer, of: facts => seconds(facts.timeToAnswerMs) },
  { label: monologue, of: facts => seconds(facts.longestMonologueMs) },
  { label: pauses, of: facts => `${facts.pauses}` },
  { label: longestPause, of: facts => (facts.pauses > 0 ? seconds(facts.longestPauseMs) : undefined) },
];

/** Shows speaking figures of recent attempts. None is marked as good or bad. */
export function ReportDelivery({ delivery }: Pick<CandidateReport, 'delivery'>) {
  if (delivery.length === 0) return null;
  const shown = delivery.toSorted((a, b) => a.at - b.at).slice(-DELIVERIES_SHOWN);
  const rows = FACTS.filter(({ of }) => shown.some(({ facts }) => of(facts) !== undefined));
  const now = Date.now();
  return (
    <ReportSection
      title={deliveryTexts.title}
      about={deliveryTexts.about}
      mark={<Badge>{deliveryTexts.never}</Badge>}
    >
      <table className="w-full border-collapse text-sm print:text-xs">
        <thead className={classNames(shown.length === 1 && 'sr-only')}>
          <tr className="border-b border-line-strong/60">
            <th scope="col" className="py-2 pr-4 text-left font-medium text-muted print:py-0">
              {deliveryTexts.fact}
            </th>
            {shown.map(({ at }, index) => (
              <th key={at} scope="col" className="py-2 pl-3 text-left font-semibold tabular-nums print:py-0">
                {index === shown.length - 1 ? deliveryTexts.attempt : formatDay(at, now)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, of }) => (
            <tr key={label} className="border-b border-line last:border-0">
              <th scope="row" className="py-2 pr-4 text-left font-normal text-muted print:py-0">
                {label}
              </th>
              {shown.map(({ at, facts }, index) => (
                <td
                  key={at}
                  className={classNames(
                    'py-2 pl-3 tabular-nums print:py-0',
                    index === shown.length - 1 ? 'font-medium' : 'text-muted',
                  )}
                >
                  {of(facts) ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ReportSection>
  );
}
