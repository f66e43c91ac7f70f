import { keyName, PANEL_ACTIONS } from '../../core/rubric/keymap.ts';
import { keymapStore } from '../../core/rubric/keymapStore.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Kbd } from '../ui/Kbd.tsx';

/** The panel's keys as they are set now, for the list of all keys. */
export function RubricKeys() {
  const keymap = useStore(keymapStore);
  const { keys } = rubricTexts;
  const own = keymap.enabled
    ? PANEL_ACTIONS.map(action => [keyName(keymap, action), keys.actions[action]] as const)
    : [];
  return (
    <section className="mt-5 flex flex-col gap-3 border-t border-line pt-4 text-sm">
      <h3 className="font-medium text-muted">{keys.title}</h3>
      <dl className="flex flex-col gap-3">
        {[...own, ...keys.fixed].map(([key, meaning]) => (
          <div key={`${key} ${meaning}`} className="flex items-center justify-between gap-4">
            <dt>{meaning}</dt>
            <dd className="shrink-0">
              <Kbd>{key}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
