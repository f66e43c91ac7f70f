import { Plus } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../../components/ui/Button.tsx';
import { CONTROL_STYLE } from '../../../../components/ui/Field.tsx';
import { type FieldPath, inserted, listAt, moved, without } from '../../../../core/editor/fieldPath.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { controlOf, moveWithFocus } from '../../editor/fieldFocus.ts';
import { FieldRow, Labeled, useFieldProps } from '../../editor/fields.tsx';
import type { ListRowActions } from '../../editor/RowActions.tsx';
import { focusField, useKitEditing, useKitState } from '../kitContext.ts';

const texts = kitTexts.parts;
let lastKey = 0;
const newKey = () => ++lastKey;

/** A list item with a key that stays the same when the item moves. */
export type ListRow = { key: number; path: FieldPath; actions: ListRowActions };

export function useListEditing(path: FieldPath) {
  const { editor, announce } = useKitEditing();
  const items = useKitState(state => listAt(state.kit, path));
  const [keys, setKeys] = useState(() => items.map(newKey));
  // Adjusts the number of keys if the list was changed elsewhere, such as by an undo.
  if (keys.length !== items.length) setKeys(items.map((_, index) => keys[index] ?? newKey()));

  const insert = (index: number, item: unknown) => {
    flushSync(() => {
      editor.insert(path, index, item);
      setKeys(before => inserted(before, index, newKey()));
    });
  };

  const move = (index: number, by: -1 | 1) => {
    const to = index + by;
    if (to < 0 || to >= items.length) return;
    moveWithFocus(() => {
      editor.move(path, index, to);
      setKeys(before => [...moved(before, index, to)]);
    });
    announce(texts.movedTo(to + 1, items.length));
  };

  const remove = (index: number) => {
    flushSync(() => {
      editor.remove(path, index);
      setKeys(before => without(before, index));
    });
    const neighbor = [...path, Math.min(index, items.length - 2)];
    focusField(controlOf(neighbor) ? neighbor : path);
    announce(texts.removed);
  };

  const rows = keys.slice(0, items.length).map(
    (key, index): ListRow => ({
      key,
      path: [...path, index],
      actions: { index, count: items.length, onMove: by => move(index, by), onRemove: () => remove(index) },
    }),
  );
  return { rows, insert };
}

interface AddPartProps {
  path: FieldPath;
  label: string;
  placeholder: string;
  count: number;
  max: number;
  onAdd: (text: string) => void;
}

/** Asks for a new part's first text, from which the part gets its permanent id. */
export function AddPart({ path, label, placeholder, count, max, onAdd }: AddPartProps) {
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const id = useId();
  const missing = tried && text.trim() === '';
  const field = useFieldProps(path, missing ? `${id}-missing` : undefined);
  if (count >= max) {
    return (
      <FieldRow paths={[path]}>
        <p className="text-sm text-muted">{texts.full(max)}</p>
      </FieldRow>
    );
  }

  const add = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === '') return;
    setText('');
    setTried(false);
    onAdd(text.trim());
  };

  return (
    <FieldRow paths={[path]}>
      <form onSubmit={add} noValidate className="flex flex-col gap-1.5">
        <Labeled id={id} label={label}>
          <div className="flex gap-2">
            <input
              {...field}
              id={id}
              value={text}
              placeholder={placeholder}
              autoComplete="off"
              onChange={event => setText(event.target.value)}
              className={`${CONTROL_STYLE} h-10 flex-1 text-base sm:text-sm`}
            />
            <Button type="submit" aria-label={`${texts.add}: ${label}`} icon={Plus}>
              {texts.add}
            </Button>
          </div>
        </Labeled>
        <p id={`${id}-missing`} role="status" className="text-sm text-danger-ink empty:hidden">
          {missing ? texts.addFirst : ''}
        </p>
      </form>
    </FieldRow>
  );
}
