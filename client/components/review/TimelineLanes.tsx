import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Span } from '../../../shared/recording/finished.ts';
import type { Marker, ReviewTrack } from '../../../shared/recording/review.ts';
import { spanAt, totalMs } from '../../../shared/recording/spans.ts';
import { shareAt, sharesOf, stripPath, ticksOf } from '../../core/review/timeline.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import { formatClock } from '../../texts/clock.ts';
import { markerText, reviewTexts, trackName } from '../../texts/review.ts';
import { formatSeconds } from '../../texts/times.ts';
import { classNames } from '../ui/classNames.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { MarkerSign } from './MarkerSign.tsx';

interface LaneProps {
  shown: Span;
  width: number;
}

const LEAST_PX = 76;

export function Ruler({ shown, width }: LaneProps) {
  return (
    <div aria-hidden="true" className="relative h-full border-b border-line">
      {ticksOf(shown, width, LEAST_PX).map(tick => (
        <span
          key={tick}
          className="absolute inset-y-0 flex items-center border-l border-line pl-1.5 text-xs text-faint tabular-nums"
          style={{ left: `${shareAt(shown, tick) * 100}%` }}
        >
          {formatClock(tick)}
        </span>
      ))}
    </div>
  );
}

const texts = reviewTexts.timeline;
/** Smallest widths, in pixels, at which a question shows its number and its text. */
const NUMBER_PX = 26;
const WORDS_PX = 110;

