import { ChevronDown } from 'lucide-react';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import type { LadderRung } from '../../../shared/report/candidateReport.ts';
import type { Rung } from '../../../shared/report/reportContent.ts';
import { readReport } from '../../texts/readReport.ts';
import { classNames } from '../ui/classNames.ts';
import { ReportSection, showPart, useReportLanguage } from './ReportParts.tsx';

const texts = readReport.ladder;

interface CompetencyLevelsProps {
  levels: readonly LadderRung[];
  /** If true, printed reports leave out the next levels. */
  brief: boolean;
}

export function CompetencyLevels({ levels, brief }: CompetencyLevelsProps) {
  if (levels.length === 0) return null;
  const guessed = levels.some(({ guess }) => guess !== undefined);
  const spread = levels.some(row => row.spread);
  return (
    <ReportSection
      title={texts.title}
      about={texts.about}
      mark={<Legend guessed={guessed} spread={spread} />}
    >
      <ul className="flex flex-col divide-y divide-line print:grid print:grid-cols-2 print:gap-x-6 print:gap-y-1.5 print:divide-y-0">
        {levels.map(row => (
          <li
            key={row.competencyId}
            id={rowId(row.competencyId)}
            tabIndex={-1}
            data-rung={row.rung ?? 'none'}
            className="scroll-mt-6 py-6 first:pt-0 last:pb-0 print:p-0"
          >
            <Row row={row} brief={brief} />
          </li>
        ))}
      </ul>
    </ReportSection>
  );
}

const rowId = (competencyId: CompetencyId) => `levels-${competencyId}`;

/** Scrolls to a competency whose levels are on the page, and opens the list that contains this level. */
export function showLevel(page: Document, competencyId: CompetencyId, level: number): void {
  const row = page.getElementById(rowId(competencyId));
  const list = row?.querySelector(`[data-level="${level}"]`)?.closest('details');
  if (list) list.open = true;
  if (row) showPart(row);
}

function Legend({ guessed, spread }: { guessed: boolean; spread: boolean }) {
  return (
    <ul
      aria-hidden="true"
      className="ml-auto flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted max-sm:ml-0 max-sm:w-full"
    >
      <Key sign="h-2 w-4 rounded-[3px] bg-accent">{texts.legend.reached}</Key>
      {guessed && <Key sign="mx-0.5 size-2 rotate-45 border-[1.5px] border-ink">{texts.legend.guess}</Key>}
      {spread && <Key sign="h-[3px] w-4 rounded-full bg-muted">{texts.legend.spread}</Key>}
    </ul>
  );
}

function Key({ sign, children }: { sign: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span className={`print:[print-color-adjust:exact] ${sign}`} />
      {children}
    </li>
  );
}

function Row({ row, brief }: { row: LadderRung; brief: boolean }) {
  const lang = useReportLanguage();
  const { anchors, guess, name, rung, spread } = row;
  const facts = [
    ...(guess === undefined ? [] : [texts.guess(guess)]),
    ...(spread ? [texts.spread(spread.low, spread.high)] : []),
  ];
  const next = rung === undefined ? undefined : anchors[rung];
  return (
    <div className="grid gap-x-8 gap-y-3 md:grid-cols-[13rem_minmax(0,1fr)] print:grid-cols-[minmax(0,1fr)] print:gap-0.5">
      <div className="flex flex-col gap-1.5 print:grid print:grid-cols-[minmax(0,1fr)_5rem] print:items-center print:gap-x-3 print:gap-y-0">
        <h3 className="font-semibold print:text-sm" lang={lang}>
          {name}
        </h3>
        <div className="max-w-60 print:max-w-none">
          <LevelScale {...row} />
        </div>
        <p className="text-sm tabular-nums print:col-span-2 print:text-xs">
          <span className={classNames('font-medium', rung === undefined ? 'text-muted' : 'text-accent-ink')}>
            {rung === undefined ? texts.none : texts.level(rung)}
          </span>
          {facts.map(fact => (
            <span key={fact} className="block text-muted print:inline">
              <span className="hidden print:inline"> · </span>
              {fact}
            </span>
          ))}
        </p>
      </div>
      <div className="flex min-w-0 flex-col gap-2 print:gap-0">
        {rung === undefined ? (
          <p className="max-w-[66ch] text-muted print:text-xs">{texts.noneAbout}</p>
        ) : (
          <p className="max-w-[66ch] print:text-xs" lang={lang}>
            {anchors[rung - 1]}
          </p>
        )}
        {next !== undefined && (
          <p
            className={classNames(
              'max-w-[72ch] text-sm text-muted',
              brief ? 'print:hidden' : 'print:text-xs',
            )}
          >
            <span className="font-semibold">{texts.next}</span> <span lang={lang}>{next}</span>
          </p>
        )}
        <OtherLevels row={row} />
      </div>
    </div>
  );
}

/** Lists the levels whose descriptions aren't above it. */
function OtherLevels({ row: { anchors, name, rung } }: { row: LadderRung }) {
  const lang = useReportLanguage();
  const others = anchors
    .map((anchor, index) => ({ anchor, level: index + 1 }))
    .filter(({ level }) => rung === undefined || level < rung || level > rung + 1);
  return (
    <details className="group/levels print:hidden">
      <summary className="-ml-2 inline-flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-control px-2 text-sm font-medium text-accent-ink hover:bg-hover [&::-webkit-details-marker]:hidden">
        {rung === undefined ? texts.all : texts.others}
        <span className="sr-only">: {name}</span>
        <ChevronDown className="size-4 transition-transform group-open/levels:rotate-180" />
      </summary>
      <ol className="mt-2 flex max-w-[72ch] flex-col gap-2 text-sm" lang={lang}>
        {others.map(({ anchor, level }) => (
          <li key={level} data-level={level} className="grid grid-cols-[1.5rem_1fr] text-muted">
            <span className="tabular-nums">{level}</span>
            <span>{anchor}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

const STEPS: readonly Rung[] = [1, 2, 3, 4, 5];

/** Draws the range of ratings, the level, and the guess below each other. Nearby text says the same. */
function LevelScale({ rung, guess, spread }: Pick<LadderRung, 'rung' | 'guess' | 'spread'>) {
  return (
    <span aria-hidden="true" className="grid grid-cols-5 gap-x-1 print:[print-color-adjust:exact]">
      {STEPS.map(step => (
        <span key={step} className="flex flex-col items-stretch gap-1 print:gap-px">
          <span
            className={classNames(
              'h-[3px] rounded-full',
              spread && step >= spread.low && step <= spread.high ? 'bg-muted' : 'bg-transparent',
            )}
          />
          <span
            className={classNames(
              'h-2.5 rounded-[3px] print:h-2',
              rung === undefined
                ? 'border border-dashed border-line-strong'
                : step <= rung
                  ? 'bg-accent'
                  : step === rung + 1
                    ? 'bg-line outline-1 -outline-offset-1 outline-line-strong/70'
                    : 'bg-line',
            )}
          />
          <span
            className={classNames(
              'mx-auto size-2 rotate-45 border-[1.5px] print:size-1.5',
              guess === step ? 'border-ink bg-surface' : 'border-transparent',
            )}
          />
        </span>
      ))}
    </span>
  );
}
