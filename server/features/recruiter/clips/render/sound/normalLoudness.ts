import { SOUND_RATE, samplesOf } from './levels.ts';

/** Target loudness, typical of a microphone with automatic gain control. */
const LOUDNESS_LUFS = -20;
/** Highest peak. Leaves room for encoding, so that true peaks of decoded sound stay below -3 dBFS. */
const CEILING_DBFS = -5;
/** Maximum gain. Sound that would need more is mostly noise and stays quiet. */
const GAIN_DB_MAX = 30;
const RUMBLE_HZ = 60;

/** Removes rumble from mono sound at 48 kHz and normalizes its loudness. Silence stays silent. */
export function normalLoudness(samples: Float32Array): Float32Array {
  const clean = filtered(samples, highPass(RUMBLE_HZ, SOUND_RATE));
  const loudness = integratedLoudness(clean);
  if (loudness === Number.NEGATIVE_INFINITY) return clean;
  const gain = fromDb(Math.min(GAIN_DB_MAX, LOUDNESS_LUFS - loudness));
  return limitPeaks(
    clean.map(sample => sample * gain),
    fromDb(CEILING_DBFS),
  );
}

function fromDb(db: number): number {
  return 10 ** (db / 20);
}

/** The two K-weighting filters of ITU-R BS.1770-4, tables 1 and 2, for 48 kHz. */
const SHELF: Biquad = {
  b: [1.53512485958697, -2.69169618940638, 1.19839281085285],
  a: [-1.69065929318241, 0.73248077421585],
};
const LOW_CUT: Biquad = { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] };

const BLOCK_MS = 400;
const STEP_MS = 100;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

/** Returns LUFS, gated as in ITU-R BS.1770-4. `-Infinity` for silence. A short sound is one block. */
export function integratedLoudness(samples: Float32Array): number {
  const powers = blockPowers(filtered(filtered(samples, SHELF), LOW_CUT));
  const audible = powers.filter(power => lufs(power) > ABSOLUTE_GATE_LUFS);
  const gate = lufs(mean(audible)) + RELATIVE_GATE_LU;
  return lufs(mean(audible.filter(power => lufs(power) > gate)));
}

function lufs(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function blockPowers(samples: Float32Array): number[] {
  const [block, step] = [samplesOf(BLOCK_MS), samplesOf(STEP_MS)];
  const steps = Array.from({ length: Math.ceil(samples.length / step) }, (_, at) =>
    energy(samples.subarray(at * step, (at + 1) * step)),
  );
  if (samples.length < block) return samples.length === 0 ? [] : [energy(samples) / samples.length];
  const blocks = Math.floor((samples.length - block) / step) + 1;
  return Array.from({ length: blocks }, (_, at) => sum(steps.slice(at, at + block / step)) / block);
}

function energy(samples: Float32Array): number {
  let total = 0;
  for (const sample of samples) total += sample * sample;
  return total;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Coefficients of a second-order filter whose `a0` is 1. */
type Biquad = { b: readonly [number, number, number]; a: readonly [number, number] };

function filtered(samples: Float32Array, { b, a }: Biquad): Float32Array {
  const result = new Float32Array(samples.length);
  let [first, second] = [0, 0];
  for (let at = 0; at < samples.length; at++) {
    const x = samples[at] ?? 0;
    const y = b[0] * x + first;
    first = b[1] * x - a[0] * y + second;
    second = b[2] * x - a[1] * y;
    result[at] = y;
  }
  return result;
}

/** Butterworth filter (R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients"). */
function highPass(hertz: number, rate: number): Biquad {
  const omega = (2 * Math.PI * hertz) / rate;
  const alpha = Math.sin(omega) / Math.SQRT2;
  const cosine = Math.cos(omega);
  const a0 = 1 + alpha;
  const outer = (1 + cosine) / 2 / a0;
  return { b: [outer, -2 * outer, outer], a: [(-2 * cosine) / a0, (1 - alpha) / a0] };
}

/** Before a peak, the gain falls for this long. After the peak, it rises for the same time. */
const REACH_MS = 5;

/** Lowers the gain smoothly around peaks above `ceiling` instead of clipping them. */
export function limitPeaks(samples: Float32Array, ceiling: number): Float32Array {
  const wanted = samples.map(sample => Math.min(1, ceiling / Math.max(Math.abs(sample), Number.MIN_VALUE)));
  if (wanted.every(gain => gain === 1)) return samples;
  const reach = samplesOf(REACH_MS);
  const gains = smoothed(lowestAround(wanted, reach), reach);
  return samples.map((sample, at) => sample * (gains[at] ?? 1));
}

/** Returns the minimum within `reach` of each value. Keeps candidates in a queue in ascending order. */
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

/** Returns the mean within `reach` of each value. The outermost values continue beyond the ends. */
function smoothed(values: Float32Array, reach: number): Float32Array {
  const at = (index: number) => values[Math.max(0, Math.min(values.length - 1, index))] ?? 1;
  const width = 2 * reach + 1;
  let sum = 0;
  for (let index = -reach; index <= reach; index++) sum += at(index);
  return values.map((_, index) => {
    const mean = sum / width;
    sum += at(index + reach + 1) - at(index - reach);
    return mean;
  });
}
