import { type KeyboardEvent, useRef, useState } from 'react';

/**
 * One stop of the Tab key for a row of many controls, and arrows from one to the next (the "roving tabindex" of toolbars). `initial` is the
 * stop until the focus has been in the row.
 */
export function useRovingFocus(count: number, initial: number) {
  const [chosen, setChosen] = useState<number>();
  const elements = useRef<(HTMLElement | null)[]>([]);
  const tabStop = Math.min(chosen ?? initial, Math.max(0, count - 1));

  const onKeyDown = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, elements.current.indexOf(event.target as HTMLElement), count);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(next);
    elements.current[next]?.focus();
  };
  return {
    tabStop,
    onKeyDown,
    refOf: (index: number) => (element: HTMLElement | null) => {
      elements.current[index] = element;
    },
  };
}

function placeAfter(key: string, at: number, count: number): number | undefined {
  if (at < 0) return undefined;
  switch (key) {
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
