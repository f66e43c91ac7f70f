import { spanAt } from '../../../../shared/recording/spans.ts';
import { shareAt } from '../../../core/review/timelineWindow.ts';
import { useReview } from '../../../hooks/review/reviewContext.ts';
import type { TimelineWindow } from '../../../hooks/review/useTimelineWindow.ts';
import { formatClock } from '../../../texts/clock.ts';
import { reviewTexts } from '../../../texts/review.ts';

/** The time under the pointer, with its question. */
export function ScrubPreview({ view, at }: { view: TimelineWindow; at: number | undefined }) {
  const { review } = useReview();
  if (at === undefined) return null;
  const chapter = spanAt(review.chapters, at);
  const recorded = spanAt(review.stretches, at) !== undefined;
  const share = shareAt(view.shown, at);
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-y-0 w-px bg-ink/35"
      style={{ left: `${share * 100}%` }}
    >
      <span
        className="absolute top-1 rounded-check bg-ink px-1.5 py-0.5 text-xs whitespace-nowrap text-canvas tabular-nums"
        style={share > 0.5 ? { right: 4 } : { left: 4 }}
      >
        {formatClock(at)}
        {chapter && ` · ${reviewTexts.timeline.chapterShort(chapter.number)}`}
        {!recorded && ` · ${reviewTexts.absences.unrecorded}`}
      </span>
    </div>
  );
}
