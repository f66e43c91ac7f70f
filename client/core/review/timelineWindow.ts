import type { Span } from '../../../shared/recording/finished.ts';

/** The least that a timeline shows, in milliseconds. */
const CLOSEST_MS = 20_000;
/** Distances of the ruler's marks, in milliseconds. */
const TICKS_MS = [
  1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
];

/** All of it. */
export function wholeWindow(durationMs: number): Span {
  return { fromMs: 0, toMs: Math.max(1, durationMs) };
}

/** How many times closer than the whole. */
export function zoomOf(shown: Span, durationMs: number): number {
  return Math.max(1, durationMs) / (shown.toMs - shown.fromMs);
}

/** Shows `factor` times as close, with the given moment staying where it is. */
export function zoomed(shown: Span, factor: number, aroundMs: number, durationMs: number): Span {
  const whole = wholeWindow(durationMs);
  const before = shown.toMs - shown.fromMs;
  const length = Math.min(whole.toMs, Math.max(Math.min(CLOSEST_MS, whole.toMs), before / factor));
  const share = Math.min(1, Math.max(0, (aroundMs - shown.fromMs) / before));
  return kept({ fromMs: aroundMs - share * length, toMs: aroundMs + (1 - share) * length }, durationMs);
}

export function moved(shown: Span, byMs: number, durationMs: number): Span {
  return kept({ fromMs: shown.fromMs + byMs, toMs: shown.toMs + byMs }, durationMs);
}

/** A step longer than this is no playing on, but a jump, in milliseconds. */
const JUMP_MS = 1_500;

/**
 * Turns the page when what is played leaves it, and goes along with every jump. A person who has moved away to look at another part is left there;
 * the same window otherwise.
 */
export function following(shown: Span, beforeMs: number, atMs: number, durationMs: number): Span {
  if (atMs >= shown.fromMs && atMs <= shown.toMs) return shown;
  const wasShown = beforeMs >= shown.fromMs && beforeMs <= shown.toMs;
  if (!wasShown && Math.abs(atMs - beforeMs) < JUMP_MS) return shown;
  const length = shown.toMs - shown.fromMs;
  return kept({ fromMs: atMs - length * 0.1, toMs: atMs + length * 0.9 }, durationMs);
}

export function shareAt(shown: Span, atMs: number): number {
  return (atMs - shown.fromMs) / (shown.toMs - shown.fromMs);
}

export function msAt(shown: Span, share: number): number {
  return shown.fromMs + Math.min(1, Math.max(0, share)) * (shown.toMs - shown.fromMs);
}

/** Where the ruler's marks stand, so that no two are closer than `leastPx`. */
export function ticksOf(shown: Span, widthPx: number, leastPx: number): number[] {
  const length = shown.toMs - shown.fromMs;
  if (!(widthPx > 0)) return [];
  const least = (length / widthPx) * leastPx;
  const stepMs = TICKS_MS.find(step => step >= least) ?? Math.ceil(least / 3_600_000) * 3_600_000;
  const first = Math.ceil(shown.fromMs / stepMs) * stepMs;
  const ticks: number[] = [];
  for (let at = first; at <= shown.toMs; at += stepMs) ticks.push(at);
  return ticks;
}

/** Within the recording, at the same length. */
function kept({ fromMs, toMs }: Span, durationMs: number): Span {
  const whole = wholeWindow(durationMs);
  const length = Math.min(whole.toMs, toMs - fromMs);
  const from = Math.min(whole.toMs - length, Math.max(0, fromMs));
  return { fromMs: from, toMs: from + length };
}
