import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../../components/ui/Button.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { CONTROL_STYLE } from '../../../../components/ui/Field.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { type FieldPath, inserted, listAt, moved, without } from '../../../../core/editor/fieldPath.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { controlOf, moveWithFocus } from '../../editor/fieldFocus.ts';
import { FieldRow, useFieldProps } from '../../editor/Remarks.tsx';
import { focusField, useKitEditing, useKitState } from '../kitContext.ts';

let lastKey = 0;
function newKey(): number {
  lastKey += 1;
  return lastKey;
}

/** A list in the kit and its changes. Focus follows the moved item. */
export function useListEditing(path: FieldPath) {
  const { editor, announce } = useKitEditing();
  const items = useKitState(state => listAt(state.kit, path));
  const [keys, setKeys] = useState(() => items.map(newKey));
  // The list was replaced from outside.
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
    announce(kitTexts.parts.movedTo(to + 1, items.length));
  };

  const remove = (index: number) => {
    flushSync(() => {
      editor.remove(path, index);
      setKeys(before => without(before, index));
    });
    const neighbor = [...path, Math.min(index, items.length - 2)];
    if (controlOf(neighbor)) focusField(neighbor);
    else focusField(path);
    announce(kitTexts.parts.removed);
  };

  return { items, keys, insert, move, remove };
}

const texts = kitTexts.parts;

interface RowActionsProps {
  name: string;
  index: number;
  count: number;
  /** Visible only while the row (`group/row`) is hovered or has focus, on devices with a pointer. */
  quiet?: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

export function RowActions({ name, index, count, quiet = false, onMove, onRemove }: RowActionsProps) {
  return (
    <div
      data-row-actions
      className={classNames(
        'flex shrink-0 items-center text-muted',
        quiet &&
          'transition-opacity [@media(hover:hover)]:opacity-0 [@media(hover:hover)]:group-focus-within/row:opacity-100 [@media(hover:hover)]:group-hover/row:opacity-100',
      )}
    >
      <IconButton
        size="sm"
        label={texts.moveUp(name)}
        icon={ArrowUp}
        disabled={index === 0}
        onClick={() => onMove(-1)}
      />
      <IconButton
        size="sm"
        label={texts.moveDown(name)}
        icon={ArrowDown}
        disabled={index === count - 1}
        onClick={() => onMove(1)}
      />
      <IconButton size="sm" label={texts.remove(name)} icon={Trash2} onClick={onRemove} />
    </div>
  );
}

interface AddPartProps {
  path: FieldPath;
  label: string;
  placeholder: string;
  count: number;
  max: number;
  onAdd: (text: string) => void;
}

/** Asks for the first text of a new part, which determines its lasting id. */
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
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
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
        <p id={`${id}-missing`} role="status" className="text-sm text-danger-ink empty:hidden">
          {missing ? texts.addFirst : ''}
        </p>
      </form>
    </FieldRow>
  );
}
