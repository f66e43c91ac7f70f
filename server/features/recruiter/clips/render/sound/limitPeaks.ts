import { samplesOf } from './soundRate.ts';

/** The gain goes down this long before a peak, and comes back as long after it. */
const REACH_MS = 5;

/**
 * Holds samples at or below `ceiling`. Around each peak the gain is lowered over some milliseconds instead of cutting the peak off: the
 * smallest gain that any sample around asks for, smoothed over the same span, so that it is never above what a sample needs.
 */
export function limitPeaks(samples: Float32Array, ceiling: number): Float32Array {
  const wanted = samples.map(sample => Math.min(1, ceiling / Math.max(Math.abs(sample), Number.MIN_VALUE)));
  if (wanted.every(gain => gain === 1)) return samples;
  const reach = samplesOf(REACH_MS);
  const gains = smoothed(lowestAround(wanted, reach), reach);
  return samples.map((sample, at) => sample * (gains[at] ?? 1));
}

/** The least of the values up to `reach` places away, by a queue of candidates in rising order. */
function lowestAround(values: Float32Array, reach: number): Float32Array {
  const result = new Float32Array(values.length);
  const candidates: number[] = [];
  let first = 0;
  for (let at = 0; at < values.length + reach; at++) {
    const value = values[at];
    if (value !== undefined) {
      while (candidates.length > first && (values[candidates.at(-1) ?? 0] ?? 1) >= value) candidates.pop();
      candidates.push(at);
    }
    const middle = at - reach;
    if (middle < 0) continue;
    while ((candidates[first] ?? middle) < middle - reach) first++;
    result[middle] = values[candidates[first] ?? middle] ?? 1;
  }
  return result;
}

/** Mean of the values up to `reach` places away; beyond the ends the outermost values go on. */
function smoothed(values: Float32Array, reach: number): Float32Array {
  const at = (place: number) => values[Math.max(0, Math.min(values.length - 1, place))] ?? 1;
  const width = 2 * reach + 1;
  let sum = 0;
  for (let place = -reach; place <= reach; place++) sum += at(place);
  return values.map((_, place) => {
    const mean = sum / width;
    sum += at(place + reach + 1) - at(place - reach);
    return mean;
  });
}
