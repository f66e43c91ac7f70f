import { kindOfSource } from '../../../../../../shared/media/sources.ts';
import type { Gap, GapReason, Span } from '../../../../../../shared/recording/finished.ts';
import { mergedSpans, sharedSpans, spansWithout } from '../../../../../../shared/recording/spans.ts';
import { type AlignedSegment, msOfPacket, msOfTicks, type Part } from '../align/alignSegments.ts';
import type { PacketTable } from '../capture/PacketTable.ts';

interface GapContext {
  kind: 'audio' | 'video';
  parts: readonly Part[];
  segments: readonly AlignedSegment[];
  personSegments: readonly AlignedSegment[];
  span: Span;
  /** The capture runs. Pauses between them do not count as gaps. */
  stretches: readonly Span[];
}

/** Shortest gap to report. Shorter gaps are normal when a browser page reloads or a track starts. */
const OUTSIDE_MIN_MS = 200;
/** An unmuted producer that stops sending for this long has lost its network. */
const TAIL_MIN_MS = 1_000;

/** Returns the gaps of a file, sorted and disjoint. */
export function gapsOf(context: GapContext): Gap[] {
  const { kind, parts, segments, personSegments, span, stretches } = context;
  if (parts.length === 0) return [];
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

class Remainder {
  readonly taken: (Span & { reason: GapReason })[] = [];
  readonly #minMs: number;
  #left: Span[];

  constructor(spans: readonly Span[], minMs: number) {
    this.#minMs = minMs;
    this.#left = spans.filter(span => this.#isLong(span));
  }

  take(reason: GapReason, spans: readonly Span[]): void {
    const taken = sharedSpans(this.#left, mergedSpans(spans)).filter(span => this.#isLong(span));
    this.taken.push(...taken.map(span => ({ ...span, reason })));
    this.#left = spansWithout(this.#left, taken).filter(span => this.#isLong(span));
  }

  #isLong({ fromMs, toMs }: Span): boolean {
    return toMs - fromMs >= this.#minMs;
  }
}

/** Returns the span from the segment's last packet to the end of its producer, unless the span is short. */
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

type Hole = Span & { reason: GapReason };

const HOLE_MIN_MS = { audio: 60, video: 150 };

/** Returns holes whose reason is known. A camera that continues in a new size has lost a simulcast layer. */
function holesOf(segment: AlignedSegment): Hole[] {
  const { packets, timeline, source } = segment;
  const minMs = HOLE_MIN_MS[kindOfSource(source)];
  const mutes = mutesOf(segment);
  const losses = lossesOf(segment);
  const holes: Hole[] = [];
  for (let index = 1; index < packets.count; index += 1) {
    const span = {
      fromMs: msOfPacket(segment, index - 1) + packets.lengthMsOf(index - 1),
      toMs: msOfPacket(segment, index),
    };
    if (span.toMs - span.fromMs < minMs) continue;
    const middleMs = (span.fromMs + span.toMs) / 2;
    const isMuted = mutes.some(({ fromMs, toMs }) => fromMs <= middleMs && middleMs < toMs);
    const pieces = [index - 1, index].map(at => timeline.pieceOf(packets.mediaMsOf(at)));
    const isLost =
      packets.at(index).isAfterDamage ||
      sharedSpans([span], losses).length > 0 ||
      (source === 'camera' && isResizedAt(packets, index));
    const reason = isMuted ? 'muted' : pieces[0] !== pieces[1] ? 'stalled' : isLost ? 'lost' : undefined;
    if (reason) holes.push({ ...span, reason });
  }
  return holes;
}

/** Returns true if the size differs from that of the previous key frame. Only key frames have a size. */
function isResizedAt(packets: PacketTable, index: number): boolean {
  const { width, height } = packets.at(index);
  if (width === 0) return false;
  for (let before = index - 1; before >= 0; before -= 1) {
    const earlier = packets.at(before);
    if (earlier.width > 0) return earlier.width !== width || earlier.height !== height;
  }
  return false;
}

function lossesOf(segment: AlignedSegment): Span[] {
  const { lost, frozen } = segment.journal;
  const spans = [
    // A loss counts as the last millisecond before the next packet, because its start is unknown.
    ...lost.map(({ ticks }) => ({ fromMs: msOfTicks(segment, ticks) - 1, toMs: msOfTicks(segment, ticks) })),
    ...frozen.map(({ fromTicks, ticks }) => ({
      fromMs: msOfTicks(segment, fromTicks) - 1,
      toMs: msOfTicks(segment, ticks),
    })),
  ];
  return mergedSpans(spans);
}

function presenceOf({ journal, toRecordingMs }: AlignedSegment): Span | undefined {
  const { start, end, lastAt } = journal;
  const endAt = end?.at ?? lastAt;
  if (!start || endAt === undefined || toRecordingMs === undefined) return undefined;
  return { fromMs: start.at + toRecordingMs, toMs: endAt + toRecordingMs };
}

function mutesOf(segment: AlignedSegment): Span[] {
  const presence = presenceOf(segment);
  const { journal, toRecordingMs = 0 } = segment;
  if (!presence) return [];
  const spans: Span[] = [];
  let mutedFromMs = journal.start?.muted ? presence.fromMs : undefined;
  for (const { at, muted } of journal.mute) {
    const atMs = at + toRecordingMs;
    if (!muted && mutedFromMs !== undefined) spans.push({ fromMs: mutedFromMs, toMs: atMs });
    mutedFromMs = muted ? (mutedFromMs ?? atMs) : undefined;
  }
  if (mutedFromMs !== undefined) spans.push({ fromMs: mutedFromMs, toMs: presence.toMs });
  return mergedSpans(spans);
}
