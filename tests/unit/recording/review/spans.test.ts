import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../../shared/recording/finished.ts';
import {
  mergedSpans,
  sharedSpans,
  spanAt,
  spansWithout,
  totalMs,
} from '../../../../shared/recording/spans.ts';

const LENGTH = 60;
const anySpans = fc
  .array(fc.tuple(fc.nat(LENGTH), fc.nat(LENGTH)), { maxLength: 12 })
  .map(pairs => pairs.map(([a, b]): Span => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) })));

/** Reference implementation: for each millisecond, whether it is within a span. */
function milliseconds(spans: readonly Span[]): boolean[] {
  return Array.from({ length: LENGTH }, (_, ms) =>
    spans.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs),
  );
}

function expectInOrderAndApart(spans: readonly Span[]): void {
  for (const [index, { fromMs, toMs }] of spans.entries()) {
    expect(toMs).toBeGreaterThan(fromMs);
    expect(fromMs).toBeGreaterThanOrEqual(spans[index - 1]?.toMs ?? 0);
  }
}

describe('spans of a timeline', () => {
  it('match a millisecond-by-millisecond merge, intersection, and subtraction', () => {
    fc.assert(
      fc.property(anySpans, anySpans, (some, others) => {
        const [a, b] = [mergedSpans(some), mergedSpans(others)];
        const [inA, inB] = [milliseconds(some), milliseconds(others)];
        expect(milliseconds(a)).toEqual(inA);
        const [shared, left] = [sharedSpans(a, b), spansWithout(a, b)];
        expect(milliseconds(shared)).toEqual(inA.map((own, ms) => own && inB[ms] === true));
        expect(milliseconds(left)).toEqual(inA.map((own, ms) => own && !inB[ms]));
        for (const spans of [a, shared, left]) expectInOrderAndApart(spans);
        expect(totalMs(shared) + totalMs(left)).toBe(totalMs(a));
      }),
    );
  });

  it('include their start and not their end', () => {
    const spans = [{ fromMs: 10, toMs: 20 }];
    expect([9, 10, 19, 20].map(ms => spanAt(spans, ms) !== undefined)).toEqual([false, true, true, false]);
  });
});
