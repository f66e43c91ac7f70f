import type { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { readReport } from '../../texts/readReport.ts';
import { ReportSection } from './ReportSection.tsx';

const texts = readReport.judged;

/** Criteria, people, disagreement, and what is kept until when. */
export function ReportJudged({ report: { evaluators, judged } }: { report: CandidateReport }) {
  const { competencies, far, keptUntil, near, ratings } = judged;
  return (
    <ReportSection title={texts.title}>
      <div className="flex max-w-[66ch] flex-col gap-3 print:max-w-none print:gap-0.5 print:text-xs">
        <p>
          {texts.ratings(ratings, competencies, evaluators.count)}{' '}
          {evaluators.count === 1
            ? texts.single
            : near === 0
              ? texts.agreed
              : texts.apart(near, far, competencies)}
        </p>
        <p>{texts.what}</p>
        <p className="text-muted">
          {keptUntil === undefined ? texts.keptForever : texts.kept(keptUntil, Date.now())}
        </p>
      </div>
    </ReportSection>
  );
}
