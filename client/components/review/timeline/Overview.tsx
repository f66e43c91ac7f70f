import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useReview } from '../../../hooks/review/reviewContext.ts';
import type { TimelineWindow } from '../../../hooks/review/useTimelineWindow.ts';
import { reviewTexts } from '../../../texts/review.ts';

/** The whole recording in little, with the part of it that the timeline shows; dragged, or moved by arrows. */
export function Overview({ view }: { view: TimelineWindow }) {
  const { review } = useReview();
  const { durationMs } = review;
  const grabbed = useRef<number>(undefined);
  const length = view.shown.toMs - view.shown.fromMs;
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    grabbed.current = event.clientX;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const whole = event.currentTarget.parentElement?.clientWidth;
    if (grabbed.current === undefined || !whole) return;
    view.moveBy(((event.clientX - grabbed.current) / whole) * durationMs);
    grabbed.current = event.clientX;
  };
  const onPointerUp = () => {
    grabbed.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    view.moveBy((direction * length) / 4);
  };
  return (
    <div className="relative my-1 h-4 min-w-0 flex-1 rounded-full bg-sunken">
      <div
        role="slider"
        tabIndex={0}
        aria-label={reviewTexts.timeline.overview}
        aria-valuemin={0}
        aria-valuemax={Math.round((durationMs - length) / 1_000)}
        aria-valuenow={Math.round(view.shown.fromMs / 1_000)}
        data-own-arrows
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onKeyDown={onKeyDown}
        className="absolute inset-y-1 min-w-6 cursor-grab touch-none rounded-full bg-line-strong"
        style={{
          left: `${(view.shown.fromMs / durationMs) * 100}%`,
          width: `${(length / durationMs) * 100}%`,
        }}
      />
    </div>
  );
}
