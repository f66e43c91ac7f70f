import type { KeyboardEvent } from 'react';
import type { ThenAndNow } from '../../core/practice/thenAndNow.ts';
import { SPEEDS } from '../../core/review/syncedPlayer.ts';

const STEP_MS = 5_000;
/** They have these keys for themselves. */
const TYPING = 'select, textarea, input:not([type="range"])';
const PRESSABLE = 'button, a, summary';
const OWN_ARROWS = 'input[type="range"]';

/** The keys of two answers side by side. They work while the focus is in the element that has them. */
export function useCompareKeys(both: ThenAndNow) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as Element;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest(TYPING)) return;
    if (event.key === ' ' && target.closest(PRESSABLE)) return;
    if (event.key.startsWith('Arrow') && target.closest(OWN_ARROWS)) return;
    const act = commandOf(both, event.key);
    if (!act || (event.repeat && !event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    act();
  };
}

function commandOf(both: ThenAndNow, key: string): (() => void) | undefined {
  switch (key.toLowerCase()) {
    case ' ':
    case 'k':
      return () => both.toggle();
    case 'b':
      return () => both.playBoth();
    case '1':
      return () => both.toggle('earlier');
    case '2':
      return () => both.toggle('later');
    case 'arrowleft':
      return () => both.seekBy(-STEP_MS);
    case 'arrowright':
      return () => both.seekBy(STEP_MS);
    case 'j':
      return () => both.setSpeed(SPEEDS.findLast(speed => speed < both.speed.get()) ?? both.speed.get());
    case 'l':
      return () => both.setSpeed(SPEEDS.find(speed => speed > both.speed.get()) ?? both.speed.get());
  }
  return undefined;
}
