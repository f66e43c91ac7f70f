import type { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { disagreement } from '../../../shared/report/disagreement.ts';
import { readReport } from '../../texts/readReport.ts';
import { ReportSection } from './ReportSection.tsx';

const texts = readReport.judged;

/** Criteria, people, disagreement, and what is kept until when. */
export function ReportJudged({ report }: { report: CandidateReport }) {
  const { evaluators, judged } = report;
  const { competencies, keptUntil, ratings } = judged;
  return (
    <ReportSection title={texts.title}>
      <div className="flex max-w-[66ch] flex-col gap-3 print:max-w-none print:gap-0.5 print:text-xs">
        <p>
          {texts.ratings(ratings, competencies, evaluators.count)} {disagreement(report)}
        </p>
        <p>{texts.what}</p>
        <p className="text-muted">
          {keptUntil === undefined ? texts.keptForever : texts.kept(keptUntil, Date.now())}
        </p>
      </div>
    </ReportSection>
  );
}
