/** Samples of 10 ms at 16 kHz. */
const STEP = 160;
const STEP_MS = 10;

/**
 * Returns when a sound that is known is heard in a recording, in ms: where their loudness correlates best, and the first
 * loud sample of the known one from there. Both at 16 kHz.
 */
export function heardAtMs(recording: Float32Array, known: Float32Array): number {
  const [heard, wanted] = [loudness(recording), centered(loudness(known))];
  let [best, bestAt] = [-1, 0];
  for (let at = 0; at + wanted.length <= heard.length; at += 1) {
    const likeness = correlation(centered(heard.slice(at, at + wanted.length)), wanted);
    if (likeness > best) [best, bestAt] = [likeness, at];
  }
  if (best < 0.7)
    throw new Error(`The sound isn’t in the recording: the best likeness is ${best.toFixed(2)}.`);
  const loud = known.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) / 5;
  const onset = known.findIndex(sample => Math.abs(sample) > loud);
  return bestAt * STEP_MS + (onset / STEP) * STEP_MS;
}

function loudness(samples: Float32Array): number[] {
  return Array.from({ length: Math.floor(samples.length / STEP) }, (_, step) => {
    const frame = samples.subarray(step * STEP, (step + 1) * STEP);
    return Math.sqrt(frame.reduce((sum, sample) => sum + sample ** 2, 0) / STEP);
  });
}

function centered(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map(value => value - mean);
}

/** Of two lists without an average. */
function correlation(one: readonly number[], other: readonly number[]): number {
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return product(one, other) / (Math.sqrt(product(one, one) * product(other, other)) || 1);
}
