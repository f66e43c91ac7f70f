import { type Biquad, filtered } from './biquad.ts';
import { samplesOf } from './soundRate.ts';

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

/**
 * Integrated loudness of mono sound at 48 kHz in LUFS, gated as in ITU-R BS.1770-4. Sound shorter than a block counts as one block.
 * `-Infinity` where all is silent.
 */
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

/** Mean square of each block of 400 ms, of which one begins every 100 ms. */
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
