import { samplesOf } from './soundRate.ts';

/** One level covers as much sound as one packet. */
export const LEVEL_MS = 20;
export const SILENT_LEVEL = 127;

/**
 * Loudness of each 20 ms as RFC 6464 counts it: the root mean square in dB below overload, 0 to 127, where overload is a square wave at
 * full scale.
 */
export function levelsOf(samples: Float32Array): Uint8Array {
  const width = samplesOf(LEVEL_MS);
  return Uint8Array.from({ length: Math.ceil(samples.length / width) }, (_, at) =>
    levelOf(samples.subarray(at * width, (at + 1) * width)),
  );
}

function levelOf(samples: Float32Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  if (energy === 0) return SILENT_LEVEL;
  const dbov = 10 * Math.log10(energy / samples.length);
  return Math.max(0, Math.min(SILENT_LEVEL, Math.round(-dbov)));
}
