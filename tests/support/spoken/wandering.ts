import { randomness } from './randomNoise.ts';
import { factorOf, sampleCountOf } from './sound.ts';

interface WanderingOptions {
  /** Interval of changes of the level. */
  everyMs: number;
  /** Around 0. */
  rangeDb: number;
  seed: number;
}

/** Varies the level smoothly: repeatedly toward a new random level within this range. */
export function wandering(samples: Float32Array, { everyMs, rangeDb, seed }: WanderingOptions): Float32Array {
  const random = randomness(seed + 1_000);
  const every = sampleCountOf(everyMs);
  const levels = Array.from({ length: Math.ceil(samples.length / every) + 2 }, () =>
    random.between(-rangeDb, rangeDb),
  );
  return samples.map((value, index) => {
    const at = Math.floor(index / every);
    const way = (1 - Math.cos((Math.PI * (index % every)) / every)) / 2;
    return value * factorOf((levels[at] ?? 0) * (1 - way) + (levels[at + 1] ?? 0) * way);
  });
}
