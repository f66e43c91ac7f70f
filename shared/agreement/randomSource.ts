/** Gives a whole number from 0 to below `bound` at every call; `bound` is at most 2^32. */
export type RandomSource = (bound: number) => number;

const WORD = 2 ** 32;

/**
 * Random numbers that are the same for the same seed on every machine: "xor128" of Marsaglia 2003, "Xorshift RNGs", Journal of
 * Statistical Software 8(14), section 4, of period 2^128 - 1. Its four words are filled from the seed by the congruential generator
 * x' = 1664525 x + 1013904223 (Knuth; in Press et al. 2007, "Numerical Recipes", section 7.1). For resampling, never for secrets.
 */
export function seededRandom(seed: number): RandomSource {
  const filled = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed;
  };
  // Two words that follow each other are never both zero, so the state is never the one that stays zero.
  let [x, y, z, w] = [filled(), filled(), filled(), filled()];
  return bound => {
    const mixed = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ mixed ^ (mixed >>> 8)) >>> 0;
    return Math.floor((w / WORD) * bound);
  };
}
