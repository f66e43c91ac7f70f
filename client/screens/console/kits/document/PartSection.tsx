import { Fragment, type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Kit } from '../../../../../shared/kit/kit.ts';
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx';
import type { Place } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
import { AddPart } from '../fields/AddPart.tsx';
import { focusPlace, reveal } from '../reveal.ts';
import { DocumentSection } from './DocumentSection.tsx';

interface PartListProps<Part> {
  /** The list that the parts stand in. */
  place: Place;
  texts: { add: string; addPlaceholder: string; removeConfirm: string };
  /** How many there may be. */
  max: number;
  /** `kits` are the versions whose ids are taken. */
  make: (text: string, kits: readonly Kit[]) => Part;
  /** The field of a new part that is written next. */
  nextField: string;
  partsOf: (kit: Kit) => readonly Part[];
  without: (kit: Kit, part: Part) => Kit;
  card: (props: { index: number; count: number; onRemove: () => void }) => ReactNode;
  /** What is asked before a part goes. */
  question: (part: Part) => { title: string; description: ReactNode };
}

interface PartSectionProps<Part> extends Omit<PartListProps<Part>, 'place'> {
  section: 'competencies' | 'questions';
  texts: PartListProps<Part>['texts'] & { intro: string };
  /** Above the list. */
  lead?: ReactNode;
}

/** A section that is one list of parts. */
export function PartSection<Part extends { id: string }>({ section, lead, ...list }: PartSectionProps<Part>) {
  return (
    <DocumentSection section={section} intro={list.texts.intro} parts={[section]}>
      {lead}
      <PartList {...list} place={[section]} />
    </DocumentSection>
  );
}

/** Parts that have an id for good: added by their first text, removed after a question. */
export function PartList<Part extends { id: string }>(props: PartListProps<Part>) {
  const { place, texts, partsOf, make, nextField, without, card } = props;
  const { editor, readOnly, wishes, announce } = useDesk();
  const [removing, setRemoving] = useState<Part>();
  // Only which parts there are, and in which order: what is written in them is theirs to follow.
  const ids = useKitState(({ kit }) => partIdsIn(partsOf(kit)))
    .split(' ')
    .filter(Boolean);

  const add = (text: string) => {
    const { kit, base } = editor.state.get();
    const index = ids.length;
    flushSync(() => editor.insert(place, index, make(text, [kit, base.kit])));
    reveal(wishes, [...place, index, nextField]);
    announce(kitTexts.parts.added);
  };
  const remove = (part: Part) => {
    flushSync(() => {
      editor.change(kit => without(kit, part));
      setRemoving(undefined);
    });
    focusPlace(place);
    announce(kitTexts.parts.removed);
  };

  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-2 empty:hidden">
        {ids.map((id, index) => (
          <Fragment key={id}>
            {card({
              index,
              count: ids.length,
              onRemove: () => setRemoving(partsOf(editor.state.get().kit)[index]),
            })}
          </Fragment>
        ))}
      </ol>
      {!readOnly && (
        <AddPart
          place={place}
          label={texts.add}
          placeholder={texts.addPlaceholder}
          count={ids.length}
          max={props.max}
          onAdd={add}
        />
      )}
      {removing && (
        <ConfirmDialog
          {...props.question(removing)}
          open
          danger
          confirmLabel={texts.removeConfirm}
          onOpenChange={() => setRemoving(undefined)}
          onConfirm={() => remove(removing)}
        />
      )}
      {readOnly && ids.length === 0 && <p className="text-sm text-faint">{kitTexts.parts.none}</p>}
    </div>
  );
}

/** Ids are slugs, so that one text can hold them all, and the same ids are the same text. */
function partIdsIn(parts: readonly { id: string }[]): string {
  return parts.map(({ id }) => id).join(' ');
}
