import { Play, Square } from 'lucide-react';
import {
  type KeyboardEvent,
  type PointerEvent,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Span } from '../../../../../shared/recording/finished.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { clipAt, isPlayable, trimWindow, withEnd } from '../../../../core/report/evidence.ts';
import { msAt, shareAt, sharesOf, stripPath } from '../../../../core/review/timeline.ts';
import { useWidth } from '../../../../hooks/review/useTimeline.ts';
import { formatClock } from '../../../../texts/clock.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { formatSeconds } from '../../../../texts/times.ts';
import { useReport } from '../reportContext.ts';

const texts = reportEditorTexts.trim;
const COLUMN_PX = 3;
const STEP_MS = 500;
const LARGE_STEP_MS = 5_000;
/** The visible part of the waveform moves if an end of the clip comes closer than this to its edge. */
const EDGE_MS = 4_000;

type Part = 'fromMs' | 'toMs' | 'whole';
type ClipTrimProps = { name: string; clip: Span; onChange: (clip: Span) => void };

/** Shows a clip on the candidate's waveform. A pointer or arrow keys move either end or the whole clip. */
export function ClipTrim({ name, clip: { fromMs, toMs }, onChange }: ClipTrimProps) {
  const { played, review } = useReport();
  const clip = { fromMs, toMs };
  const words = texts.span(formatClock(fromMs), formatClock(toMs));
  const length = texts.length(formatSeconds((toMs - fromMs) / 1_000));
  if (!played || !isPlayable(review))
    return (
      <p className="text-sm tabular-nums" data-clip>
        {words}, {length}
      </p>
    );
  return <Trim {...{ name, clip, onChange, words, length }} />;
}

