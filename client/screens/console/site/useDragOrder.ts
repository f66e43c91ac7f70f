import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** The row being dragged. The DOM order changes only when the row is dropped. */
type Drag = { from: number; to: number; by: number; height: number };
type DragStart = { from: number; pageY: number; middles: number[]; height: number };

/** Lets the user reorder `[data-drag-row]` elements by dragging a handle. Escape cancels. */
export function useDragOrder(
  list: RefObject<HTMLElement | null>,
  onDrop: (from: number, to: number) => void,
) {
  const [drag, setDrag] = useState<Drag>();
  const dropped = useRef(onDrop);
  const end = useRef<() => void>(undefined);
  useEffect(() => {
    dropped.current = onDrop;
  });
  useEffect(() => () => end.current?.(), []);

  const begin = (event: ReactPointerEvent<HTMLElement>, from: number) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-drag-row]') ?? [])];
    const boxes = rows.map(row => row.getBoundingClientRect());
    const start: DragStart = {
      from,
      pageY: event.pageY,
      middles: boxes.map(({ top, height }) => top + window.scrollY + height / 2),
      height: boxes[from]?.height ?? 0,
    };
    end.current?.();
    end.current = follow(start, setDrag, to => {
      setDrag(undefined);
      if (to !== undefined && to !== from) dropped.current(from, to);
    });
  };

  const offsetOf = (index: number): number => {
    if (!drag) return 0;
    const { by, from, height, to } = drag;
    if (index === from) return by;
    if (index > from && index <= to) return -height;
    return index < from && index >= to ? height : 0;
  };
  return { begin, offsetOf, dragged: drag?.from };
}

/** Follows the pointer until `onEnd`, which gets undefined on a cancel. Returns a function that stops it. */
function follow(start: DragStart, onMove: (drag: Drag) => void, onEnd: (to: number | undefined) => void) {
  const { from, height, middles, pageY } = start;
  let to = from;
  const listening = new AbortController();
  const { signal } = listening;
  const finish = (index: number | undefined) => {
    listening.abort();
    onEnd(index);
  };
  const move = (event: PointerEvent) => {
    const by = event.pageY - pageY;
    const middle = (middles[from] ?? 0) + by;
    to = middles.filter((other, index) => index !== from && other < middle).length;
    onMove({ from, to, by, height });
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', () => finish(to), { signal });
  window.addEventListener('pointercancel', () => finish(undefined), { signal });
  window.addEventListener('keydown', event => event.key === 'Escape' && finish(undefined), { signal });
  return () => listening.abort();
}
