import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { movedStart } from './weekTimes.ts';

/** Shorter movements of the mouse are clicks. */
const CLICK_PX = 5;

interface Dragged {
  id: string;
  x: number;
  y: number;
  /** Where it would be dropped. Absent until the mouse has moved. */
  at?: number;
}

interface DragOptions {
  days: readonly number[];
  /** Height of an hour in pixels. */
  hourPx: () => number;
  /** The element that has one column of equal width for each day. */
  columns: () => Element | null;
  onDrop: (id: string, at: number) => void;
}

/** Moves an entry of the week with the mouse. The Escape key ends it without a move. */
export function useDragMove({ days, hourPx, columns, onDrop }: DragOptions) {
  const [dragged, setDragged] = useState<Dragged>();
  const endsWithClick = useRef(false);
  const isDragged = dragged !== undefined;
  useEffect(() => {
    if (!isDragged) return;
    const cancel = (event: KeyboardEvent) => event.key === 'Escape' && setDragged(undefined);
    window.addEventListener('keydown', cancel);
    return () => window.removeEventListener('keydown', cancel);
  }, [isDragged]);

  const targetOf = (event: PointerEvent, startedAt: number, { y }: Dragged): number | undefined => {
    const box = columns()?.getBoundingClientRect();
    if (!box) return undefined;
    const column = Math.floor(((event.clientX - box.left) / box.width) * days.length);
    const day = days[Math.min(days.length - 1, Math.max(0, column))];
    return day && movedStart(startedAt, day, ((event.clientY - y) / hourPx()) * 60);
  };

  /** Returns the handlers of an entry that can be moved. */
  const handlersOf = (id: string, startedAt: number) => ({
    onPointerDown: (event: PointerEvent) => {
      endsWithClick.current = false;
      if (event.pointerType !== 'mouse' || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged({ id, x: event.clientX, y: event.clientY });
    },
    onPointerMove: (event: PointerEvent) => {
      if (dragged?.id !== id) return;
      const far = Math.hypot(event.clientX - dragged.x, event.clientY - dragged.y) >= CLICK_PX;
      if (!far && dragged.at === undefined) return;
      const at = targetOf(event, startedAt, dragged);
      if (at !== undefined) setDragged({ ...dragged, at });
    },
    onPointerUp: () => {
      if (dragged?.id !== id) return;
      setDragged(undefined);
      if (dragged.at === undefined) return;
      endsWithClick.current = true;
      if (dragged.at !== startedAt) onDrop(id, dragged.at);
    },
    onPointerCancel: () => setDragged(undefined),
    // The click that ends a drag would open the interview.
    onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => {
      if (!endsWithClick.current) return;
      endsWithClick.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  });
  return { target: dragged?.at === undefined ? undefined : { id: dragged.id, at: dragged.at }, handlersOf };
}
