import type { Span } from '../../../../../../shared/recording/finished.ts';
import { spansWithout } from '../../../../../../shared/recording/spans.ts';
import type { AlignedSegment, Part } from './AlignedSegment.ts';

/** Which segment a file follows when: where two overlap, as two pages of one person may, the one that began later. In order, apart from each other. */
export function rulingParts(segments: readonly AlignedSegment[]): Part[] {
  let parts: Part[] = [];
  for (const segment of segments.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const { fromMs, toMs } = segment;
    if (toMs <= fromMs) continue;
    parts = parts.flatMap(part => cut(part, { fromMs, toMs }));
    parts.push({ segment, fromMs, toMs });
  }
  return parts.toSorted((a, b) => a.fromMs - b.fromMs);
}

function cut({ segment, ...span }: Part, removed: Span): Part[] {
  return spansWithout([span], [removed]).map(left => ({ segment, ...left }));
}
