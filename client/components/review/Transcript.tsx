import { ArrowDownToLine } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { lengthMs } from '../../../shared/recording/spans.ts';
import {
  lineAt,
  type TranscriptLine,
  type TranscriptPart,
  transcriptOf,
} from '../../core/review/recordingTranscript.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import { formatClock } from '../../texts/clock.ts';
import { reviewTexts, trackName } from '../../texts/review.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';

const texts = reviewTexts.transcript;

export function Transcript() {
  const { review } = useReview();
  const parts = useMemo(() => transcriptOf(review), [review]);
  const current = useAtPosition(atMs => lineAt(parts, atMs));
  const [follows, setFollows] = useState(true);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!follows || !current) return;
    const line = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (line && list.current) bringIntoSight(list.current, line);
  }, [follows, current]);
  if (parts.every(({ chapter, lines }) => !chapter && lines.length === 0))
    return <p className="p-4 text-sm text-muted">{texts.empty}</p>;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={list}
        // Stops scrolling along with playback, because a viewer who scrolls wants to read another part.
        onWheel={() => setFollows(false)}
        onTouchMove={() => setFollows(false)}
        className="relative flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4 max-lg:max-h-[32rem]"
      >
        {parts.map(part => (
          <Part key={part.chapter ? part.fromMs : 'before'} part={part} current={current} />
        ))}
        <p className="text-xs text-faint">{texts.note}</p>
      </div>
      {!follows && (
        <Button
          size="sm"
          className="absolute! right-4 bottom-3 shadow-float"
          icon={ArrowDownToLine}
          onClick={() => setFollows(true)}
        >
          {texts.follow}
        </Button>
      )}
    </div>
  );
}

function Part({ part, current }: { part: TranscriptPart; current: TranscriptLine | undefined }) {
  const { player } = useReview();
  const { chapter, fromMs, lines } = part;
  return (
    <section className="flex flex-col gap-1.5">
      {chapter ? (
        <h3 className="text-sm font-semibold">
          <button
            type="button"
            onClick={() => player.seekTo(fromMs)}
            className="-mx-2 flex w-[calc(100%+1rem)] items-baseline gap-2 rounded-control px-2 py-1 text-left hover:bg-hover"
          >
            <Time atMs={fromMs} />
            <span>
              {reviewTexts.timeline.chapterShort(chapter.number)} {chapter.text}
              {reviewTexts.timeline.take(chapter.take)}
            </span>
          </button>
        </h3>
      ) : (
        <h3 className="text-xs font-medium text-muted">{texts.beginning}</h3>
      )}
      <ol className="flex flex-col gap-0.5">
        {lines.map(line => (
          <li key={`${line.kind} ${line.fromMs}`}>
            <Line line={line} current={line === current} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ line, current }: { line: TranscriptLine; current: boolean }) {
  const { player, review } = useReview();
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      onClick={() => player.seekTo(line.fromMs)}
      className={classNames(
        '-mx-2 flex w-[calc(100%+1rem)] items-baseline gap-2 rounded-control px-2 py-1 text-left text-sm transition-colors',
        current ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <Time atMs={line.fromMs} />
      {line.kind === 'words' ? (
        <span>
          <span className="sr-only">{reviewTexts.recruiter}: </span>
          {line.text}
        </span>
      ) : (
        <span className="text-muted">
          {texts.speaks(nameOf(line.fileId, review.tracks), lengthMs(line) / 1_000)}
        </span>
      )}
    </button>
  );
}

function Time({ atMs }: { atMs: number }) {
  return (
    <span className="w-11 shrink-0 text-xs font-normal text-muted tabular-nums">{formatClock(atMs)}</span>
  );
}

function nameOf(fileId: string, tracks: Parameters<typeof trackName>[0][]): string {
  const track = tracks.find(known => known.fileId === fileId);
  return track ? trackName(track) : '';
}

/** Scrolls the list to the line. `scrollIntoView` would also scroll the page. */
function bringIntoSight(list: HTMLElement, line: HTMLElement): void {
  const [frame, box] = [list.getBoundingClientRect(), line.getBoundingClientRect()];
  const margin = frame.height / 4;
  if (box.top >= frame.top + 8 && box.bottom <= frame.bottom - 8) return;
  list.scrollTo({ top: list.scrollTop + box.top - frame.top - margin });
}
