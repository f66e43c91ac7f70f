import { Keyboard } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { useRowKeys } from '../useRowKeys.ts';

const texts = interviewListTexts.keyList;

interface ListKeysOptions {
  onSelect: ((index: number, withShift: boolean) => void) | undefined;
  onHelp: () => void;
}

/**
 * Keys of a list, which work wherever the focus is in it. Put `listRef` and `onKeyDown` on the element around the rows.
 * Keys outside of the list do nothing, so that speech input doesn't press them by mistake.
 */
export function useListKeys({ onSelect, onHelp }: ListKeysOptions) {
  const { listRef, rowsOf, onRowKeyDown } = useRowKeys();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { current } = rowsOf(event.target);
    if (event.key === '?') onHelp();
    else if (event.key.toLowerCase() === 'x' && onSelect && current >= 0) onSelect(current, event.shiftKey);
    else onRowKeyDown(event);
  };
  return { listRef, onKeyDown };
}

export function KeysButton({ onOpen }: { onOpen: () => void }) {
  return (
    <Button variant="quiet" size="sm" icon={Keyboard} className="pointer-coarse:hidden" onClick={onOpen}>
      {texts.title}
    </Button>
  );
}

export function KeysDialog({ selects, onClose }: { selects: boolean; onClose: () => void }) {
  const keys = [...texts.moving, ...(selects ? texts.selecting : []), ...texts.help];
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={texts.where}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-5 gap-y-2.5 text-sm">
        {keys.map(([names, what]) => (
          <div key={what} className="contents">
            <dt className="flex flex-wrap gap-1">
              {names.map(name => (
                <kbd
                  key={name}
                  className="rounded-control border border-line-strong bg-canvas px-1.5 py-0.5 font-sans text-xs"
                >
                  {name}
                </kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
