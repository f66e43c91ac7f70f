import { REPORT_LIMITS } from '../../../../../shared/report/reportContent.ts';
import { answerEvidence } from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { PlayFrom } from '../evidence/PlayFrom.tsx';
import { useReport } from '../reportDesk.ts';
import { ReportText } from './ReportText.tsx';

const texts = reportEditorTexts.lines;

/** One line for each question. */
export function QuestionLines() {
  const { desk, review } = useReport();
  return (
    <section aria-labelledby="section-lines" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 id="section-lines" className="text-lg font-semibold">
          {texts.title}
        </h2>
        <p className="text-sm text-muted">{texts.intro}</p>
      </div>
      <ol className="flex flex-col gap-5">
        {desk.chosen.kit.questions.map(({ id, text }, index) => {
          // Of several takes the last one counts.
          const span = answerEvidence(review, id).at(-1)?.span;
          return (
            <li key={id} className="flex flex-col gap-1.5">
              <div className="flex items-start gap-2 text-sm @3xl:pr-58">
                <p className="min-w-0 flex-1">
                  <span className="font-medium tabular-nums">
                    {reportEditorTexts.evidence.question(index + 1)}
                  </span>{' '}
                  <span className="text-muted">{text}</span>
                </p>
                {span && <PlayFrom fromMs={span.fromMs} toMs={span.toMs} />}
              </div>
              <ReportText
                place={['lines', id]}
                label={texts.label(index + 1)}
                hideLabel
                optional
                max={REPORT_LIMITS.line}
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
