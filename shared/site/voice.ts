/** Hue of each voice color (OKLCH). `client/styles/tokens.css` has the same. */
export const VOICE_HUES = [185, 265, 130, 345, 25, 65, 230, 305] as const;

/** Chosen so that the built-in roles have different colors. */
const COLOR_SEED = 85_784;

/** Returns the number of a role's color, from 0. The same slug always has the same color. */
export function voiceColorOf(slug: string): number {
  return (hashOf(slug, COLOR_SEED) >>> 8) % VOICE_HUES.length;
}

/** Returns the heights of bars, above 0 and up to 1, that rise and fall like the syllables of a sentence. */
export function rhythmOf(seed: string, count: number): number[] {
  const random = randomOf(hashOf(seed, 0));
  const heights: number[] = [];
  while (heights.length < count) {
    heights.push(...syllable(random));
    for (let pause = random() < 0.5 ? 1 : 2; pause > 0; pause -= 1) heights.push(PAUSE);
  }
  return heights.slice(0, count);
}

const PAUSE = 0.06;

function syllable(random: () => number): number[] {
  const length = 3 + Math.floor(random() * 6);
  const loudness = 0.45 + random() * 0.55;
  const loudestAt = 0.3 + random() * 0.4;
  return Array.from({ length }, (_, at) => {
    const time = (at + 0.5) / length;
    const rise = time < loudestAt ? time / loudestAt : (1 - time) / (1 - loudestAt);
    return loudness * (0.25 + 0.75 * rise) * (0.75 + 0.25 * random());
  });
}

/** FNV-1a, followed by mixing, so that similar texts have unrelated hashes. */
function hashOf(text: string, seed: number): number {
  let hash = 2_166_136_261 ^ seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  return mixed(hash);
}

/** Returns a generator of numbers from 0 to 1 (Mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return mixed(state) / 2 ** 32;
  };
}

function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 15), value | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return (bits ^ (bits >>> 14)) >>> 0;
}