/** Lane of the questions, with one tab stop. Arrow keys move between questions. */
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
      {inSight.map(({ chapter, index }, slot) => {
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
              ref={roving.refOf(slot)}
              tabIndex={roving.tabStop === slot ? 0 : -1}
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

/** Width of a marker's icon, and the smallest distance between two icons, in pixels. */
const SIGN_PX = 26;
/** Limits for the accessible name of a marker group: markers listed, and characters per marker. */
const MAX_LISTED = 4;
const MAX_CHARACTERS = 120;

interface MarkerLaneProps extends LaneProps {
  label: string;
  markers: readonly Marker[];
}

/** Lane of the markers. Markers that would overlap share one icon, which shows how many they are. */
export function MarkerLane({ shown, width, label, markers }: MarkerLaneProps) {
  const { ownSeatId, session } = useReview();
  const leastMs = width > 0 ? ((shown.toMs - shown.fromMs) / width) * SIGN_PX : 0;
  const groups = markerGroups(markers, leastMs).filter(
    ({ atMs }) => atMs >= shown.fromMs && atMs <= shown.toMs,
  );
  const roving = useRovingFocus(groups.length, 0);
  return (
    <div
      role="toolbar"
      aria-label={label}
      data-own-arrows
      onKeyDown={roving.onKeyDown}
      className="relative h-full"
    >
      {groups.map((group, slot) => {
        const text = textOf(group, ownSeatId);
        const [first] = group.markers;
        return (
          <Tooltip key={first?.markerId} label={`${formatClock(group.atMs)} · ${text}`}>
            <button
              type="button"
              ref={roving.refOf(slot)}
              tabIndex={roving.tabStop === slot ? 0 : -1}
              aria-label={reviewTexts.marker.at(formatClock(group.atMs), text)}
              data-marker={first?.markerId}
              onClick={() => first && session.show({ markerId: first.markerId })}
              className="absolute top-1 flex size-6 -translate-x-1/2 items-center justify-center rounded-control transition-transform hover:scale-110"
              style={{ left: `clamp(12px, ${shareAt(shown, group.atMs) * 100}%, calc(100% - 12px))` }}
            >
              <MarkerSign markers={group.markers} />
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}

function textOf({ markers }: MarkerGroup, ownSeatId: string | undefined): string {
  const listed = markers.slice(0, MAX_LISTED).map(marker => shortened(markerText(marker, ownSeatId)));
  if (markers.length === 1) return listed.join('');
  const more = markers.length > MAX_LISTED ? ' · …' : '';
  return `${reviewTexts.timeline.group(markers.length)}: ${listed.join(' · ')}${more}`;
}

function shortened(text: string): string {
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS - 1).trimEnd()}…`;
}

type MarkerGroup = { readonly atMs: number; readonly markers: readonly Marker[] };

function markerGroups(markers: readonly Marker[], leastMs: number): MarkerGroup[] {
  const groups: { atMs: number; markers: Marker[] }[] = [];
  for (const marker of markers.toSorted((a, b) => a.atMs - b.atMs)) {
    const last = groups.at(-1);
    if (last && marker.atMs - last.atMs < leastMs) last.markers.push(marker);
    else groups.push({ atMs: marker.atMs, markers: [marker] });
  }
  return groups;
}

const COLUMN_PX = 3;

/** Shows when a person spoke and how loud, or when a screen was shared. Also shows gaps in the recording. */
export function SpeechStrip({ shown, width, track }: LaneProps & { track: ReviewTrack }) {
  const { review } = useReview();
  const name = trackName(track);
  const path = useMemo(() => stripPath(track, shown, Math.ceil(width / COLUMN_PX)), [track, shown, width]);
  const missing = track.gaps.filter(({ kind }) => kind === (track.kind === 'screen' ? 'video' : 'audio'));
  // A person is absent before they join and after they leave. Screens are never marked as absent.
  const absent =
    track.kind === 'screen'
      ? []
      : [
          { fromMs: 0, toMs: track.fromMs },
          { fromMs: track.toMs, toMs: review.durationMs },
        ];
  return (
    <div
      role="img"
      aria-label={texts.strip(name, formatSeconds(totalMs(track.speech) / 1_000))}
      data-strip={track.fileId}
      className="flex h-full flex-col border-t border-line"
    >
      <span aria-hidden="true" className="truncate pt-0.5 text-xs text-muted sm:hidden">
        {name}
      </span>
      <div className="relative min-h-0 flex-1">
        {track.kind === 'screen' ? (
          <Shared track={track} shown={shown} />
        ) : (
          <svg
            aria-hidden="true"
            viewBox={`0 0 ${Math.max(1, Math.ceil(width / COLUMN_PX))} 100`}
            preserveAspectRatio="none"
            className={classNames(
              'absolute inset-0 size-full',
              track.role === 'candidate'
                ? 'text-accent'
                : track.role === 'recruiter'
                  ? 'text-warning-fill'
                  : 'text-muted',
            )}
          >
            <path d={path} fill="currentColor" />
          </svg>
        )}
        {missing.flatMap(gap =>
          sharesOf([gap], shown).map(({ from, to }) => (
            <Hole key={gap.fromMs} from={from} to={to} title={reviewTexts.absences[gap.reason]} />
          )),
        )}
        {sharesOf(absent, shown).map(({ from, to }) => (
          <Hole key={`absent ${from}`} from={from} to={to} title={reviewTexts.absences.away} />
        ))}
      </div>
    </div>
  );
}

function Hole({ from, to, title }: { from: number; to: number; title: string }) {
  return (
    <div
      data-gap
      title={title}
      className={classNames('absolute inset-y-0.5 rounded-check', HATCHED)}
      style={{ left: `${from * 100}%`, width: `${Math.max(0.2, (to - from) * 100)}%` }}
    />
  );
}

function Shared({ track, shown }: Pick<LaneProps, 'shown'> & { track: ReviewTrack }) {
  return sharesOf([track], shown).map(({ from, to }) => (
    <div
      key={from}
      aria-hidden="true"
      className="absolute inset-y-2.5 rounded-check bg-line-strong/70"
      style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
    />
  ));
}

/** Gives a row of controls one tab stop. The tab stop starts at `initial`, and arrow keys move it. */
function useRovingFocus(count: number, initial: number) {
  const [chosen, setChosen] = useState<number>();
  const elements = useRef<(HTMLElement | null)[]>([]);
  const tabStop = Math.min(chosen ?? initial, Math.max(0, count - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = indexAfter(event.key, elements.current.indexOf(event.target as HTMLElement), count);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(next);
    elements.current[next]?.focus();
  };
  return {
    tabStop,
    onKeyDown,
    refOf: (index: number) => (element: HTMLElement | null) => {
      elements.current[index] = element;
    },
  };
}

function indexAfter(key: string, at: number, count: number): number | undefined {
  const targets: Record<string, number> = {
    ArrowRight: Math.min(count - 1, at + 1),
    ArrowLeft: Math.max(0, at - 1),
    Home: 0,
    End: count - 1,
  };
  return at < 0 ? undefined : targets[key];
}

/** Stripes that mark gaps in the recording, so that color isn't the only sign. */
export const HATCHED =
  'bg-[repeating-linear-gradient(135deg,color-mix(in_oklab,var(--line-strong)_55%,transparent)_0_1.5px,transparent_1.5px_7px)]';
