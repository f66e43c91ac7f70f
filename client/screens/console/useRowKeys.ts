import { type KeyboardEvent, useRef } from 'react';

/** Arrow keys, J, K, Home, and End move the focus among a list's `[data-row]` elements that use this handler. */
export function useRowKeys() {
  const listRef = useRef<HTMLDivElement>(null);

  const onRowKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...(listRef.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const target = nextIndex(event.key, rows.indexOf(event.currentTarget), rows.length);
    if (target === undefined) return;
    event.preventDefault();
    rows[target]?.focus();
  };
  return { listRef, onRowKeyDown };
}

function nextIndex(key: string, current: number, count: number): number | undefined {
  if (current < 0) return undefined;
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(current + 1, count - 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(current - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
