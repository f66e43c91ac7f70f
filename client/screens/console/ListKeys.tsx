import { Keyboard } from 'lucide-react';
import { type KeyboardEvent, useEffect, useEffectEvent } from 'react';
import { Button } from '../../components/ui/Button.tsx';
import { Checkbox } from '../../components/ui/Checkbox.tsx';
import { Dialog } from '../../components/ui/Dialog.tsx';
import { rememberedSwitch } from '../../core/safeStorage.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { listKeyTexts as texts } from '../../texts/listKeys.ts';
import { useRowKeys } from './useRowKeys.ts';

/** True if keys with one character work outside of the list, too. Off for people whose speech presses them. */
const lettersOnPage = rememberedSwitch('vivavoce.list-keys', true);

interface ListKeysOptions {
  onSelect?: ((index: number, withShift: boolean) => void) | undefined;
  onHelp: () => void;
}

/**
 * Keys of a list, which work wherever the focus is in it. Put `listRef` and `onKeyDown` on the element around the rows.
 * While nothing that can be operated has the focus, keys move into the list.
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
  const enter = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target !== listRef.current && !isOutsideControls(event.target)) return;
    const does = pageKey(event.key, lettersOnPage.get());
    const list = listRef.current;
    const row =
      list?.querySelector<HTMLElement>('[data-row][tabindex="0"]') ??
      list?.querySelector<HTMLElement>('[data-row]');
    if (!does || !row) return;
    event.preventDefault();
    if (does === 'help') onHelp();
    else row.focus();
  });
  useEffect(() => {
    window.addEventListener('keydown', enter);
    return () => window.removeEventListener('keydown', enter);
  }, []);
  return { listRef, onKeyDown };
}

/** Returns what a key does while the focus is on the page and not in the list. */
export function pageKey(key: string, letters: boolean): 'enter' | 'help' | undefined {
  if (key === 'ArrowDown') return 'enter';
  if (!letters) return undefined;
  if (key === '?') return 'help';
  return ['j', 'k'].includes(key.toLowerCase()) ? 'enter' : undefined;
}

/** True for the page itself, and for its heading, which has the focus after a navigation. */
function isOutsideControls(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.matches('h1, main'));
}

export function KeysButton({ onOpen }: { onOpen: () => void }) {
  return (
    <Button variant="quiet" size="sm" icon={Keyboard} className="pointer-coarse:hidden" onClick={onOpen}>
      {texts.title}
    </Button>
  );
}

interface KeysDialogProps {
  /** Keys of this list, with what they do. */
  keys: readonly (readonly [keys: readonly string[], what: string])[];
  onClose: () => void;
}

export function KeysDialog({ keys, onClose }: KeysDialogProps) {
  const letters = useStore(lettersOnPage);
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={texts.where}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-5 gap-y-2.5 text-sm">
        {[...keys, ...texts.help].map(([names, what]) => (
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
      <div className="mt-5 border-t border-line pt-4">
        <Checkbox
          checked={letters}
          onCheckedChange={on => lettersOnPage.set(on)}
          label={texts.letters}
          hint={texts.lettersHint}
        />
      </div>
    </Dialog>
  );
}
