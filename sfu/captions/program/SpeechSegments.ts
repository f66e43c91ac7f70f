/** A part of a talker's audio, in milliseconds of media time. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The segment that is still growing. */
export interface OpenSegment {
  readonly fromMs: number;
  /** End of the last voice, if the talker currently pauses. */
  readonly pausedSinceMs: number | undefined;
  readonly voicedMs: number;
}

/** Audio before the first voice and after the last one that belongs to a segment. */
export const LEAD_MS = 300;
export const TRAIL_MS = 300;

/** Longest segment, with a margin for the packet that arrives last. */
const LENGTH_MAX_MS = 14_800;
/** A pause of this length ends a segment, about 100 ms more than the silence between two words, because a voice is reported late. Long segments end at shorter pauses. */
const PAUSES: readonly { readonly fromMs: number; readonly pauseMs: number }[] = [
  { fromMs: 11_000, pauseMs: 300 },
  { fromMs: 8_000, pauseMs: 480 },
  { fromMs: 0, pauseMs: 780 },
];
/** A segment with less voice has no word. */
const VOICED_MIN_MS = 120;
/** A segment that must be cut is cut at its longest pause after this time, or at the quietest place after the second. */
const CUT_AFTER_MS = 6_000;
const CUT_QUIETLY_AFTER_MS = 11_000;

type Voiced = { fromMs: number; toMs: number | undefined };

interface SegmentListener {
  /** A segment ended, at a pause or without one. It has enough voice to be recognized. */
  closed(segment: Span, pausedSinceMs: number | undefined): void;
  /** The open segment turned out to have no voice. */
  dropped(): void;
  /** Returns the quietest moment between two times. */
  quietestMs(fromMs: number, toMs: number): number;
}

/** Divides what one person says into segments of at most 15 s, at pauses if possible. */
export class SpeechSegments {
  readonly #listener: SegmentListener;
  #fromMs: number | undefined;
  #voiced: Voiced[] = [];
  /** End of the last segment, so that none overlaps it. */
  #doneMs = Number.NEGATIVE_INFINITY;

  constructor(listener: SegmentListener) {
    this.#listener = listener;
  }

  get open(): OpenSegment | undefined {
    if (this.#fromMs === undefined) return undefined;
    return { fromMs: this.#fromMs, pausedSinceMs: this.#voiced.at(-1)?.toMs, voicedMs: this.#voicedMs() };
  }

  speak(atMs: number): void {
    if (this.#fromMs !== undefined && this.#voiced.at(-1)?.toMs === undefined) return;
    this.#fromMs ??= Math.max(this.#doneMs, atMs - LEAD_MS);
    const fromMs = Math.max(this.#fromMs, atMs, this.#voiced.at(-1)?.toMs ?? 0);
    this.#voiced.push({ fromMs, toMs: undefined });
  }

  /** A voice that ends at its start or before it was none. */
  fallSilent(atMs: number): void {
    const last = this.#voiced.at(-1);
    if (!last || last.toMs !== undefined) return;
    if (atMs > last.fromMs) last.toMs = atMs;
    else this.#voiced.pop();
    if (this.#voiced.length === 0) this.#drop();
  }

  /** Audio up to this time has arrived. */
  advance(toMs: number): void {
    const open = this.open;
    if (!open) return;
    const { fromMs, pausedSinceMs } = open;
    const pauseMs = PAUSES.find(step => toMs - fromMs >= step.fromMs)?.pauseMs ?? 0;
    if (pausedSinceMs !== undefined && toMs - pausedSinceMs >= pauseMs)
      this.#close(Math.min(toMs, pausedSinceMs + TRAIL_MS), pausedSinceMs);
    else if (toMs - fromMs >= LENGTH_MAX_MS) this.#cut(fromMs, toMs);
  }

  /** No audio follows for now. */
  stop(atMs: number): void {
    const open = this.open;
    if (!open) return;
    const last = this.#voiced.at(-1);
    if (last) last.toMs ??= Math.max(last.fromMs, atMs);
    this.#close(Math.min(atMs, (last?.toMs ?? atMs) + TRAIL_MS), open.pausedSinceMs);
  }

  #close(toMs: number, pausedSinceMs?: number): void {
    const fromMs = this.#fromMs ?? toMs;
    const voicedMs = this.#voicedMs();
    this.#fromMs = undefined;
    this.#voiced = [];
    this.#doneMs = toMs;
    if (voicedMs >= VOICED_MIN_MS && toMs > fromMs) this.#listener.closed({ fromMs, toMs }, pausedSinceMs);
    else this.#listener.dropped();
  }

  #drop(): void {
    this.#fromMs = undefined;
    this.#listener.dropped();
  }

  /** Ends the segment in the past and continues with the rest. */
  #cut(fromMs: number, toMs: number): void {
    const atMs = this.#bestCutMs(fromMs, toMs);
    const rest = this.#voiced
      .filter(({ toMs: end }) => end === undefined || end > atMs)
      .map(voice => ({ ...voice, fromMs: Math.max(voice.fromMs, atMs) }));
    this.#voiced = this.#voiced
      .filter(voice => voice.fromMs < atMs)
      .map(voice => ({ ...voice, toMs: Math.min(voice.toMs ?? atMs, atMs) }));
    this.#close(atMs);
    if (rest.length === 0) return;
    this.#fromMs = atMs;
    this.#voiced = rest;
  }

  #bestCutMs(fromMs: number, toMs: number): number {
    let best: { atMs: number; lengthMs: number } | undefined;
    for (const [index, { toMs: pauseFromMs }] of this.#voiced.entries()) {
      const pauseToMs = this.#voiced[index + 1]?.fromMs ?? toMs;
      if (pauseFromMs === undefined || pauseFromMs - fromMs < CUT_AFTER_MS) continue;
      const lengthMs = pauseToMs - pauseFromMs;
      if (!best || lengthMs >= best.lengthMs) best = { atMs: pauseFromMs + lengthMs / 2, lengthMs };
    }
    return best?.atMs ?? this.#listener.quietestMs(fromMs + CUT_QUIETLY_AFTER_MS, toMs - TRAIL_MS);
  }

  #voicedMs(): number {
    // A voice that hasn't ended is long enough, because it was reported.
    return this.#voiced.reduce(
      (sum, { fromMs, toMs }) => sum + (toMs === undefined ? VOICED_MIN_MS : toMs - fromMs),
      0,
    );
  }
}
