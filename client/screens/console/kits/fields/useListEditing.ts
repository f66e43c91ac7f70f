import { useState } from 'react';
import { flushSync } from 'react-dom';
import { inserted, moved, without } from '../../../../core/kit/order.ts';
import { listAt, type Place } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
import { controlOf, focusPlace, moveWithFocus } from '../reveal.ts';

let lastKey = 0;
function newKey(): number {
  lastKey += 1;
  return lastKey;
}

/** The items of a list in the kit with the steps that change it. Focus stays with what it was on. */
export function useListEditing(place: Place) {
  const { editor, announce } = useDesk();
  const items = useKitState(state => listAt(state.kit, place));
  const [keys, setKeys] = useState(() => items.map(newKey));
  // The list was replaced as a whole: the rows are other ones.
  if (keys.length !== items.length) setKeys(items.map((_, index) => keys[index] ?? newKey()));

  const insert = (index: number, item: unknown) => {
    flushSync(() => {
      editor.insert(place, index, item);
      setKeys(before => inserted(before, index, newKey()));
    });
  };

  const move = (index: number, by: -1 | 1) => {
    const to = index + by;
    if (to < 0 || to >= items.length) return;
    moveWithFocus(() => {
      editor.move(place, index, to);
      setKeys(before => [...moved(before, index, to)]);
    });
    announce(kitTexts.parts.movedTo(to + 1, items.length));
  };

  const remove = (index: number) => {
    flushSync(() => {
      editor.remove(place, index);
      setKeys(before => without(before, index));
    });
    const neighbour = [...place, Math.min(index, items.length - 2)];
    if (controlOf(neighbour)) focusPlace(neighbour);
    else focusPlace(place);
    announce(kitTexts.parts.removed);
  };

  return { items, keys, insert, move, remove };
}