function Trim({ name, clip, onChange, words, length }: ClipTrimProps & { words: string; length: string }) {
  const { played, review } = useReport();
  const durationMs = review?.durationMs ?? 0;
  const atMs = useSyncExternalStore(played?.position.subscribe ?? NOTHING, () => played?.position.get() ?? 0);
  const [area, setArea] = useState<HTMLDivElement | null>(null);
  const width = useWidth(area);
  const [range, setRange] = useState(() => trimWindow(clip, durationMs));
  const dragged = useRef<{ part: Part; offMs: number }>(undefined);
  // Shows another part of the waveform if the clip was moved out of view, such as by another author.
  const shown = clip.fromMs < range.fromMs || clip.toMs > range.toMs ? trimWindow(clip, durationMs) : range;
  const voice = review?.tracks.find(({ kind, role }) => role === 'candidate' && kind === 'person');
  const path = useMemo(
    () => voice && stripPath(voice, shown, Math.ceil(width / COLUMN_PX)),
    [voice, shown, width],
  );
  const [share] = sharesOf([clip], shown);

  const follow = ({ fromMs, toMs }: Span) => {
    const nearStart = fromMs - shown.fromMs < EDGE_MS && shown.fromMs > 0;
    const nearEnd = shown.toMs - toMs < EDGE_MS && shown.toMs < durationMs;
    setRange(nearStart || nearEnd ? trimWindow({ fromMs, toMs }, durationMs) : shown);
  };
  const movedTo = (part: Part, atMs: number): Span =>
    part === 'whole'
      ? clipAt(atMs, clip.toMs - clip.fromMs, durationMs)
      : withEnd(clip, part, atMs, durationMs);
  const startOf = (part: Part) => (part === 'toMs' ? clip.toMs : clip.fromMs);
  const pointed = ({ clientX }: PointerEvent) => {
    const { left, width: whole } = area?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return msAt(shown, (clientX - left) / whole);
  };
  /** Limits dragging to the visible part. If that moved during a drag, the clip would outrun the pointer. */
  const withinShown = (part: Part, atMs: number) => {
    const lastMs = shown.toMs - (part === 'whole' ? clip.toMs - clip.fromMs : 0);
    return Math.min(Math.max(atMs, shown.fromMs), lastMs);
  };
  const handlersOf = (part: Part) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      dragged.current = { part, offMs: pointed(event) - startOf(part) };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (dragged.current?.part !== part) return;
      const atMs = pointed(event) - dragged.current.offMs;
      onChange(movedTo(part, withinShown(part, atMs)));
    },
    onPointerUp: () => {
      dragged.current = undefined;
      follow(clip);
    },
    onPointerCancel: () => {
      dragged.current = undefined;
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const by = stepOf(event);
      if (by === 0) return;
      event.preventDefault();
      const next = movedTo(part, startOf(part) + by);
      onChange(next);
      follow(next);
    },
  });
  const slider = (part: Part, label: string) => ({
    role: 'slider',
    tabIndex: 0,
    'aria-label': `${label}: ${name}`,
    'aria-valuemin': 0,
    'aria-valuemax': Math.round(durationMs / 1_000),
    'aria-valuenow': Math.round(startOf(part) / 1_000),
    'aria-valuetext': part === 'whole' ? words : formatClock(startOf(part)),
    'data-handle': part,
    ...handlersOf(part),
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a `fieldset` is for form fields, not sliders
    <div role="group" aria-label={texts.label(name)} data-clip className="flex min-w-0 flex-col gap-2">
      <div
        ref={setArea}
        className="relative h-16 touch-none overflow-hidden rounded-control bg-sunken select-none"
      >
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${Math.max(1, Math.ceil(width / COLUMN_PX))} 100`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full text-accent"
        >
          <path d={path} fill="currentColor" />
        </svg>
        {share && (
          <>
            <Shade from={0} to={share.from} />
            <Shade from={share.to} to={1} />
            <div
              {...slider('whole', texts.whole)}
              className="absolute inset-y-0 cursor-grab border-y-2 border-accent active:cursor-grabbing"
              style={{ left: `${share.from * 100}%`, width: `${(share.to - share.from) * 100}%` }}
            />
            <Handle props={slider('fromMs', texts.from)} at={share.from} />
            <Handle props={slider('toMs', texts.to)} at={share.to} />
          </>
        )}
        <Head share={shareAt(shown, atMs)} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <PlayButton clip={clip} />
        <p className="text-sm tabular-nums">
          {words}, <span className="text-muted">{length}</span>
        </p>
        <Button
          size="sm"
          variant="quiet"
          className="ml-auto"
          onClick={() => {
            const here = clipAt(atMs, clip.toMs - clip.fromMs, durationMs);
            onChange(here);
            setRange(trimWindow(here, durationMs));
          }}
        >
          {texts.here(formatClock(atMs))}
        </Button>
      </div>
      <p className="text-xs text-muted">{texts.limits}</p>
    </div>
  );
}

function stepOf(event: KeyboardEvent): number {
  if (event.ctrlKey || event.metaKey || event.altKey) return 0;
  const step = event.shiftKey ? LARGE_STEP_MS : STEP_MS;
  if (event.key === 'ArrowRight' || event.key === 'ArrowUp') return step;
  if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') return -step;
  if (event.key === 'PageUp') return LARGE_STEP_MS;
  return event.key === 'PageDown' ? -LARGE_STEP_MS : 0;
}

function Shade({ from, to }: { from: number; to: number }) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-y-0 bg-sunken/80"
      style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
    />
  );
}

function Handle({ props, at }: { props: object; at: number }) {
  return (
    <div
      {...props}
      className="absolute inset-y-0 -ml-3 w-6 cursor-ew-resize touch-none -outline-offset-2!"
      style={{ left: `${at * 100}%` }}
    >
      <span className="absolute inset-y-0 left-2.5 w-1 rounded-full bg-accent" />
      <span className="absolute inset-y-4 left-1.5 w-3 rounded-check border-2 border-accent bg-surface" />
    </div>
  );
}

function Head({ share }: { share: number }) {
  if (share < 0 || share > 1) return null;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-y-0 w-px bg-ink"
      style={{ left: `${share * 100}%` }}
    />
  );
}

const NOTHING = () => () => undefined;

function PlayButton({ clip }: { clip: Span }) {
  const { played } = useReport();
  const span = useSyncExternalStore(played?.span.subscribe ?? NOTHING, () => played?.span.get());
  const going = span?.fromMs === clip.fromMs && span.toMs === clip.toMs;
  return (
    <Button size="sm" data-going={going} onClick={() => (going ? played?.stop() : played?.play(clip))}>
      {going ? <Square className="size-3.5" /> : <Play className="size-3.5" />}

      {going ? texts.stop : texts.play}
    </Button>
  );
}
