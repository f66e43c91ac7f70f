import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { msAt } from '../../core/review/timelineWindow.ts';
import { useReview } from './reviewContext.ts';
import type { TimelineWindow } from './useTimelineWindow.ts';

const CLOSER_PER_PIXEL = 1.002;

/** The timeline under a pointer: a press goes there, dragging scrubs, hovering tells; a wheel with Ctrl, or two fingers, bring it closer. */
export function useScrubbing(view: TimelineWindow, area: HTMLElement | null) {
  const { player } = useReview();
  const [hoveredMs, setHoveredMs] = useState<number>();
  const dragging = useRef(false);

  const onWheel = useEffectEvent((event: WheelEvent, { left, width }: DOMRect) => {
    const { shown, zoom, zoomBy, moveBy } = view;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoomBy(CLOSER_PER_PIXEL ** -event.deltaY, msAt(shown, (event.clientX - left) / width));
    } else if (zoom > 1.01 && Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      moveBy((event.deltaX / width) * (shown.toMs - shown.fromMs));
    }
  });
  // React listens to wheels passively, and then nothing keeps the page from being scrolled or enlarged as well.
  useEffect(() => {
    if (!area) return undefined;
    const listener = (event: WheelEvent) => onWheel(event, area.getBoundingClientRect());
    area.addEventListener('wheel', listener, { passive: false });
    return () => area.removeEventListener('wheel', listener);
  }, [area]);

  const at = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return msAt(view.shown, (clientX - left) / width);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    // Questions and marks are pressed for themselves.
    if (event.button !== 0 || (event.target as Element).closest('button')) return;
    dragging.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    player.seekTo(at(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    setHoveredMs(at(event));
    if (dragging.current) player.seekTo(at(event));
  };
  const onPointerUp = () => {
    dragging.current = false;
  };
  const onPointerLeave = () => setHoveredMs(undefined);
  return {
    hoveredMs,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onPointerLeave },
  };
}
