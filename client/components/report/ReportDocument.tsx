import type { ReactNode } from 'react';
import type { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { classNames } from '../ui/classNames.ts';
import { AttemptLevels } from './AttemptLevels.tsx';
import { Ladder } from './Ladder.tsx';
import { ReportDelivery } from './ReportDelivery.tsx';
import { ReportHead } from './ReportHead.tsx';
import { ReportJudged } from './ReportJudged.tsx';
import { ReportPlan } from './ReportPlan.tsx';
import { ReportPoints } from './ReportPoints.tsx';
import { ReportQuestions } from './ReportQuestions.tsx';
import { ReportLanguage } from './reportMedia.ts';
import type { ReportWays } from './reportWays.ts';

interface ReportDocumentProps {
  report: CandidateReport;
  /** Whether the reader is the candidate, whom it speaks to. */
  own: boolean;
  ways?: ReportWays;
}

/** A report as it is read: two sheets, on paper as on the screen. */
export function ReportDocument({ report, own, ways = {} }: ReportDocumentProps) {
  return (
    <ReportLanguage value={report.locale}>
      <article data-report={report.interviewId} className="flex flex-col gap-6 print:block">
        <Sheet>
          <ReportHead report={report} own={own} />
          <ReportPoints kind="keep" points={report.keep} />
          <ReportPoints kind="change" points={report.change} />
          <Ladder ladder={report.ladder} brief={isLong(report)} />
        </Sheet>
        <Sheet second>
          <ReportQuestions report={report} ways={ways} />
          <ReportPlan tasks={report.tasks} slug={report.slug} ways={ways} />
          <AttemptLevels attempts={report.attempts} ladder={report.ladder} />
          <ReportDelivery delivery={report.delivery} />
          <ReportJudged report={report} />
        </Sheet>
      </article>
    </ReportLanguage>
  );
}

/** Words that the first sheet of paper has room for beside the next levels of the usual competencies; each further one takes the room of some. */
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
