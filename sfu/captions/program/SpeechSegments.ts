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

interface Limits {
  /** A pause of this length ends a segment that is at least `fromMs` long, about 100 ms more than the silence between two words, because a voice is reported late. */
  readonly pauses: readonly { readonly fromMs: number; readonly pauseMs: number }[];
  readonly lengthMaxMs: number;
  /** A segment that must be cut is cut at its longest pause after this time, or at the quietest place after the second. */
  readonly cutAfterMs: number;
  readonly cutQuietlyAfterMs: number;
}

/** Recognized best. Readers see the words of an open segment. The margin to 15 s is for the packet that arrives last. */
const LONG: Limits = {
  pauses: [
    { fromMs: 11_000, pauseMs: 300 },
    { fromMs: 8_000, pauseMs: 480 },
    { fromMs: 0, pauseMs: 780 },
  ],
  lengthMaxMs: 14_800,
  cutAfterMs: 6_000,
  cutQuietlyAfterMs: 11_000,
};
/** For readers who see no word before the end. If a person hardly pauses, 4 in 100 words are wrong instead of 3. */
const SHORT: Limits = {
  pauses: [
    { fromMs: 6_000, pauseMs: 200 },
    { fromMs: 4_000, pauseMs: 300 },
    { fromMs: 2_500, pauseMs: 480 },
    { fromMs: 0, pauseMs: 780 },
  ],
  lengthMaxMs: 8_000,
  cutAfterMs: 3_000,
  cutQuietlyAfterMs: 6_000,
};
/** A segment with less voice has no word. */
const VOICED_MIN_MS = 120;

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
  /** True if segments should end soon, because none of their words can be read before. */
  isShort = false;
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
    const { pauses, lengthMaxMs } = this.#limits;
    const pauseMs = pauses.find(step => toMs - fromMs >= step.fromMs)?.pauseMs ?? 0;
    if (pausedSinceMs !== undefined && toMs - pausedSinceMs >= pauseMs)
      this.#close(Math.min(toMs, pausedSinceMs + TRAIL_MS), pausedSinceMs);
    else if (toMs - fromMs >= lengthMaxMs) this.#cut(fromMs, toMs);
  }

  /** No audio follows for now. */
  stop(atMs: number): void {
    const open = this.open;
    if (!open) return;
    const last = this.#voiced.at(-1);
    if (last) last.toMs ??= Math.max(last.fromMs, atMs);
    this.#close(Math.min(atMs, (last?.toMs ?? atMs) + TRAIL_MS), open.pausedSinceMs);
  }

  get #limits(): Limits {
    return this.isShort ? SHORT : LONG;
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
    const { cutAfterMs, cutQuietlyAfterMs } = this.#limits;
    let best: { atMs: number; lengthMs: number } | undefined;
    for (const [index, { toMs: pauseFromMs }] of this.#voiced.entries()) {
      const pauseToMs = this.#voiced[index + 1]?.fromMs ?? toMs;
      if (pauseFromMs === undefined || pauseFromMs - fromMs < cutAfterMs) continue;
      const lengthMs = pauseToMs - pauseFromMs;
      if (!best || lengthMs >= best.lengthMs) best = { atMs: pauseFromMs + lengthMs / 2, lengthMs };
    }
    return best?.atMs ?? this.#listener.quietestMs(fromMs + cutQuietlyAfterMs, toMs - TRAIL_MS);
  }

  #voicedMs(): number {
    // A voice that hasn't ended is long enough, because it was reported.
    return this.#voiced.reduce(
      (sum, { fromMs, toMs }) => sum + (toMs === undefined ? VOICED_MIN_MS : toMs - fromMs),
      0,
    );
  }
}
