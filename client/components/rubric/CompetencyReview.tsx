import { ArrowRight, CircleDashed } from 'lucide-react';
import type { Competency } from '../../../shared/kit/kit.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { ratingKey } from '../../../shared/rubric/rating.ts';
import { questionForN } from '../../core/rubric/questionForN.ts';
import { useReadRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';

interface CompetencyReviewProps {
  missing: readonly CompetencyId[];
  onShow: (questionId: QuestionId) => void;
}

/** Each competency with what this rater gave it, in the words of its anchors. */
export function CompetencyReview({ missing, onShow }: CompetencyReviewProps) {
  const { kit } = useReadRubric();
  return (
    <ul aria-label={rubricTexts.review.competencies} className="flex flex-col divide-y divide-line">
      {kit.competencies.map(competency => (
        <li key={competency.id} tabIndex={-1} className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
          <h4 className="flex items-center gap-2 text-sm font-semibold">
            {missing.includes(competency.id) && (
              <CircleDashed className="size-4 shrink-0 text-warning-ink" aria-hidden="true" />
            )}
            {competency.name}
          </h4>
          {missing.includes(competency.id) ? (
            <OpenCompetency competency={competency} onShow={onShow} />
          ) : (
            <GivenRatings competency={competency} onShow={onShow} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface PartProps {
  competency: Competency;
  onShow: (questionId: QuestionId) => void;
}

function GivenRatings({ competency, onShow }: PartProps) {
  const { kit, scorecard } = useReadRubric();
  const { question: texts, scale } = rubricTexts;
  return (
    <ul className="flex flex-col gap-1">
      {kit.questions.map(({ id }, index) => {
        const value = scorecard.ratings[ratingKey(id, competency.id)]?.value;
        if (value === undefined) return null;
        return (
          <li key={id}>
            <button
              type="button"
              onClick={() => onShow(id)}
              className="flex min-h-8 w-full items-start gap-2.5 rounded-control py-1.5 text-left text-sm transition-colors hover:bg-hover"
            >
              <span className="w-8 shrink-0 text-xs leading-5 text-muted">{texts.short(index + 1)}</span>
              <span className="w-4 shrink-0 text-center font-semibold tabular-nums">{value}</span>
              <span className="min-w-0 flex-1 text-muted">
                {value === 'N' ? scale.noEvidence : competency.anchors[value - 1]}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Where it could be rated, and the way to say that nothing was heard of it. */
function OpenCompetency({ competency, onShow }: PartProps) {
  const { kit, view, session } = useReadRubric();
  const { question: texts, review } = rubricTexts;
  const questions = kit.questions.filter(({ competencies }) => competencies.includes(competency.id));
  const place = questionForN(kit, view, competency.id);
  return (
    <div className="flex flex-wrap gap-2">
      {questions.map(question => (
        <Button
          key={question.id}
          size="sm"
          onClick={() => onShow(question.id)}
          icon={<ArrowRight className="size-4" aria-hidden="true" />}
        >
          {review.jump(texts.short(kit.questions.indexOf(question) + 1))}
        </Button>
      ))}
      {place && (
        <Button
          size="sm"
          aria-label={review.markNOf(competency.name)}
          onClick={event => {
            // The button goes with the press; the person who pressed it goes on from here.
            event.currentTarget.closest('li')?.focus();
            session.rate(place.id, competency.id, 'N');
          }}
        >
          {review.markN}
        </Button>
      )}
    </div>
  );
}
