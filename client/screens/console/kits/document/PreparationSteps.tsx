import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import { type Place, textAt } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
import { AddPart } from '../fields/AddPart.tsx';
import { KitText } from '../fields/KitText.tsx';
import { RowActions } from '../fields/RowActions.tsx';
import { useListEditing } from '../fields/useListEditing.ts';
import { reveal } from '../reveal.ts';
import { PartCard } from './PartCard.tsx';

const texts = kitTexts.guide;

/** How to prepare, step by step: a title each, and what to do. */
export function PreparationSteps({ place }: { place: Place }) {
  const { readOnly, wishes, announce } = useDesk();
  const { items, keys, insert, move, remove } = useListEditing(place);
  const add = (title: string) => {
    insert(items.length, { title, text: '' });
    reveal(wishes, [...place, items.length, 'text']);
    announce(kitTexts.parts.added);
  };
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-2 empty:hidden">
        {keys.slice(0, items.length).map((key, index) => (
          <Step
            key={key}
            place={[...place, index]}
            number={index + 1}
            actions={name =>
              !readOnly && (
                <div className="pt-0.5">
                  <RowActions
                    name={name}
                    index={index}
                    count={items.length}
                    onMove={by => move(index, by)}
                    onRemove={() => remove(index)}
                  />
                </div>
              )
            }
          />
        ))}
      </ol>
      {!readOnly && (
        <AddPart
          place={place}
          label={texts.addStep}
          placeholder={texts.addStepPlaceholder}
          count={items.length}
          max={KIT_LIMITS.preparationSteps}
          onAdd={add}
        />
      )}
      {readOnly && items.length === 0 && <p className="text-sm text-faint">{kitTexts.parts.none}</p>}
    </div>
  );
}

interface StepProps {
  place: Place;
  number: number;
  actions: (name: string) => React.ReactNode;
}

function Step({ place, number, actions }: StepProps) {
  const name = useKitState(state => textAt(state.kit, [...place, 'title'])) || texts.unnamedStep;
  return (
    <PartCard place={place} number={number} title={name} actions={actions(name)}>
      <KitText place={[...place, 'title']} label={texts.step} />
      <KitText place={[...place, 'text']} label={texts.stepText} rows={3} />
    </PartCard>
  );
}
