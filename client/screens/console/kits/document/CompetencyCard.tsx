import { useId } from 'react';
import { ANCHOR_COUNT } from '../../../../../shared/kit/kit.ts';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { type FieldPath, pathKey, textAt } from '../../../../core/editor/fieldPath.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { FieldRow, useFieldProps } from '../../editor/Remarks.tsx';
import { KitText } from '../fields/KitText.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';
import { PartActions, PartCard, PartIdNote } from './PartCard.tsx';

const texts = kitTexts.competencies;

interface CompetencyCardProps {
  index: number;
  count: number;
  onRemove: () => void;
}

export function CompetencyCard({ index, count, onRemove }: CompetencyCardProps) {
  const path = ['competencies', index] as const;
  const competency = useKitState(state => state.kit.competencies[index]);
  const questions = useKitState(state => state.kit.questions);
  if (!competency) return null;
  const name = competency.name || texts.unnamed;
  const feeding = questions.flatMap((question, at) =>
    question.competencies.includes(competency.id) ? [at + 1] : [],
  );

  return (
    <PartCard
      path={path}
      number={index + 1}
      title={name}
      summary={<span>{texts.fedBy(feeding)}</span>}
      actions={
        <PartActions list={['competencies']} name={name} index={index} count={count} onRemove={onRemove} />
      }
    >
      <KitText oneLine path={[...path, 'name']} label={texts.name} />
      <KitText path={[...path, 'description']} label={texts.description} hint={texts.descriptionHint} />
      <Anchors path={[...path, 'anchors']} />
      <PartIdNote words={kitTexts.parts.known(competency.id)} />
    </PartCard>
  );
}

const RATINGS = Array.from({ length: ANCHOR_COUNT }, (_, index) => index + 1);

function Anchors({ path }: { path: FieldPath }) {
  const { readOnly } = useKitEditing();
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
            <Anchor path={[...path, rating - 1]} rating={rating} hintId={hintId} />
          </li>
        ))}
      </ol>
    </fieldset>
  );
}

function Anchor({ path, rating, hintId }: { path: FieldPath; rating: number; hintId: string }) {
  const { editor, readOnly } = useKitEditing();
  const value = useKitState(state => textAt(state.kit, path));
  const field = useFieldProps(path, hintId);
  const id = useId();
  const end = texts.ends[rating];
  return (
    <FieldRow paths={[path]}>
      <div className="grid grid-cols-[3.25rem_minmax(0,1fr)] items-start gap-x-2">
        <label htmlFor={id} className="flex flex-col pt-2 leading-5">
          <span className="sr-only">{texts.anchor(rating)}</span>
          <span aria-hidden="true" className="text-sm font-semibold tabular-nums">
            {rating}
          </span>
          {end && <span className="text-xs text-muted">{end}</span>}
        </label>
        {readOnly ? (
          <p id={id} tabIndex={-1} data-path={pathKey(path)} className="max-w-prose py-2 text-sm">
            {value || <span className="text-faint">{kitTexts.parts.nothing}</span>}
          </p>
        ) : (
          <GrowingText
            {...field}
            id={id}
            rows={2}
            value={value}
            onChange={event => editor.set(path, event.target.value)}
          />
        )}
      </div>
    </FieldRow>
  );
}
