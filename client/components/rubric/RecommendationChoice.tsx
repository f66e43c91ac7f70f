import { Check } from 'lucide-react';
import { useId } from 'react';
import { Recommendation } from '../../../shared/rubric/scorecard.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { RadioTile } from '../ui/RadioTile.tsx';

interface RecommendationChoiceProps {
  value: Recommendation | undefined;
  /** Whether every competency has been rated. */
  open: boolean;
  onChoose: (value: Recommendation) => void;
}

/** The overall judgement, closed until the parts are there. */
export function RecommendationChoice({ value, open, onChoose }: RecommendationChoiceProps) {
  const id = useId();
  const { review, recommendations } = rubricTexts;
  return (
    <fieldset
      disabled={!open}
      aria-describedby={open ? undefined : `${id}-gate`}
      className="flex min-w-0 flex-col gap-2"
    >
      <legend className="pb-2 text-sm font-medium">{review.recommendation}</legend>
      <div className="grid grid-cols-2 gap-2">
        {Recommendation.options.map(option => (
          <RadioTile
            key={option}
            name={id}
            checked={open && value === option}
            onChange={() => onChoose(option)}
            className="relative flex min-h-10 items-center gap-2 rounded-control border border-line-strong/60 px-3 text-sm font-medium has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-60 has-focus-visible:outline-offset-2 has-enabled:not-has-checked:hover:bg-hover"
          >
            <Check
              className="hidden size-4 shrink-0 text-accent-ink peer-checked:block"
              strokeWidth={3}
              aria-hidden="true"
            />
            {recommendations[option]}
          </RadioTile>
        ))}
      </div>
      {!open && (
        <p id={`${id}-gate`} className="text-sm text-muted">
          {review.recommendationGate}
        </p>
      )}
    </fieldset>
  );
}
