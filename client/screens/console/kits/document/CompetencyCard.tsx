import { useId } from 'react';
import { ANCHOR_COUNT } from '../../../../../shared/kit/kit.ts';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { type FieldPath, pathKey } from '../../../../core/editor/fieldPath.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { FieldGroup, FieldRow, TextRow, useFieldProps, useText } from '../../editor/fields.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';
import { PartCard, PartIdNote, type PartProps } from './PartCard.tsx';

const texts = kitTexts.competencies;
const RATINGS = Array.from({ length: ANCHOR_COUNT }, (_, index) => index + 1);

export function CompetencyCard({ index, ...part }: PartProps) {
  const { readOnly } = useKitEditing();
  const path = ['competencies', index] as const;
  const competency = useKitState(state => state.kit.competencies[index]);
  const questions = useKitState(state => state.kit.questions);
  const hintId = useId();
  if (!competency) return null;
  const feeding = questions.flatMap((question, at) =>
    question.competencies.includes(competency.id) ? [at + 1] : [],
  );
  return (
    <PartCard
      {...part}
      path={path}
      title={competency.name || texts.unnamed}
      summary={<span>{texts.fedBy(feeding)}</span>}
    >
      <TextRow oneLine path={[...path, 'name']} label={texts.name} />
      <TextRow path={[...path, 'description']} label={texts.description} hint={texts.descriptionHint} />
      <FieldGroup label={texts.anchors} hint={!readOnly && texts.anchorsHint} hintId={hintId}>
        <ol className="flex flex-col gap-2">
          {RATINGS.map(rating => (
            <li key={rating}>
              <Anchor path={[...path, 'anchors', rating - 1]} rating={rating} hintId={hintId} />
            </li>
          ))}
        </ol>
      </FieldGroup>
      <PartIdNote words={kitTexts.parts.known(competency.id)} />
    </PartCard>
  );
}

function Anchor({ path, rating, hintId }: { path: FieldPath; rating: number; hintId: string }) {
  const { editor, readOnly } = useKitEditing();
  const value = useText(path);
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
