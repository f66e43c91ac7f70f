import { ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { spanAt } from '../../../shared/recording/spans.ts';
import { unrecordedOf } from '../../core/review/reviewSession.ts';
import { shareAt, sharesOf } from '../../core/review/timeline.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import { type TimelineWindow, usePlayhead, useScrubbing, useWidth } from '../../hooks/review/useTimeline.ts';
import { formatClock } from '../../texts/clock.ts';
import { reviewTexts, trackName } from '../../texts/review.ts';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { ChapterLane, HATCHED, MarkerLane, Ruler, SpeechStrip } from './TimelineLanes.tsx';

const texts = reviewTexts.timeline;
const ZOOM = 2;
const ROWS = { ruler: 'h-7', chapters: 'h-8', markers: 'h-8', strip: 'h-8 max-sm:h-11' } as const;

export function Timeline({ view }: { view: TimelineWindow }) {
  const { ownSeatId, review, session } = useReview();
  const [area, setArea] = useState<HTMLDivElement | null>(null);
  const width = useWidth(area);
  const scrubbing = useScrubbing(view, area);
  const { chapters, markers, tracks } = review;
  const marks = markers.filter(({ kind }) => kind !== 'event');
  // Someone who watches their own practice looks for their answers, not for changes of the connection.
  const events = session.own ? [] : markers.filter(({ kind }) => kind === 'event');
  // Raters always see the marker lane. If it appeared with the first marker, it would move the video.
  const markable = marks.length > 0 || ownSeatId !== undefined;
  const lane = { shown: view.shown, width };
  return (
    <section aria-label={texts.label} data-timeline className="flex min-w-0 flex-col">
      <div className="grid min-w-0 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <div className="flex flex-col max-sm:hidden">
          <div className={classNames('flex items-center gap-0.5', ROWS.ruler)}>
            {!session.own && <ZoomButtons view={view} />}
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
        {/* This element is for pointers only. Keyboard users have the playhead's slider. */}
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
        {!session.own && (
          <div className="flex sm:hidden">
            <ZoomButtons view={view} />
          </div>
        )}
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
        icon={ZoomOut}
        disabled={view.zoom <= 1.01}
        onClick={() => view.zoomBy(1 / ZOOM)}
      />
      <IconButton size="sm" label={texts.zoomIn} icon={ZoomIn} onClick={() => view.zoomBy(ZOOM)} />
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

const STEP_MS = 5_000;
const PAGE_MS = 60_000;

function Playhead({ view, width }: { view: TimelineWindow; width: number }) {
  const { player, review } = useReview();
  const line = useRef<HTMLDivElement>(null);
  const second = useAtPosition(atMs => Math.floor(atMs / 1_000));
  // Uses the exact position, because a question can start in the middle of a second.
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

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: STEP_MS,
  ArrowDown: -STEP_MS,
  PageUp: PAGE_MS,
  PageDown: -PAGE_MS,
};

function ScrubPreview({ view, at }: { view: TimelineWindow; at: number | undefined }) {
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

function Overview({ view }: { view: TimelineWindow }) {
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
