import { type KeyboardEvent, useRef } from 'react';

/** Arrow keys, J, K, Home, and End move the focus among a list's `[data-row]` elements that use this handler. */
export function useRowKeys() {
  const listRef = useRef<HTMLDivElement>(null);

  /** Returns the rows, and the index of the one that an element is in, or -1. */
  const rowsOf = (element: EventTarget) => {
    const rows = [...(listRef.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const own = element instanceof Element ? element.closest('tr, li') : null;
    return { rows, current: rows.findIndex(row => row === element || own?.contains(row)) };
  };

  const onRowKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { rows, current } = rowsOf(event.target);
    const target = nextIndex(event.key.toLowerCase(), current, rows.length);
    if (target === undefined) return;
    event.preventDefault();
    rows[target]?.focus();
  };
  return { listRef, rowsOf, onRowKeyDown };
}

function nextIndex(key: string, current: number, count: number): number | undefined {
  if (current < 0) return undefined;
  switch (key) {
    case 'arrowdown':
    case 'j':
      return Math.min(current + 1, count - 1);
    case 'arrowup':
    case 'k':
      return Math.max(current - 1, 0);
    case 'home':
      return 0;
    case 'end':
      return count - 1;
    default:
      return undefined;
  }
}
