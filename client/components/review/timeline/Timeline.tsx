import { ZoomIn, ZoomOut } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { unrecordedOf } from '../../../core/review/reviewSession.ts';
import { sharesOf } from '../../../core/review/strip.ts';
import { useReview } from '../../../hooks/review/reviewContext.ts';
import { useScrubbing } from '../../../hooks/review/useScrubbing.ts';
import type { TimelineWindow } from '../../../hooks/review/useTimelineWindow.ts';
import { useWidth } from '../../../hooks/review/useWidth.ts';
import { reviewTexts, trackName } from '../../../texts/review.ts';
import { classNames } from '../../ui/classNames.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { ChapterLane } from './ChapterLane.tsx';
import { HATCHED } from './hatched.ts';
import { MarkerLane } from './MarkerLane.tsx';
import { Overview } from './Overview.tsx';
import { Playhead } from './Playhead.tsx';
import { Ruler } from './Ruler.tsx';
import { ScrubPreview } from './ScrubPreview.tsx';
import { SpeechStrip } from './SpeechStrip.tsx';

const texts = reviewTexts.timeline;
const ZOOM = 2;

/** Rows of one height each, beside their names. */
const ROWS = { ruler: 'h-7', chapters: 'h-8', markers: 'h-8', strip: 'h-8 max-sm:h-11' } as const;

/** The whole recording from left to right: questions, marks, who spoke when, and what is missing. */
export function Timeline({ view }: { view: TimelineWindow }) {
  const { ownSeatId, review } = useReview();
  const [area, setArea] = useState<HTMLDivElement | null>(null);
  const width = useWidth(area);
  const scrubbing = useScrubbing(view, area);
  const { chapters, markers, tracks } = review;
  const marks = markers.filter(({ kind }) => kind !== 'event');
  const events = markers.filter(({ kind }) => kind === 'event');
  // A rater's lane is there before the first rating: it would move the picture when it came.
  const markable = marks.length > 0 || ownSeatId !== undefined;
  const lane = { shown: view.shown, width };
  return (
    <section aria-label={texts.label} data-timeline className="flex min-w-0 flex-col">
      <div className="grid min-w-0 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <div className="flex flex-col max-sm:hidden">
          <div className={classNames('flex items-center gap-0.5', ROWS.ruler)}>
            <ZoomButtons view={view} />
          </div>
          {chapters.length > 0 && <RowName row="chapters">{texts.chapters}</RowName>}
          {markable && <RowName row="markers">{texts.markers}</RowName>}
          {events.length > 0 && <RowName row="markers">{texts.events}</RowName>}
          {tracks.map(track => (
            <RowName key={track.fileId} row="strip">
              {trackName(track)}
            </RowName>
          ))}
        </div>
        {/* Pressed and dragged by pointers; without one there are the slider in it and the keys. */}
        <div
          ref={setArea}
          {...scrubbing.handlers}
          className="relative min-w-0 touch-pan-y overflow-hidden border-line select-none sm:border-l"
        >
          <Unrecorded view={view} />
          <div className={ROWS.ruler}>
            <Ruler {...lane} />
          </div>
          {chapters.length > 0 && (
            <div className={ROWS.chapters}>
              <ChapterLane {...lane} />
            </div>
          )}
          {markable && (
            <div className={ROWS.markers}>
              {marks.length > 0 && <MarkerLane {...lane} label={texts.markers} markers={marks} />}
            </div>
          )}
          {events.length > 0 && (
            <div className={ROWS.markers}>
              <MarkerLane {...lane} label={texts.events} markers={events} />
            </div>
          )}
          {tracks.map(track => (
            <div key={track.fileId} className={ROWS.strip}>
              <SpeechStrip {...lane} track={track} />
            </div>
          ))}
          <Playhead view={view} width={width} />
          <ScrubPreview view={view} at={scrubbing.hoveredMs} />
        </div>
      </div>
      <div className="flex min-w-0 items-center gap-1 sm:pl-36">
        <div className="flex sm:hidden">
          <ZoomButtons view={view} />
        </div>
        {view.zoom > 1.01 && <Overview view={view} />}
      </div>
    </section>
  );
}

function ZoomButtons({ view }: { view: TimelineWindow }) {
  return (
    <>
      <IconButton
        size="sm"
        label={texts.zoomOut}
        icon={<ZoomOut className="size-4" aria-hidden="true" />}
        disabled={view.zoom <= 1.01}
        onClick={() => view.zoomBy(1 / ZOOM)}
      />
      <IconButton
        size="sm"
        label={texts.zoomIn}
        icon={<ZoomIn className="size-4" aria-hidden="true" />}
        onClick={() => view.zoomBy(ZOOM)}
      />
    </>
  );
}

function RowName({ row, children }: { row: keyof typeof ROWS; children: ReactNode }) {
  return (
    <p className={classNames('flex items-center pr-3 text-xs text-muted', ROWS[row])}>
      <span className="truncate">{children}</span>
    </p>
  );
}

/** Across all rows: there is nothing of anybody. */
function Unrecorded({ view }: { view: TimelineWindow }) {
  const { review } = useReview();
  return sharesOf(unrecordedOf(review), view.shown).map(({ from, to }) => (
    <div
      key={from}
      data-unrecorded
      title={reviewTexts.absences.unrecorded}
      className={classNames('absolute inset-y-0 bg-sunken', HATCHED)}
      style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
    />
  ));
}
