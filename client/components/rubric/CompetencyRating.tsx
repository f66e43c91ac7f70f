import { useId, useState } from 'react';
import type { Competency } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { type RatingValue, ratingKey, wantsEvidence } from '../../../shared/rubric/rating.ts';
import { useReadRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { AnchorChoice } from './AnchorChoice.tsx';
import { ClashChoice } from './ClashChoice.tsx';
import { EvidenceField } from './EvidenceField.tsx';

/** From the top of the scale down, so that "up" is up. */
const POINTS = [5, 4, 3, 2, 1] as const;
const ORDER: readonly RatingValue[] = [...POINTS, 'N'];

interface CompetencyRatingProps {
  questionId: QuestionId;
  competency: Competency;
}

/**
 * One competency in the answer to one question: its anchors in full, one of which can be chosen. A radio group in which
 * the arrows only move the focus; a rating is given by a number, Enter, Space or a press, never in passing.
 */
export function CompetencyRating({ questionId, competency }: CompetencyRatingProps) {
  const { kit, session, scorecard, readOnly } = useReadRubric();
  const id = useId();
  const rating = scorecard.ratings[ratingKey(questionId, competency.id)];
  const chosen = rating?.value;
  const [focused, setFocused] = useState<RatingValue>();
  const tabStop = focused ?? chosen ?? ORDER[0];
  const rate = (value: RatingValue) => session.rate(questionId, competency.id, value);

  return (
    <section data-competency={competency.id} aria-labelledby={`${id}-name`} className="flex flex-col gap-2">
      <div className="flex flex-col gap-0.5">
        <h4 id={`${id}-name`} className="text-sm font-semibold" lang={kit.locale}>
          {competency.name}
        </h4>
        {competency.description !== '' && (
          <p id={`${id}-about`} className="text-xs text-muted" lang={kit.locale}>
            {competency.description}
          </p>
        )}
      </div>
      <div
        role="radiogroup"
        aria-labelledby={`${id}-name`}
        aria-describedby={competency.description === '' ? undefined : `${id}-about`}
        aria-disabled={readOnly || undefined}
        className="flex flex-col gap-0.5"
        onBlur={() => setFocused(undefined)}
      >
        {ORDER.map(value => (
          <AnchorChoice
            key={value}
            value={value}
            lang={value === 'N' ? undefined : kit.locale}
            text={value === 'N' ? rubricTexts.scale.noEvidenceText : (competency.anchors[value - 1] ?? '')}
            chosen={chosen === value}
            tabStop={tabStop === value}
            readOnly={readOnly}
            onFocus={() => setFocused(value)}
            onChoose={() => rate(value)}
          />
        ))}
      </div>
      <ClashChoice questionId={questionId} competencyId={competency.id} onChoose={rate} />
      <EvidenceField
        questionId={questionId}
        competency={competency}
        asked={wantsEvidence(chosen) ? chosen : undefined}
      />
    </section>
  );
}
