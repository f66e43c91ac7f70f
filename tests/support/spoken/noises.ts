import { lowPass } from './filters.ts';
import { pinkNoise, whiteNoise } from './randomNoise.ts';
import { levelledTo, SAMPLE_RATE, type Sound, sampleCountOf } from './sound.ts';
import { wandering } from './wandering.ts';

export type NoiseKind = 'white' | 'pink' | 'hum' | 'fan' | 'street';

interface NoiseOptions {
  durationMs: number;
  levelDbov: number;
  seed?: number;
}

/**
 * A continuous unvoiced noise, deterministic by seed. `street` is pink noise that varies by some decibels
 * over seconds; the others are steady.
 */
export function steadyNoise(kind: NoiseKind, { durationMs, levelDbov, seed = 1 }: NoiseOptions): Sound {
  const count = sampleCountOf(durationMs);
  return levelledTo({ samples: NOISES[kind](count, seed), voiced: [] }, levelDbov);
}

const NOISES: Record<NoiseKind, (count: number, seed: number) => Float32Array> = {
  white: whiteNoise,
  pink: pinkNoise,
  hum: count => mains(count),
  fan: (count, seed) => {
    const air = lowPass(pinkNoise(count, seed), 1_200);
    return mains(count).map((value, index) => 0.08 * value + (air[index] ?? 0));
  },
  street: (count, seed) =>
    wandering(lowPass(pinkNoise(count, seed), 2_000), { everyMs: 1_500, rangeDb: 3, seed }),
};

/** Hum of 50 Hz mains with its harmonics, which repeats every period. */
function mains(count: number): Float32Array {
  const samples = new Float32Array(count);
  for (let index = 0; index < count; index += 1)
    samples[index] = MAINS_PERIOD[index % MAINS_PERIOD.length] ?? 0;
  return samples;
}

const MAINS_HERTZ = 50;
const MAINS_PERIOD = Float32Array.from({ length: SAMPLE_RATE / MAINS_HERTZ }, (_, index) => {
  const turn = (2 * Math.PI * MAINS_HERTZ * index) / SAMPLE_RATE;
  return (
    Math.sin(turn) + 0.6 * Math.sin(2 * turn + 1) + 0.3 * Math.sin(3 * turn + 2) + 0.15 * Math.sin(4 * turn)
  );
});
