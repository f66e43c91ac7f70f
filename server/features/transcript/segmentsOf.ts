import type { FinishedMedia, LevelStrip, Span } from '../../../shared/recording/finished.ts';
import { SEGMENT_MAX_MS } from '../../../transcription/Transcriber.ts';

/** Sound before and after speech that belongs to a segment, because the voice detector cuts off soft sounds. */
const PADDING_MS = 150;
const LONGEST_MS = SEGMENT_MAX_MS - 2 * PADDING_MS;
/** Pauses up to this length are inside a segment, because longer segments are recognized better. */
const PAUSE_MS = 1_000;

/** Cuts a person's speech at pauses into segments of at most 15 s. */
export function segmentsOf({
  fromMs,
  toMs,
  speech,
  levels,
}: Pick<FinishedMedia, 'fromMs' | 'toMs' | 'speech' | 'levels'>): Span[] {
  const pieces = speech.flatMap(span => piecesOf(span, fromMs, levels));
  const segments: Span[] = [];
  for (const piece of pieces) {
    const last = segments.at(-1);
    const joins = last && piece.fromMs - last.toMs <= PAUSE_MS && piece.toMs - last.fromMs <= LONGEST_MS;
    if (joins) last.toMs = piece.toMs;
    else segments.push({ ...piece });
  }
  return segments.map((segment, index) => ({
    fromMs: Math.max(
      fromMs,
      segment.fromMs - PADDING_MS,
      Math.min(segment.fromMs, segments[index - 1]?.toMs ?? 0),
    ),
    toMs: Math.min(
      toMs,
      segment.toMs + PADDING_MS,
      Math.max(segment.toMs, segments[index + 1]?.fromMs ?? toMs),
    ),
  }));
}

/** Cuts long speech at its quietest moments. */
function piecesOf(span: Span, zeroMs: number, levels: LevelStrip | undefined): Span[] {
  const pieces: Span[] = [];
  let { fromMs } = span;
  while (span.toMs - fromMs > LONGEST_MS) {
    const cutMs = quietest(fromMs + LONGEST_MS / 2, fromMs + LONGEST_MS, zeroMs, levels);
    pieces.push({ fromMs, toMs: cutMs });
    fromMs = cutMs;
  }
  return [...pieces, { fromMs, toMs: span.toMs }];
}

/** Returns the middle of the quietest three steps between two moments. */
function quietest(fromMs: number, toMs: number, zeroMs: number, levels: LevelStrip | undefined): number {
  let [best, bestAt] = [-1, toMs];
  if (!levels) return bestAt;
  const { stepMs, dbov } = levels;
  const first = Math.ceil((fromMs - zeroMs) / stepMs) + 1;
  const last = Math.floor((toMs - zeroMs) / stepMs) - 2;
  for (let step = first; step <= last; step += 1) {
    const quiet = (dbov[step - 1] ?? 127) + (dbov[step] ?? 127) + (dbov[step + 1] ?? 127);
    if (quiet > best) [best, bestAt] = [quiet, zeroMs + (step + 0.5) * stepMs];
  }
  return Math.round(bestAt);
}
