import type { FeedbackRating } from '../../../../../shared/report/candidateReport.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';

const texts = reportEditorTexts.after;
const ASKED = ['specific', 'fair', 'nextStep'] as const;

/** What the candidate thought of the report. */
export function CandidateRating({ rating }: { rating: FeedbackRating }) {
  return (
    <div className="flex flex-col gap-2 text-sm" data-rating>
      <h3 className="font-medium">{texts.rating}</h3>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        <div className="font-medium tabular-nums">
          <dt className="sr-only">{texts.rating}</dt>
          <dd>{texts.stars(rating.stars)}</dd>
        </div>
        {ASKED.map(question => (
          <div key={question} className="flex gap-1.5">
            <dt className="text-muted">{texts[question]}</dt>
            <dd>{texts.answers[rating[question]]}</dd>
          </div>
        ))}
      </dl>
      {rating.line !== '' && <p className="border-l-2 border-line-strong pl-3 break-words">{rating.line}</p>}
    </div>
  );
}
