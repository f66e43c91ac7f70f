import type { LevelStrip, Span } from '../../../shared/recording/finished.ts';

const CLOSEST_MS = 20_000;
const TICKS_MS = [
  1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
];

export function wholeWindow(durationMs: number): Span {
  return { fromMs: 0, toMs: Math.max(1, durationMs) };
}

export function zoomOf(shown: Span, durationMs: number): number {
  return Math.max(1, durationMs) / (shown.toMs - shown.fromMs);
}

export function zoomed(shown: Span, factor: number, aroundMs: number, durationMs: number): Span {
  const whole = wholeWindow(durationMs);
  const before = shown.toMs - shown.fromMs;
  const length = Math.min(whole.toMs, Math.max(Math.min(CLOSEST_MS, whole.toMs), before / factor));
  const share = Math.min(1, Math.max(0, (aroundMs - shown.fromMs) / before));
  return clamped({ fromMs: aroundMs - share * length, toMs: aroundMs + (1 - share) * length }, durationMs);
}

export function moved(shown: Span, byMs: number, durationMs: number): Span {
  return clamped({ fromMs: shown.fromMs + byMs, toMs: shown.toMs + byMs }, durationMs);
}

/** Steps longer than this are seeks, not playback. */
const JUMP_MS = 1_500;

/** Moves the visible range after playback leaves it or jumps. Otherwise keeps what the viewer scrolled to. */
export function following(shown: Span, beforeMs: number, atMs: number, durationMs: number): Span {
  if (atMs >= shown.fromMs && atMs <= shown.toMs) return shown;
  const wasShown = beforeMs >= shown.fromMs && beforeMs <= shown.toMs;
  if (!wasShown && Math.abs(atMs - beforeMs) < JUMP_MS) return shown;
  const length = shown.toMs - shown.fromMs;
  return clamped({ fromMs: atMs - length * 0.1, toMs: atMs + length * 0.9 }, durationMs);
}

export function shareAt(shown: Span, atMs: number): number {
  return (atMs - shown.fromMs) / (shown.toMs - shown.fromMs);
}

export function msAt(shown: Span, share: number): number {
  return shown.fromMs + Math.min(1, Math.max(0, share)) * (shown.toMs - shown.fromMs);
}

export function ticksOf(shown: Span, widthPx: number, leastPx: number): number[] {
  const length = shown.toMs - shown.fromMs;
  if (!(widthPx > 0)) return [];
  const least = (length / widthPx) * leastPx;
  const stepMs = TICKS_MS.find(step => step >= least) ?? Math.ceil(least / 3_600_000) * 3_600_000;
  const first = Math.ceil(shown.fromMs / stepMs) * stepMs;
  const ticks: number[] = [];
  for (let at = first; at <= shown.toMs; at += stepMs) ticks.push(at);
  return ticks;
}

function clamped({ fromMs, toMs }: Span, durationMs: number): Span {
  const whole = wholeWindow(durationMs);
  const length = Math.min(whole.toMs, toMs - fromMs);
  const from = Math.min(whole.toMs - length, Math.max(0, fromMs));
  return { fromMs: from, toMs: from + length };
}

/** In dB below the loudest level: room noise (drawn as silence) and a near voice (drawn at full height). */
const QUIET = 62;
const LOUD = 12;

interface StripTrack {
  readonly fromMs: number;
  readonly speech: readonly Span[];
  readonly levels?: LevelStrip | undefined;
}

/** Returns a height, 0 to 1, for each column of a time range. Without levels, speech sets the heights. */
function stripHeights({ fromMs, speech, levels }: StripTrack, shown: Span, columns: number): Float32Array {
  const heights = new Float32Array(columns);
  const perColumnMs = (shown.toMs - shown.fromMs) / columns;
  if (!(perColumnMs > 0)) return heights;
  for (let column = 0; column < columns; column += 1) {
    const part = {
      fromMs: shown.fromMs + column * perColumnMs,
      toMs: shown.fromMs + (column + 1) * perColumnMs,
    };
    heights[column] = levels ? loudnessIn(levels, fromMs, part) : 0;
  }
  if (!levels) raiseSpeech(heights, speech, shown, perColumnMs);
  return heights;
}

/** Returns an SVG path, 100 high and `columns` wide, mirrored at the middle. Silence is a thin line. */
export function stripPath(track: StripTrack, shown: Span, columns: number): string {
  if (columns <= 0) return '';
  const heights = stripHeights(track, shown, columns);
  const above: string[] = [];
  const below: string[] = [];
  for (let column = 0; column < columns; column += 1) {
    const half = Math.max(1.5, (heights[column] ?? 0) * 42);
    above.push(`${column} ${(50 - half).toFixed(1)}`, `${column + 1} ${(50 - half).toFixed(1)}`);
    below.push(`${column} ${(50 + half).toFixed(1)}`, `${column + 1} ${(50 + half).toFixed(1)}`);
  }
  return `M${above.join('L')}L${below.toReversed().join('L')}Z`;
}

export function sharesOf(spans: readonly Span[], shown: Span): { from: number; to: number }[] {
  const length = shown.toMs - shown.fromMs;
  return spans.flatMap(({ fromMs, toMs }) => {
    const [from, to] = [(fromMs - shown.fromMs) / length, (toMs - shown.fromMs) / length];
    return to <= 0 || from >= 1 ? [] : [{ from: Math.max(0, from), to: Math.min(1, to) }];
  });
}

/** Returns the mean loudness, because with the maximum, all parts longer than a syllable would look alike. */
function loudnessIn({ stepMs, dbov }: LevelStrip, originMs: number, part: Span): number {
  if (part.toMs <= originMs) return 0;
  const first = Math.max(0, Math.floor((part.fromMs - originMs) / stepMs));
  const last = Math.min(dbov.length, Math.max(first + 1, Math.ceil((part.toMs - originMs) / stepMs)));
  if (first >= last) return 0;
  let sum = 0;
  for (let index = first; index < last; index += 1)
    sum += Math.min(1, Math.max(0, (QUIET - (dbov[index] ?? 127)) / (QUIET - LOUD)));
  return sum / (last - first);
}

function raiseSpeech(heights: Float32Array, speech: readonly Span[], shown: Span, perColumnMs: number): void {
  for (const { fromMs, toMs } of speech) {
    const first = Math.max(0, Math.floor((fromMs - shown.fromMs) / perColumnMs));
    const last = Math.min(heights.length, Math.ceil((toMs - shown.fromMs) / perColumnMs));
    for (let column = first; column < last; column += 1) heights[column] = 0.6;
  }
}
