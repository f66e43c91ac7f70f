import type { DeliveryFacts } from '../../../shared/recording/review.ts';
import type { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { readReport } from '../../texts/readReport.ts';
import { formatDay, formatSeconds } from '../../texts/times.ts';
import { Badge } from '../ui/Badge.tsx';
import { classNames } from '../ui/classNames.ts';
import { ReportSection } from './ReportSection.tsx';

const texts = readReport.delivery;
const { longestPause, monologue, pauses, share, spoke, toAnswer } = practicePage.delivery;
/** Columns that still have room beside each other. */
const SHOWN = 3;

const seconds = (ms: number | undefined) => (ms === undefined ? undefined : formatSeconds(ms / 1_000));
const FACTS: { label: string; of: (facts: DeliveryFacts) => string | undefined }[] = [
  { label: spoke, of: facts => seconds(facts.speakingMs) },
  { label: share, of: facts => (facts.talkRatio === undefined ? undefined : texts.percent(facts.talkRatio)) },
  { label: toAnswer, of: facts => seconds(facts.timeToAnswerMs) },
  { label: monologue, of: facts => seconds(facts.longestMonologueMs) },
  { label: pauses, of: facts => `${facts.pauses}` },
  { label: longestPause, of: facts => (facts.pauses > 0 ? seconds(facts.longestPauseMs) : undefined) },
];

/** How one spoke, beside how one spoke before. No figure here is good or bad. */
export function ReportDelivery({ delivery }: Pick<CandidateReport, 'delivery'>) {
  if (delivery.length === 0) return null;
  const shown = delivery.toSorted((a, b) => a.at - b.at).slice(-SHOWN);
  const rows = FACTS.filter(({ of }) => shown.some(({ facts }) => of(facts) !== undefined));
  const now = Date.now();
  return (
    <ReportSection title={texts.title} about={texts.about} mark={<Badge>{texts.never}</Badge>}>
      <table className="w-full border-collapse text-sm print:text-xs">
        <thead className={classNames(shown.length === 1 && 'sr-only')}>
          <tr className="border-b border-line-strong/60">
            <th scope="col" className="py-2 pr-4 text-left font-medium text-muted print:py-0">
              {texts.fact}
            </th>
            {shown.map(({ at }, index) => (
              <th key={at} scope="col" className="py-2 pl-3 text-left font-semibold tabular-nums print:py-0">
                {index === shown.length - 1 ? texts.attempt : formatDay(at, now)}
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
