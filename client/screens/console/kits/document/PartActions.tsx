import type { Place } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk } from '../desk.ts';
import { RowActions } from '../fields/RowActions.tsx';
import { moveWithFocus } from '../reveal.ts';

interface PartActionsProps {
  /** The list the part stands in. */
  list: Place;
  name: string;
  index: number;
  count: number;
  onRemove: () => void;
}

/** Moves and removes a part that has an id of its own. */
export function PartActions({ list, name, index, count, onRemove }: PartActionsProps) {
  const { editor, readOnly, announce } = useDesk();
  if (readOnly) return null;
  const move = (by: -1 | 1) => {
    moveWithFocus(() => editor.move(list, index, index + by));
    announce(kitTexts.parts.movedTo(index + by + 1, count));
  };
  return (
    <div className="pt-0.5">
      <RowActions name={name} index={index} count={count} onMove={move} onRemove={onRemove} />
    </div>
  );
}
