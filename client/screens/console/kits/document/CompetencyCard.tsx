import { useId } from 'react';
import { ANCHOR_COUNT } from '../../../../../shared/kit/kit.ts';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { type Place, placeKey, textAt } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState, useRemarks } from '../desk.ts';
import { KitText } from '../fields/KitText.tsx';
import { MarginRow, remarkProps } from '../fields/MarginRow.tsx';
import { KnownAs } from './KnownAs.tsx';
import { PartActions } from './PartActions.tsx';
import { PartCard } from './PartCard.tsx';

const texts = kitTexts.competencies;

interface CompetencyCardProps {
  index: number;
  count: number;
  onRemove: () => void;
}

export function CompetencyCard({ index, count, onRemove }: CompetencyCardProps) {
  const place = ['competencies', index] as const;
  const competency = useKitState(state => state.kit.competencies[index]);
  const questions = useKitState(state => state.kit.questions);
  if (!competency) return null;
  const name = competency.name || texts.unnamed;
  const feeding = questions.flatMap((question, at) =>
    question.competencies.includes(competency.id) ? [at + 1] : [],
  );

  return (
    <PartCard
      place={place}
      number={index + 1}
      title={name}
      summary={<span>{texts.fedBy(feeding)}</span>}
      actions={
        <PartActions list={['competencies']} name={name} index={index} count={count} onRemove={onRemove} />
      }
    >
      <KitText oneLine place={[...place, 'name']} label={texts.name} />
      <KitText place={[...place, 'description']} label={texts.description} hint={texts.descriptionHint} />
      <Anchors place={[...place, 'anchors']} />
      <KnownAs words={kitTexts.parts.known(competency.id)} />
    </PartCard>
  );
}

const RATINGS = Array.from({ length: ANCHOR_COUNT }, (_, index) => index + 1);

function Anchors({ place }: { place: Place }) {
  const { readOnly } = useDesk();
  const hintId = useId();
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="contents">
        <span className="text-sm font-medium">{texts.anchors}</span>
      </legend>
      {!readOnly && (
        <p id={hintId} className="-mt-1.5 max-w-prose text-sm text-muted">
          {texts.anchorsHint}
        </p>
      )}
      <ol className="flex flex-col gap-2">
        {RATINGS.map(rating => (
          <li key={rating}>
            <Anchor place={[...place, rating - 1]} rating={rating} hintId={hintId} />
          </li>
        ))}
      </ol>
    </fieldset>
  );
}

interface AnchorProps {
  place: Place;
  rating: number;
  hintId: string;
}

function Anchor({ place, rating, hintId }: AnchorProps) {
  const { editor, readOnly } = useDesk();
  const value = useKitState(state => textAt(state.kit, place));
  const remarks = useRemarks(place);
  const id = useId();
  const end = texts.ends[rating];
  return (
    <MarginRow places={[place]}>
      <div className="grid grid-cols-[3.25rem_minmax(0,1fr)] items-start gap-x-2">
        <label htmlFor={id} className="flex flex-col pt-2 leading-5">
          <span className="sr-only">{texts.anchor(rating)}</span>
          <span aria-hidden="true" className="text-sm font-semibold tabular-nums">
            {rating}
          </span>
          {end && <span className="text-xs text-muted">{end}</span>}
        </label>
        {readOnly ? (
          <p id={id} tabIndex={-1} data-place={placeKey(place)} className="max-w-prose py-2 text-sm">
            {value || <span className="text-faint">{kitTexts.parts.nothing}</span>}
          </p>
        ) : (
          <GrowingText
            {...remarkProps(place, remarks, hintId)}
            id={id}
            data-place={placeKey(place)}
            rows={2}
            value={value}
            onChange={event => editor.set(place, event.target.value)}
          />
        )}
      </div>
    </MarginRow>
  );
}
