import { MonitorSmartphone } from 'lucide-react';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { keyOf } from '../../core/rubric/draft.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';

interface ClashChoiceProps {
  questionId: QuestionId;
  competencyId: CompetencyId;
  onChoose: (value: RatingValue) => void;
}

/** The same rater has rated this differently on two devices: one press for either. */
export function ClashChoice({ questionId, competencyId, onChoose }: ClashChoiceProps) {
  const { session, readOnly } = useRubric();
  const draft = useStore(session.outbox.drafts).get(keyOf({ item: 'rating', questionId, competencyId }));
  if (readOnly || draft?.item !== 'rating' || !draft.clash) return null;
  const { scale } = rubricTexts;
  const here = draft.wanted.value;
  const nameOf = (value: RatingValue | undefined) => `${value ?? scale.clashNothing}`;
  const there = nameOf(draft.base?.value);
  return (
    <div
      role="alert"
      className="flex flex-col gap-2 rounded-control bg-warning-soft p-3 text-sm text-warning-ink"
    >
      <p className="flex items-start gap-2">
        <MonitorSmartphone className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        {scale.clash(there, nameOf(here))}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => session.outbox.yield(questionId, competencyId)}>
          {scale.keep(there)}
        </Button>
        <Button
          size="sm"
          onClick={() =>
            here === undefined ? session.rate(questionId, competencyId, undefined) : onChoose(here)
          }
        >
          {scale.keep(nameOf(here))}
        </Button>
      </div>
    </div>
  );
}
