import { type KeyboardEvent, useRef } from 'react';
import { spanAt } from '../../../../shared/recording/spans.ts';
import { shareAt } from '../../../core/review/timelineWindow.ts';
import { useAtPosition, useReview } from '../../../hooks/review/reviewContext.ts';
import { usePlayhead } from '../../../hooks/review/usePlayhead.ts';
import type { TimelineWindow } from '../../../hooks/review/useTimelineWindow.ts';
import { formatClock } from '../../../texts/clock.ts';
import { reviewTexts } from '../../../texts/review.ts';

const STEP_MS = 5_000;
const PAGE_MS = 60_000;
const texts = reviewTexts.timeline;

/** The moment that is shown: a line over all rows, with a handle that is a slider for keys and screen readers. */
export function Playhead({ view, width }: { view: TimelineWindow; width: number }) {
  const { player, review } = useReview();
  const line = useRef<HTMLDivElement>(null);
  const second = useAtPosition(atMs => Math.floor(atMs / 1_000));
  // By the moment itself: its second may begin before the question does.
  const chapter = useAtPosition(atMs => spanAt(review.chapters, atMs));
  usePlayhead(positionMs => {
    const share = shareAt(view.shown, positionMs);
    const element = line.current;
    if (!element) return;
    element.style.translate = `${share * width}px 0`;
    element.style.visibility = share < -0.001 || share > 1.001 ? 'hidden' : 'visible';
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const byMs = STEPS[event.key];
    if (byMs === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    player.seekBy(byMs);
  };
  return (
    <div ref={line} className="pointer-events-none absolute inset-y-0 left-0 w-0">
      <div className="absolute inset-y-0 -left-px w-0.5 bg-ink" />
      <div
        role="slider"
        tabIndex={0}
        aria-label={texts.position}
        aria-valuemin={0}
        aria-valuemax={Math.round(review.durationMs / 1_000)}
        aria-valuenow={second}
        aria-valuetext={texts.spoken(
          formatClock(second * 1_000),
          formatClock(review.durationMs),
          chapter && texts.chapter(chapter.number, chapter.text),
        )}
        onKeyDown={onKeyDown}
        className="pointer-events-auto absolute top-0 -left-3 h-7 w-6 cursor-ew-resize touch-none"
      >
        <span className="absolute inset-x-1.5 top-1 h-4 rounded-check bg-ink" />
      </div>
    </div>
  );
}

/** As sliders have it: up and right are more. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: STEP_MS,
  ArrowDown: -STEP_MS,
  PageUp: PAGE_MS,
  PageDown: -PAGE_MS,
};
