import { useEffect, useState } from 'react';
import type { Span } from '../../../shared/recording/finished.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { following, moved, wholeWindow, zoomed, zoomOf } from '../../core/review/timelineWindow.ts';

export interface TimelineWindow {
  shown: Span;
  /** How many times closer than the whole; 1 for all of it. */
  zoom: number;
  zoomBy: (factor: number, aroundMs?: number) => void;
  moveBy: (ms: number) => void;
  showAll: () => void;
}

/** Which part of the time line is shown. It goes with what is played, page by page. */
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
