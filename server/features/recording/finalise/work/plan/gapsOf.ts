import type { Gap, GapReason, Span } from '../../../../../../shared/recording/finished.ts';
import { mergedSpans, sharedSpans, spansWithout } from '../../../../../../shared/recording/spans.ts';
import type { AlignedSegment, Part } from './AlignedSegment.ts';
import { holesOf } from './holes.ts';
import { mutesOf, presenceOf } from './presence.ts';

export interface GapContext {
  kind: 'audio' | 'video';
  /** What the file follows. */
  parts: readonly Part[];
  /** Those of the same source, whether the file follows them or not. */
  segments: readonly AlignedSegment[];
  /** All that the person sent. */
  personSegments: readonly AlignedSegment[];
  /** Of the file. */
  span: Span;
  /** When the recording ran; what lies between is no gap of anybody's. */
  stretches: readonly Span[];
}

/** Where one page goes over into another, or a track begins, some moments are always missing. */
const OUTSIDE_MIN_MS = 200;
/** A producer that sends nothing more for so long, though no one muted it, has lost its network. */
const TAIL_MIN_MS = 1_000;

/** Where there is nothing of a track, and why; in order, each moment once. */
export function gapsOf(context: GapContext): Gap[] {
  const { kind, parts, segments, personSegments, span, stretches } = context;
  const recorded = sharedSpans([span], mergedSpans(stretches));
  const inside = parts.flatMap(({ segment, ...part }) =>
    holesOf(segment).flatMap(({ reason, ...hole }) =>
      sharedSpans([hole], [part]).map(shared => ({ ...shared, reason })),
    ),
  );
  const outside = new Remainder(spansWithout(recorded, mergedSpans(parts)), OUTSIDE_MIN_MS);
  outside.take('muted', segments.flatMap(mutesOf));
  outside.take('lost', segments.flatMap(silentTail));
  outside.take(
    'off',
    personSegments.flatMap(segment => presenceOf(segment) ?? []),
  );
  outside.take('away', recorded);
  const gaps = [...inside, ...outside.taken].toSorted((a, b) => a.fromMs - b.fromMs);
  return joined(
    gaps.map(({ fromMs, toMs, reason }) => ({ kind, ...wholeMs({ fromMs, toMs }, span), reason })),
  );
}

/** What is left of some spans while reasons are found for more and more of it. */
class Remainder {
  readonly taken: (Span & { reason: GapReason })[] = [];
  readonly #minMs: number;
  #left: Span[];

  constructor(spans: readonly Span[], minMs: number) {
    this.#minMs = minMs;
    this.#left = spans.filter(span => this.#isLong(span));
  }

  take(reason: GapReason, spans: readonly Span[]): void {
    // A shorter one is a moment between two clocks, and belongs to what lies beside it.
    const taken = sharedSpans(this.#left, mergedSpans(spans)).filter(span => this.#isLong(span));
    this.taken.push(...taken.map(span => ({ ...span, reason })));
    this.#left = spansWithout(this.#left, taken).filter(span => this.#isLong(span));
  }

  #isLong({ fromMs, toMs }: Span): boolean {
    return toMs - fromMs >= this.#minMs;
  }
}

/** After its last packet a producer was there still, and not muted. */
function silentTail(segment: AlignedSegment): Span[] {
  const presence = presenceOf(segment);
  if (!presence || presence.toMs - segment.toMs < TAIL_MIN_MS) return [];
  return [{ fromMs: segment.toMs, toMs: presence.toMs }];
}

function wholeMs({ fromMs, toMs }: Span, within: Span): Span {
  return {
    fromMs: Math.max(within.fromMs, Math.round(fromMs)),
    toMs: Math.min(within.toMs, Math.round(toMs)),
  };
}

function joined(gaps: readonly Gap[]): Gap[] {
  const joined: Gap[] = [];
  for (const gap of gaps) {
    const last = joined.at(-1);
    if (gap.toMs <= gap.fromMs) continue;
    if (last && last.reason === gap.reason && gap.fromMs <= last.toMs)
      last.toMs = Math.max(last.toMs, gap.toMs);
    else joined.push(gap);
  }
  return joined;
}
