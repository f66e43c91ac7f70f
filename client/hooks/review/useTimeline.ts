import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Span } from '../../../shared/recording/finished.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { following, moved, msAt, wholeWindow, zoomed, zoomOf } from '../../core/review/timeline.ts';
import { useReview } from './reviewContext.ts';

export interface TimelineWindow {
  shown: Span;
  zoom: number;
  zoomBy: (factor: number, aroundMs?: number) => void;
  moveBy: (ms: number) => void;
  showAll: () => void;
}

/** Returns the visible part of the timeline, which follows playback page by page. */
export function useTimelineWindow(session: ReviewSession, durationMs: number): TimelineWindow {
  const [shown, setShown] = useState(() => wholeWindow(durationMs));
  useEffect(() => setShown(wholeWindow(durationMs)), [durationMs]);
  useEffect(() => {
    let beforeMs = session.position.get();
    return session.position.subscribe(() => {
      const [fromMs, atMs] = [beforeMs, session.position.get()];
      beforeMs = atMs;
      setShown(before => following(before, fromMs, atMs, durationMs));
    });
  }, [session, durationMs]);
  return {
    shown,
    zoom: zoomOf(shown, durationMs),
    zoomBy: (factor, aroundMs) =>
      setShown(before => zoomed(before, factor, aroundMs ?? session.position.get(), durationMs)),
    moveBy: ms => setShown(before => moved(before, ms, durationMs)),
    showAll: () => setShown(wholeWindow(durationMs)),
  };
}

const CLOSER_PER_PIXEL = 1.002;

/** Seeks by press and drag, shows the time while hovering, and zooms by a pinch or by the wheel with Ctrl. */
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
    // Buttons for questions and markers handle their own presses.
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

/** Calls `draw` with the exact position: on each frame during playback, on each change while paused. */
export function usePlayhead(draw: (positionMs: number) => void): void {
  const { session, player } = useReview();
  const redraw = useEffectEvent(() => draw(player.positionMs()));
  useEffect(() => redraw());
  useEffect(() => {
    let frame = 0;
    const paint = () => {
      redraw();
      if (player.status.get() === 'playing') frame = requestAnimationFrame(paint);
    };
    const again = () => {
      cancelAnimationFrame(frame);
      paint();
    };
    const endings = [session.position.subscribe(again), player.status.subscribe(again)];
    again();
    return () => {
      cancelAnimationFrame(frame);
      for (const end of endings) end();
    };
  }, [session, player]);
}

/** Returns the width of an element in pixels; 0 before the first measurement. */
export function useWidth(element: Element | null): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
