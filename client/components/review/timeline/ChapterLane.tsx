import { spanAt } from '../../../../shared/recording/spans.ts';
import { shareAt } from '../../../core/review/timelineWindow.ts';
import { useAtPosition, useReview } from '../../../hooks/review/reviewContext.ts';
import { useRovingFocus } from '../../../hooks/review/useRovingFocus.ts';
import { formatClock } from '../../../texts/clock.ts';
import { reviewTexts } from '../../../texts/review.ts';
import { classNames } from '../../ui/classNames.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import type { LaneProps } from './Ruler.tsx';

const texts = reviewTexts.timeline;
/** In pixels: a number alone, and a number with words. */
const NUMBER_PX = 26;
const WORDS_PX = 110;

/** The questions as they went. One stop of the Tab key; arrows go from one to the next. */
export function ChapterLane({ shown, width }: LaneProps) {
  const { player, review } = useReview();
  const current = useAtPosition(atMs => review.chapters.findIndex(chapter => spanAt([chapter], atMs)));
  const inSight = review.chapters
    .map((chapter, index) => ({ chapter, index }))
    .filter(({ chapter }) => chapter.toMs > shown.fromMs && chapter.fromMs < shown.toMs);
  const roving = useRovingFocus(
    inSight.length,
    Math.max(
      0,
      inSight.findIndex(({ index }) => index === current),
    ),
  );
  return (
    <div
      role="toolbar"
      aria-label={texts.chapters}
      data-own-arrows
      onKeyDown={roving.onKeyDown}
      className="relative h-full py-0.5"
    >
      {inSight.map(({ chapter, index }, place) => {
        const from = Math.max(0, shareAt(shown, chapter.fromMs));
        const to = Math.min(1, shareAt(shown, chapter.toMs));
        const room = (to - from) * width;
        return (
          <Tooltip
            key={`${chapter.questionId} ${chapter.fromMs}`}
            label={`${texts.chapter(chapter.number, chapter.text)}${texts.take(chapter.take)} · ${formatClock(chapter.fromMs)}`}
          >
            <button
              type="button"
              ref={roving.refOf(place)}
              tabIndex={roving.tabStop === place ? 0 : -1}
              aria-label={texts.chapterName(chapter.number, chapter.text) + texts.take(chapter.take)}
              aria-current={index === current ? 'true' : undefined}
              data-chapter={chapter.questionId}
              onClick={() => player.seekTo(chapter.fromMs)}
              className={classNames(
                'absolute inset-y-0.5 flex items-center overflow-hidden rounded-control border px-1.5 text-left text-xs whitespace-nowrap transition-colors -outline-offset-2!',
                index === current
                  ? 'border-accent bg-accent-soft font-medium text-accent-ink'
                  : 'border-line bg-surface text-muted hover:bg-raised hover:text-ink',
              )}
              style={{ left: `${from * 100}%`, width: `calc(${(to - from) * 100}% - 2px)` }}
            >
              {room >= NUMBER_PX && (
                <span className="truncate">
                  {texts.chapterShort(chapter.number)}
                  {room >= WORDS_PX && ` ${chapter.text}`}
                </span>
              )}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}
