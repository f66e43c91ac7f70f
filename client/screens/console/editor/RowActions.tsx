import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { classNames } from '../../../components/ui/classNames.ts';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { kitTexts } from '../../../texts/kits.ts';

export interface ListRowActions {
  index: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

interface RowActionsProps extends ListRowActions {
  name: string;
  texts?: { [K in 'moveUp' | 'moveDown' | 'remove']: (name: string) => string };
  movable?: boolean;
  /** If true, mouse users see the buttons only while the row (`group/row`) is hovered or has the focus. */
  quiet?: boolean;
}

export function RowActions(props: RowActionsProps) {
  const {
    name,
    texts = kitTexts.parts,
    index,
    count,
    movable = true,
    quiet = false,
    onMove,
    onRemove,
  } = props;
  return (
    <div
      data-row-actions
      className={classNames(
        'flex shrink-0 items-center text-muted',
        quiet &&
          'transition-opacity [@media(hover:hover)]:opacity-0 [@media(hover:hover)]:group-focus-within/row:opacity-100 [@media(hover:hover)]:group-hover/row:opacity-100',
      )}
    >
      {movable && (
        <>
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
        </>
      )}
      <IconButton size="sm" label={texts.remove(name)} icon={Trash2} onClick={onRemove} />
    </div>
  );
}
