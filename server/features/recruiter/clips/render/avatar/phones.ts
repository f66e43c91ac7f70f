import { seededRandom } from './motion.ts';

const LEVEL_MS = 20;

const SILENT_LEVEL = 127;
/** Sound this many dB below the loud parts of speech counts as silence. */
const RANGE_DB = 34;
/** Sound below this level is never speech. */
const FAINTEST_DB = -70;

export class Loudness {
  /** One value per 20 ms, from 0 (silent) to 1 (loud). */
  readonly values: Float32Array;

  /** `levels`: one per 20 ms as in RFC 6464, 0 (loud) to 127 (silent). Time without levels is silent. */
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

  /** Interpolates between values. Returns 0 outside the sound. */
  at(atMs: number): number {
    const position = atMs / LEVEL_MS - 0.5;
    const before = Math.floor(position);
    const share = position - before;
    return (this.values[before] ?? 0) * (1 - share) + (this.values[before + 1] ?? 0) * share;
  }

  mean(fromMs: number, toMs: number): number {
    let sum = 0;
    let count = 0;
    for (let atMs = fromMs; atMs < toMs || count === 0; atMs += LEVEL_MS / 2) {
      sum += this.at(atMs);
      count++;
    }
    return sum / count;
  }

  /** Returns silences of at least `shortestMs`, in order. */
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

const VOWELS = ['ah', 'eh', 'ih', 'aa', 'ax', 'iy', 'ow', 'ae', 'uh'] as const;
const CONSONANTS = ['t', 'n', 's', 'l', 'd', 'k', 'r', 'm', 'n', 'f'] as const;

const SHORTEST_SYLLABLE_MS = 120;
const SHORTEST_PAUSE_MS = 120;

/** Guesses phones for unknown words: a consonant and a vowel per syllable. Only the times are realistic. */
export function phonesOfLevels(loudness: Loudness, durationMs: number, seed: number): Phone[] {
  const random = seededRandom(seed ^ 0x5eed);
  const pick = (names: readonly string[]) => names[Math.floor(random() * names.length)] ?? 'ax';
  const phones: Phone[] = [];
  let fromMs = 0;
  const speak = (untilMs: number) => {
    const edges = syllableEdges(loudness, fromMs, untilMs);
    for (let at = 0; at + 1 < edges.length; at++) {
      const [startMs = 0, endMs = 0] = [edges[at], edges[at + 1]];
      const consonantMs = Math.min(70, 0.32 * (endMs - startMs));
      phones.push({ name: pick(CONSONANTS), fromMs: startMs, toMs: startMs + consonantMs });
      phones.push({ name: pick(VOWELS), fromMs: startMs + consonantMs, toMs: endMs });
    }
  };
  for (const pause of loudness.silences(SHORTEST_PAUSE_MS)) {
    if (pause.fromMs > fromMs) speak(pause.fromMs);
    phones.push({ name: 'pau', ...pause });
    fromMs = pause.toMs;
  }
  if (fromMs < durationMs) speak(durationMs);
  return phones;
}

/** Returns the borders of syllables: both ends, and quiet moments in between. */
function syllableEdges(loudness: Loudness, fromMs: number, toMs: number): number[] {
  const edges = [fromMs];
  for (let atMs = fromMs + SHORTEST_SYLLABLE_MS; atMs <= toMs - SHORTEST_SYLLABLE_MS; atMs += LEVEL_MS) {
    const here = loudness.mean(atMs - 20, atMs + 20);
    const dips = here <= loudness.mean(atMs - 60, atMs - 20) && here <= loudness.mean(atMs + 20, atMs + 60);
    const last = edges.at(-1) ?? fromMs;
    if ((dips && atMs - last >= SHORTEST_SYLLABLE_MS) || atMs - last > 360) edges.push(atMs);
  }
  edges.push(toMs);
  return edges;
}

export const SILENT_PHONE = 'pau';

export type Phone = { name: string; fromMs: number; toMs: number };
