import { reportWords } from '../../../../../shared/report/lintReport.ts';
import { REPORT_LIMITS } from '../../../../../shared/report/reportContent.ts';
import type { Place } from '../../../../core/kit/place.ts';
import { reportEditorTexts as texts } from '../../../../texts/reportEditor.ts';
import { useReportState } from '../reportDesk.ts';
import { FarNotice } from './FarNotice.tsx';
import { Plan } from './Plan.tsx';
import { PointSection } from './PointSection.tsx';
import { QuestionLines } from './QuestionLines.tsx';
import { ReportText } from './ReportText.tsx';

/** Findings on the report as a whole, such as its length, stand at its beginning. */
const WHOLE: readonly Place[] = [[]];

/** The report in the order in which it is read, edited in place; findings stand in the margin. */
export function ReportDocument() {
  const words = useReportState(({ content }) => reportWords(content));
  return (
    <div className="@container flex flex-col gap-10" data-report-document>
      <FarNotice />
      <ReportText
        place={['headline']}
        also={WHOLE}
        label={texts.headline.label}
        hint={texts.headline.hint}
        rows={2}
        max={REPORT_LIMITS.headline}
        note={texts.findings.words(words)}
      />
      <PointSection list="keep" />
      <PointSection list="change" />
      <QuestionLines />
      <Plan />
    </div>
  );
}
