import type { LevelStrip, Span } from '../../../../../../shared/recording/finished.ts';
import { mergedSpans, sharedSpans } from '../../../../../../shared/recording/spans.ts';
import { type AlignedSegment, msOfTicks, type Part } from './AlignedSegment.ts';

/** When there was a voice in a file; in order, apart from each other, in whole milliseconds. A voice that no one saw end ends with its segment. */
export function speechIn(parts: readonly Part[], span: Span): Span[] {
  const spoken = parts.flatMap(({ segment, fromMs, toMs }) =>
    sharedSpans(sharedSpans(voicesOf(segment), [{ fromMs, toMs }]), [span]),
  );
  return mergedSpans(
    spoken.map(voice => ({ fromMs: Math.round(voice.fromMs), toMs: Math.round(voice.toMs) })),
  );
}

function voicesOf(segment: AlignedSegment): Span[] {
  const voices: Span[] = [];
  let fromMs: number | undefined;
  for (const { ticks, speaking } of segment.journal.voice) {
    const atMs = msOfTicks(segment, ticks);
    if (!speaking && fromMs !== undefined) voices.push({ fromMs, toMs: atMs });
    fromMs = speaking ? (fromMs ?? atMs) : undefined;
  }
  if (fromMs !== undefined) voices.push({ fromMs, toMs: segment.toMs });
  return mergedSpans(voices);
}

export const LEVEL_STEP_MS = 100;
const SILENT_DBOV = 127;

/** How loud a file is along the whole of it: the loudest of each step. */
export function levelsIn(parts: readonly Part[], span: Span): LevelStrip {
  const dbov = new Array<number>(Math.ceil((span.toMs - span.fromMs) / LEVEL_STEP_MS)).fill(SILENT_DBOV);
  for (const { segment, fromMs, toMs } of parts) {
    for (const line of segment.journal.levels) {
      const firstMs = msOfTicks(segment, line.ticks);
      for (const [index, level] of line.dbov.entries()) {
        // Its middle says which step it belongs to.
        const middleMs = firstMs + (index + 0.5) * LEVEL_STEP_MS;
        const step = Math.floor((middleMs - span.fromMs) / LEVEL_STEP_MS);
        if (middleMs < fromMs || middleMs >= toMs || dbov[step] === undefined) continue;
        dbov[step] = Math.min(dbov[step], Math.max(0, level));
      }
    }
  }
  return { stepMs: LEVEL_STEP_MS, dbov };
}
