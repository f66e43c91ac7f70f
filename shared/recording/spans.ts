import type { Span } from './finished.ts';

/** Lists of spans are sorted and disjoint unless stated otherwise. */

/** Returns sorted spans. Merges spans that touch or overlap, and drops empty spans. */
export function mergedSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  const ordered = spans.filter(span => span.toMs > span.fromMs).toSorted((a, b) => a.fromMs - b.fromMs);
  for (const { fromMs, toMs } of ordered) {
    const last = merged.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else merged.push({ fromMs, toMs });
  }
  return merged;
}

export function sharedSpans(spans: readonly Span[], others: readonly Span[]): Span[] {
  const shared: Span[] = [];
  let [index, other] = [0, 0];
  for (;;) {
    const [a, b] = [spans[index], others[other]];
    if (!a || !b) return shared;
    const [fromMs, toMs] = [Math.max(a.fromMs, b.fromMs), Math.min(a.toMs, b.toMs)];
    if (toMs > fromMs) shared.push({ fromMs, toMs });
    if (a.toMs < b.toMs) index += 1;
    else other += 1;
  }
}

export function spansWithout(spans: readonly Span[], removed: readonly Span[]): Span[] {
  const left: Span[] = [];
  let at = 0;
  for (const span of spans) {
    let fromMs = span.fromMs;
    while (removed[at] && (removed[at]?.toMs ?? 0) <= fromMs) at += 1;
    for (let index = at; ; index += 1) {
      const hole = removed[index];
      if (!hole || hole.fromMs >= span.toMs) break;
      if (hole.fromMs > fromMs) left.push({ fromMs, toMs: hole.fromMs });
      fromMs = Math.max(fromMs, hole.toMs);
    }
    if (fromMs < span.toMs) left.push({ fromMs, toMs: span.toMs });
  }
  return left;
}

export function lengthMs({ fromMs, toMs }: Span): number {
  return toMs - fromMs;
}

export function totalMs(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + lengthMs(span), 0);
}

/** Returns the first span that contains a moment (before its end). `spans`: sorted by end; may overlap. */
export function spanAt<S extends Span>(spans: readonly S[], atMs: number): S | undefined {
  return spans.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
}

/** True if the middle of a part is in the span. For parts whose times are estimates, such as words. */
export function isMainlyWithin(part: Span, { fromMs, toMs }: Span): boolean {
  const middleMs = (part.fromMs + part.toMs) / 2;
  return middleMs >= fromMs && middleMs < toMs;
}
