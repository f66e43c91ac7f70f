import { z } from 'zod';
import { RatingValue } from '../../../shared/rubric/rating.ts';
import { localData } from '../safeStorage.ts';
import { Store } from '../store.ts';

/** Panel actions with a single-character key. Arrows, Enter, and Escape are fixed and not in this list. */
export const PANEL_ACTIONS = [
  'rate-1',
  'rate-2',
  'rate-3',
  'rate-4',
  'rate-5',
  'rate-N',
  'note',
  'flag',
  'undo',
  'previous-question',
  'next-question',
  'follow',
] as const;
export type PanelAction = (typeof PANEL_ACTIONS)[number];

const Keymap = z.object({
  enabled: z.boolean(),
  /** The lowercase keyboard key for each action. */
  keys: z.record(z.enum(PANEL_ACTIONS), z.string().min(1).max(8)),
});
export type Keymap = z.infer<typeof Keymap>;

export const DEFAULT_KEYMAP: Keymap = {
  enabled: true,
  keys: {
    'rate-1': '1',
    'rate-2': '2',
    'rate-3': '3',
    'rate-4': '4',
    'rate-5': '5',
    'rate-N': 'n',
    note: 'c',
    flag: 'f',
    undo: 'u',
    'previous-question': '[',
    'next-question': ']',
    follow: 'g',
  },
};

/** Keys of the room. They also work while the focus is in the panel, so the panel can't use them. */
const ROOM_KEYS = ['m', 'v', 'w', 'p', 'q', 'l', '?', ' '] as const;

export type KeyRefusal =
  | { reason: 'taken'; by: PanelAction }
  | { reason: 'room' }
  | { reason: 'not-a-character' };

export function remapped(
  keymap: Keymap,
  action: PanelAction,
  key: string,
): { keymap: Keymap } | { refusal: KeyRefusal } {
  const wanted = key.toLowerCase();
  if (Array.from(wanted).length !== 1) return { refusal: { reason: 'not-a-character' } };
  if (ROOM_KEYS.some(taken => taken === wanted)) return { refusal: { reason: 'room' } };
  const by = actionOf(keymap, wanted);
  if (by && by !== action) return { refusal: { reason: 'taken', by } };
  return { keymap: { ...keymap, keys: { ...keymap.keys, [action]: wanted } } };
}

export function actionFor(keymap: Keymap, key: string): PanelAction | undefined {
  return keymap.enabled ? actionOf(keymap, key.toLowerCase()) : undefined;
}

export function ratingOf(action: PanelAction): RatingValue | undefined {
  const point = action.startsWith('rate-') ? action.slice('rate-'.length) : undefined;
  return RatingValue.safeParse(point === 'N' ? 'N' : Number(point)).data;
}

export function keyName(keymap: Keymap, action: PanelAction): string {
  return keymap.keys[action].toUpperCase();
}

export function parseKeymap(text: string | null): Keymap {
  try {
    const { data } = Keymap.safeParse(JSON.parse(text ?? 'null'));
    return data && new Set(Object.values(data.keys)).size === PANEL_ACTIONS.length ? data : DEFAULT_KEYMAP;
  } catch {
    return DEFAULT_KEYMAP;
  }
}

function actionOf(keymap: Keymap, key: string): PanelAction | undefined {
  return PANEL_ACTIONS.find(action => keymap.keys[action] === key);
}

const KEY = 'vivavoce.rubric.keys';

export const keymapStore = new Store<Keymap>(parseKeymap(localData.read(KEY) ?? null));

export function setKeymap(keymap: Keymap): void {
  keymapStore.set(keymap);
  localData.write(KEY, JSON.stringify(keymap));
}
