import { keymapStore, keyName, PANEL_ACTIONS } from '../../core/rubric/keymap.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { KeySection } from '../room/KeyList.tsx';

/** Lists the rating panel's current keys in the dialog that shows all keys. */
export function RubricKeys() {
  const keymap = useStore(keymapStore);
  const { keys } = rubricTexts;
  const own = keymap.enabled
    ? PANEL_ACTIONS.map(action => [keyName(keymap, action), keys.actions[action]] as const)
    : [];
  return <KeySection title={keys.title} keys={[...own, ...keys.fixed]} />;
}
