import { type Place, textAt } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
import { AddPart } from '../fields/AddPart.tsx';
import { KitText } from '../fields/KitText.tsx';
import { RowActions } from '../fields/RowActions.tsx';
import { useListEditing } from '../fields/useListEditing.ts';
import { reveal } from '../reveal.ts';
import { OpenAll } from './DocumentSection.tsx';
import { PartCard } from './PartCard.tsx';

interface GuidePartsProps {
  place: Place;
  title: string;
  /** The short text of a part, by which it is known. */
  head: { key: string; label: string; unnamed: string };
  /** The long one. */
  body: { key: string; label: string };
  add: { label: string; placeholder: string };
  max: number;
}

/** A list of texts with a heading each: questions with answers, steps with what to do. */
export function GuideParts({ place, title, head, body, add, max }: GuidePartsProps) {
  const { readOnly, wishes, announce } = useDesk();
  const { items, keys, insert, move, remove } = useListEditing(place);
  const addPart = (text: string) => {
    insert(items.length, { [head.key]: text, [body.key]: '' });
    reveal(wishes, [...place, items.length, body.key]);
    announce(kitTexts.parts.added);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-sm font-semibold">{title}</h3>
        {items.length > 0 && <OpenAll parts={place} label={title} />}
      </div>
      <ol className="flex flex-col gap-2 empty:hidden">
        {keys.slice(0, items.length).map((key, index) => (
          <GuidePart
            key={key}
            place={[...place, index]}
            number={index + 1}
            head={head}
            body={body}
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
          label={add.label}
          placeholder={add.placeholder}
          count={items.length}
          max={max}
          onAdd={addPart}
        />
      )}
      {readOnly && items.length === 0 && <p className="text-sm text-faint">{kitTexts.parts.none}</p>}
    </div>
  );
}

interface GuidePartProps extends Pick<GuidePartsProps, 'place' | 'head' | 'body'> {
  number: number;
  actions: (name: string) => React.ReactNode;
}

function GuidePart({ place, number, head, body, actions }: GuidePartProps) {
  const name = useKitState(state => textAt(state.kit, [...place, head.key])) || head.unnamed;
  return (
    <PartCard place={place} number={number} title={name} actions={actions(name)}>
      <KitText place={[...place, head.key]} label={head.label} />
      <KitText place={[...place, body.key]} label={body.label} rows={3} />
    </PartCard>
  );
}
