import { type KeyboardEvent, useState } from 'react';
import {
  DEFAULT_KEYMAP,
  type KeyRefusal,
  keymapStore,
  keyName,
  PANEL_ACTIONS,
  type PanelAction,
  remapped,
  setKeymap,
} from '../../core/rubric/keymap.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Tooltip.tsx';

type KeySettingsProps = { open: boolean; onOpenChange: (open: boolean) => void };
export function KeySettings({ open, onOpenChange }: KeySettingsProps) {
  const keymap = useStore(keymapStore);
  const { keys } = rubricTexts;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={keys.title}
      description={keys.note}
      footer={<Button onClick={() => setKeymap(DEFAULT_KEYMAP)}>{keys.reset}</Button>}
    >
      <div className="flex flex-col gap-5">
        <Checkbox
          checked={keymap.enabled}
          onCheckedChange={enabled => setKeymap({ ...keymap, enabled })}
          label={keys.enabled}
          hint={keys.enabledHint}
        />
        <ActionKeys />
        <dl className="flex flex-col gap-2.5 border-t border-line pt-4 text-sm">
          {keys.fixed.map(([key, meaning]) => (
            <div key={key} className="flex items-center justify-between gap-4">
              <dt className="text-muted">{meaning}</dt>
              <dd className="shrink-0">
                <Kbd>{key}</Kbd>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}

function ActionKeys() {
  const keymap = useStore(keymapStore);
  const [asking, setAsking] = useState<PanelAction>();
  const [refusal, setRefusal] = useState<string>();
  const { keys } = rubricTexts;
  const press = (event: KeyboardEvent, action: PanelAction) => {
    if (asking !== action || ['Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      setAsking(undefined);
      return;
    }
    const outcome = remapped(keymap, action, event.key);
    if ('refusal' in outcome) {
      setRefusal(refusalText(outcome.refusal, event.key));
      return;
    }
    setKeymap(outcome.keymap);
    setRefusal(undefined);
    setAsking(undefined);
  };
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-1 text-sm">
        {PANEL_ACTIONS.map(action => (
          <li key={action} className="flex items-center justify-between gap-4">
            <span className={keymap.enabled ? '' : 'text-muted'}>{keys.actions[action]}</span>
            <Button
              size="sm"
              className="min-w-24"
              disabled={!keymap.enabled}
              aria-label={keys.change(keys.actions[action], keyName(keymap, action))}
              onClick={() => {
                setRefusal(undefined);
                setAsking(asking === action ? undefined : action);
              }}
              onKeyDown={event => press(event, action)}
              onBlur={() => setAsking(before => (before === action ? undefined : before))}
            >
              {asking === action ? keys.press : keyName(keymap, action)}
            </Button>
          </li>
        ))}
      </ul>
      <p role="alert" className="min-h-5 text-sm text-danger-ink">
        {refusal}
      </p>
    </div>
  );
}

function refusalText(refusal: KeyRefusal, key: string): string {
  const { keys } = rubricTexts;
  const name = key === ' ' ? 'Space' : key.toUpperCase();
  if (refusal.reason === 'taken') return keys.taken(name, keys.actions[refusal.by]);
  return refusal.reason === 'room' ? keys.room(name) : keys.notACharacter;
}
