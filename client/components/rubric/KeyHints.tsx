import { type Keymap, keyName } from '../../core/rubric/keymap.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Kbd } from '../ui/Tooltip.tsx';

/** The most important keys, where there is a keyboard. They work while the focus is in the panel; until then, only the key that moves it there is shown. */
export function KeyHints({ keymap }: { keymap: Keymap }) {
  const { hints } = rubricTexts.keys;
  if (!keymap.enabled) return <span />;
  const range = `${keyName(keymap, 'rate-1')}–${keyName(keymap, 'rate-5')}`;
  const shown = [
    [`${range} ${keyName(keymap, 'rate-N')}`, hints.rate],
    [keyName(keymap, 'note'), hints.note],
    [keyName(keymap, 'flag'), hints.flag],
    [keyName(keymap, 'undo'), hints.undo],
  ] as const;
  // Both stand in the same place, so that nothing beside them moves under the press that brings the focus here.
  return (
    <div className="grid text-xs text-muted max-sm:hidden pointer-coarse:hidden" aria-hidden="true">
      <p className="flex items-center gap-1 [grid-area:1/1] in-[[data-rubric-panel]:focus-within]:invisible">
        <Kbd>P</Kbd>
        {hints.goThere}
      </p>
      <p className="invisible flex flex-wrap gap-x-2.5 gap-y-1 [grid-area:1/1] in-[[data-rubric-panel]:focus-within]:visible">
        {shown.map(([key, meaning]) => (
          <span key={meaning} className="flex items-center gap-1">
            <Kbd>{key}</Kbd>
            {meaning}
          </span>
        ))}
      </p>
    </div>
  );
}
