/** A level covers this much sound. */
export const LEVEL_MS = 20;

const SILENT_LEVEL = 127;
/** Sound this much fainter than a speech's loud parts, in dB, counts as no sound. */
const RANGE_DB = 34;
/** Nothing below this counts as speech, however faint the rest is. */
const FAINTEST_DB = -70;

/** Loudness of one speech, in relation to its own loud parts. */
export class Loudness {
  /** For each 20 ms, 0 silent to 1 loud. */
  readonly values: Float32Array;

  /** `levels`: per 20 ms as RFC 6464 counts, 0 loud to 127 silent. What they do not cover of `durationMs` is silent. */
  constructor(levels: Uint8Array, durationMs: number) {
    const count = Math.ceil(durationMs / LEVEL_MS);
    const sounding = [...levels.subarray(0, count)]
      .filter(level => -level > FAINTEST_DB)
      .sort((a, b) => a - b);
    const loudDb = -(sounding[Math.floor(sounding.length * 0.08)] ?? SILENT_LEVEL);
    const floorDb = Math.max(FAINTEST_DB, loudDb - RANGE_DB);
    this.values = Float32Array.from({ length: count }, (_, index) => {
      const db = -(levels[index] ?? SILENT_LEVEL);
      return Math.min(1, Math.max(0, (db - floorDb) / Math.max(1, loudDb - floorDb)));
    });
  }

  /** At a moment, between the two levels nearest to it; 0 outside. */
  at(atMs: number): number {
    const place = atMs / LEVEL_MS - 0.5;
    const before = Math.floor(place);
    const share = place - before;
    return (this.values[before] ?? 0) * (1 - share) + (this.values[before + 1] ?? 0) * share;
  }

  /** Mean between two moments. */
  mean(fromMs: number, toMs: number): number {
    let sum = 0;
    let count = 0;
    for (let atMs = fromMs; atMs < toMs || count === 0; atMs += LEVEL_MS / 2) {
      sum += this.at(atMs);
      count++;
    }
    return sum / count;
  }

  /** Stretches without sound of at least `shortestMs`, in order. */
  silences(shortestMs: number): { fromMs: number; toMs: number }[] {
    const silences: { fromMs: number; toMs: number }[] = [];
    let from = 0;
    for (let at = 0; at <= this.values.length; at++) {
      if (at < this.values.length && (this.values[at] ?? 0) < 0.04) continue;
      if ((at - from) * LEVEL_MS >= shortestMs)
        silences.push({ fromMs: from * LEVEL_MS, toMs: at * LEVEL_MS });
      from = at + 1;
    }
    return silences;
  }
}
