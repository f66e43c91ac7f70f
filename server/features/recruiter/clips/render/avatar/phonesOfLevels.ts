import { LEVEL_MS, type Loudness } from './loudness.ts';
import { seededRandom } from './seededRandom.ts';
import type { Phone } from './visemes.ts';

const VOWELS = ['ah', 'eh', 'ih', 'aa', 'ax', 'iy', 'ow', 'ae', 'uh'] as const;
const CONSONANTS = ['t', 'n', 's', 'l', 'd', 'k', 'r', 'm', 'n', 'f'] as const;

/** No one speaks more than about eight syllables a second. */
const SHORTEST_SYLLABLE_MS = 120;
const SHORTEST_PAUSE_MS = 120;

/**
 * Sounds that might have made these levels: a vowel where they rise, a consonant where they dip, nothing in pauses. For speech whose
 * words no one knows; what is right about it are the moments.
 */
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

/** The moments of least sound between syllables, with both ends. */
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
