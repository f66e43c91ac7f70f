import type { Span } from '../../../../../../shared/recording/finished.ts';
import { mergedSpans } from '../../../../../../shared/recording/spans.ts';
import type { AlignedSegment } from './AlignedSegment.ts';

/** From when to when a segment's producer was there, whether it sent anything or not. Undefined where no journal tells. */
export function presenceOf({ journal, toRecordingMs }: AlignedSegment): Span | undefined {
  const { start, end, lastAt } = journal;
  const endAt = end?.at ?? lastAt;
  if (!start || endAt === undefined || toRecordingMs === undefined) return undefined;
  return { fromMs: start.at + toRecordingMs, toMs: endAt + toRecordingMs };
}

/** When a segment's sender had muted, as the media server knew it. */
export function mutesOf(segment: AlignedSegment): Span[] {
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
