import { seededRandom } from '../../../shared/agreement/estimate.ts';

const WORD = 2 ** 32;

export interface Randomness {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform in this range. */
  between(from: number, to: number): number;
}

/** Deterministic by seed on every machine. */
export function randomness(seed: number): Randomness {
  const next = seededRandom(seed);
  const uniform = () => next(WORD) / WORD;
  return { uniform, between: (from, to) => from + (to - from) * uniform() };
}

/** Uniformly distributed, which sounds like a normal distribution. */
export function whiteNoise(count: number, seed: number): Float32Array {
  const random = randomness(seed);
  const samples = new Float32Array(count);
  for (let index = 0; index < count; index += 1) samples[index] = 2 * random.uniform() - 1;
  return samples;
}

/** Power decreases by 3 dB per octave: Paul Kellet's filter with three poles, within 0.5 dB down to 40 Hz. */
export function pinkNoise(count: number, seed: number): Float32Array {
  const samples = whiteNoise(count, seed);
  let [slow, middle, fast] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const white = samples[index] ?? 0;
    slow = 0.99765 * slow + white * 0.099046;
    middle = 0.963 * middle + white * 0.2965164;
    fast = 0.57 * fast + white * 1.0526913;
    samples[index] = slow + middle + fast + white * 0.1848;
  }
  return samples;
}
