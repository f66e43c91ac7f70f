import type { LevelStrip, Span } from '../../../shared/recording/finished.ts';

/** The quietest and the loudest level that a strip tells apart, in -dBov: room noise, and a person close to the microphone. */
const QUIET = 62;
const LOUD = 12;

interface StripTrack {
  readonly fromMs: number;
  readonly speech: readonly Span[];
  readonly levels?: LevelStrip | undefined;
}

/**
 * How high a strip is drawn in each of `columns` equal parts of a stretch of the time line: 0 for silence to 1. From the levels, as far as there
 * are any; else from when there was a voice.
 */
export function stripHeights(
  { fromMs, speech, levels }: StripTrack,
  shown: Span,
  columns: number,
): Float32Array {
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

/** The outline of a strip, 100 high and as wide as it has columns: mirrored at the middle, as voices are usually drawn; silence is a hair. */
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
  // Backwards along the lower edge, in pairs that were written forwards.
  return `M${above.join('L')}L${below.toReversed().join('L')}Z`;
}

/** The spans as parts of what is shown, from 0 to 1; those outside are left out. */
export function sharesOf(spans: readonly Span[], shown: Span): { from: number; to: number }[] {
  const length = shown.toMs - shown.fromMs;
  return spans.flatMap(({ fromMs, toMs }) => {
    const [from, to] = [(fromMs - shown.fromMs) / length, (toMs - shown.fromMs) / length];
    return to <= 0 || from >= 1 ? [] : [{ from: Math.max(0, from), to: Math.min(1, to) }];
  });
}

/** The mean of a part: its loudest moment would make all parts alike that are longer than a syllable. */
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
