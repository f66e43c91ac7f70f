import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { classNames } from '../../../../components/ui/classNames.ts';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { kitTexts } from '../../../../texts/kits.ts';

const texts = kitTexts.parts;

interface RowActionsProps {
  /** What the row is called. */
  name: string;
  index: number;
  count: number;
  /** Seen only while the row is pointed at or has focus, where there is a pointer. */
  quiet?: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** Up, down and away. The row around it is a `group/row`. */
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
        icon={<ArrowUp className="size-4" aria-hidden="true" />}
        disabled={index === 0}
        onClick={() => onMove(-1)}
      />
      <IconButton
        size="sm"
        label={texts.moveDown(name)}
        icon={<ArrowDown className="size-4" aria-hidden="true" />}
        disabled={index === count - 1}
        onClick={() => onMove(1)}
      />
      <IconButton
        size="sm"
        label={texts.remove(name)}
        icon={<Trash2 className="size-4" aria-hidden="true" />}
        onClick={onRemove}
      />
    </div>
  );
}
