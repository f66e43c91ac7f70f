import type { LevelStrip, Span } from '../recording/finished.ts';
import { sharedSpans } from '../recording/spans.ts';
import type { TranscriptWord } from './transcript.ts';

/** Levels this far below the loudest one of a segment count as silence between words, in dB. */
const QUIET_DB = 30;
/** Time that a word takes besides its letters, in letters. */
const WORD_WEIGHT = 2;

export function wordsIn(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

interface Voice {
  /** Times when the person spoke, sorted and disjoint. */
  readonly speech: readonly Span[];
  readonly levels?: LevelStrip | undefined;
  /** Start of the levels. */
  readonly fromMs: number;
}

/** Gives the words of a segment times: spreads their letters over the moments in which its person was heard. */
export function spreadWords(text: string, segment: Span, voice: Voice): TranscriptWord[] {
  const words = wordsIn(text);
  const voiced = voicedSpans(segment, voice);
  return spreadOver(words, voiced.length > 0 ? voiced : [segment]);
}

/** Returns the moments of the segment in which the person was heard. */
function voicedSpans(segment: Span, { speech, levels, fromMs }: Voice): Span[] {
  const spoken = sharedSpans(speech, [segment]);
  if (!levels) return spoken;
  const { stepMs, dbov } = levels;
  const levelAt = (step: number) => dbov[step] ?? 127;
  const first = Math.max(0, Math.floor((segment.fromMs - fromMs) / stepMs));
  const last = Math.ceil((segment.toMs - fromMs) / stepMs);
  let loudest = 127;
  for (let step = first; step < last; step += 1) loudest = Math.min(loudest, levelAt(step));
  if (loudest === 127) return spoken;
  const heard: Span[] = [];
  for (let step = first; step < last; step += 1) {
    if (levelAt(step) > loudest + QUIET_DB) continue;
    const [from, to] = [fromMs + step * stepMs, fromMs + (step + 1) * stepMs];
    const before = heard.at(-1);
    if (before?.toMs === from) before.toMs = to;
    else heard.push({ fromMs: from, toMs: to });
  }
  return sharedSpans(spoken, heard);
}

function spreadOver(words: readonly string[], spans: readonly Span[]): TranscriptWord[] {
  const weights = words.map(word => word.length + WORD_WEIGHT);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const length = spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  let passed = 0;
  return words.map((text, index) => {
    const from = (passed / whole) * length;
    passed += weights[index] ?? 0;
    return {
      text,
      fromMs: momentIn(spans, from, 'start'),
      toMs: momentIn(spans, (passed / whole) * length, 'end'),
    };
  });
}

/** Returns the moment after `ms` of the spans. Between two spans: the start of the later, or the end of the earlier. */
function momentIn(spans: readonly Span[], ms: number, edge: 'start' | 'end'): number {
  let left = ms;
  for (const { fromMs, toMs } of spans) {
    const length = toMs - fromMs;
    if (left < length || (edge === 'end' && left <= length + 1e-6)) return Math.round(fromMs + left);
    left -= length;
  }
  return spans.at(-1)?.toMs ?? 0;
}

/**
 * Gives the words of a corrected text times: unchanged words keep theirs, and changed ones share the time of those that
 * they replace.
 */
export function retimedWords(text: string, before: readonly TranscriptWord[], span: Span): TranscriptWord[] {
  const after = wordsIn(text);
  const timed: TranscriptWord[] = [];
  let [next, done] = [0, 0];
  for (const [old, now] of [...sameWords(before, after), [before.length, after.length] as const]) {
    const changed = after.slice(done, now);
    if (changed.length > 0) timed.push(...spreadOver(changed, [timeOf(before, next, old, span)]));
    const kept = before[old];
    if (kept) timed.push(kept);
    [next, done] = [old + 1, now + 1];
  }
  return timed;
}

/** Returns the time of the words from `from` to `to`. If there are none, the gap between their neighbors. */
function timeOf(words: readonly TranscriptWord[], from: number, to: number, span: Span): Span {
  const [first, last] = [words[from], words[to - 1]];
  if (from < to && first && last) return { fromMs: first.fromMs, toMs: last.toMs };
  const [earlier, later] = [words[from - 1]?.toMs ?? span.fromMs, words[to]?.fromMs ?? span.toMs];
  return { fromMs: earlier, toMs: Math.max(earlier, later) };
}

/** Returns the positions of words that both texts have in the same order: a longest common subsequence. */
function sameWords(before: readonly TranscriptWord[], after: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  const at = (a: number, b: number) => lengths[a]?.[b] ?? 0;
  const isSame = (a: number, b: number) => before[a]?.text === after[b];
  for (let a = before.length - 1; a >= 0; a -= 1)
    for (let b = after.length - 1; b >= 0; b -= 1) {
      const row = lengths[a];
      if (row) row[b] = isSame(a, b) ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  const same: [number, number][] = [];
  for (let a = 0, b = 0; a < before.length && b < after.length; ) {
    if (isSame(a, b)) same.push([a++, b++]);
    else if (at(a + 1, b) >= at(a, b + 1)) a += 1;
    else b += 1;
  }
  return same;
}
