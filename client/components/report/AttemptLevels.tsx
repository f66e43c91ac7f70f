import { ArrowDown, ArrowUp, Users } from 'lucide-react';
import type { AttemptLevels as Attempt, LadderRung } from '../../../shared/report/candidateReport.ts';
import type { Rung } from '../../../shared/report/reportContent.ts';
import { readReport } from '../../texts/readReport.ts';
import { formatDay } from '../../texts/times.ts';
import { ReportSection } from './ReportSection.tsx';
import { useReportLanguage } from './reportMedia.ts';

const texts = readReport.attempts;
/** Columns that still have room beside each other. */
const SHOWN = 4;
const SCROLLS = { role: 'group', 'aria-label': texts.title, tabIndex: 0 } as const;

interface AttemptLevelsProps {
  attempts: readonly Attempt[];
  ladder: readonly LadderRung[];
}

/** The same competencies in earlier attempts. A change may also come from other raters, so that is said. */
export function AttemptLevels({ attempts, ladder }: AttemptLevelsProps) {
  const lang = useReportLanguage();
  if (attempts.length < 2) return null;
  const shown = attempts.slice(-SHOWN);
  const now = Date.now();
  return (
    <ReportSection title={texts.title} about={texts.about}>
      {/* What scrolls can be scrolled with the keyboard. */}
      <div {...SCROLLS} className="-mx-5 overflow-x-auto px-5 sm:mx-0 sm:px-0">
        <table className="w-full border-collapse text-sm print:text-xs">
          <thead>
            <tr className="border-b border-line-strong/60 align-bottom">
              <th scope="col" className="py-2 pr-4 text-left font-medium text-muted print:py-0">
                {texts.competency}
              </th>
              {shown.map((attempt, index) => (
                <th
                  key={attempt.interviewId}
                  scope="col"
                  className="py-2 pl-3 text-left font-semibold tabular-nums print:py-0"
                >
                  {texts.attempt(attempt.number)}
                  <span className="block font-normal text-muted print:inline print:pl-2">
                    {formatDay(attempt.at, now)}
                  </span>
                  {index > 0 && !attempt.sameRaters && (
                    <span className="flex items-center gap-1 font-normal text-warning-ink">
                      <Users className="size-3.5 shrink-0" aria-hidden="true" />
                      {texts.otherRatersShort}
                    </span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ladder.map(({ competencyId, name }) => (
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
        <p className="max-w-[66ch] text-sm text-muted print:text-xs">{texts.otherRaters}</p>
      )}
    </ReportSection>
  );
}

function Level({ level, before }: { level: Rung | undefined; before: Rung | undefined }) {
  if (level === undefined) return <span className="text-muted">{texts.none}</span>;
  const change = before === undefined ? 0 : level - before;
  const Icon = change > 0 ? ArrowUp : ArrowDown;
  return (
    <span className="inline-flex items-center gap-1">
      {texts.level(level)}
      {change !== 0 && (
        <>
          <Icon
            className={change > 0 ? 'size-3.5 text-success-ink' : 'size-3.5 text-muted'}
            aria-hidden="true"
          />
          <span className="sr-only">{change > 0 ? texts.up : texts.down}</span>
        </>
      )}
    </span>
  );
}
