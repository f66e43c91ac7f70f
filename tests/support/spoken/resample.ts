const FACTOR = 3;
/** Taps on either side, at the lower rate. */
const REACH = 12;

/** Upsamples from 16 kHz to 48 kHz with a windowed sinc (Hann), which keeps frequencies below 7 kHz. */
export function toFullRate(samples: Float32Array): Float32Array {
  const result = new Float32Array(samples.length * FACTOR);
  // Padded with silence, because reads outside of an array are slow.
  const padded = new Float32Array(samples.length + 2 * REACH);
  padded.set(samples, REACH - 1);
  for (let phase = 0; phase < FACTOR; phase += 1) {
    const kernel = kernelOf(phase / FACTOR);
    for (let at = 0; at < samples.length; at += 1) {
      let sum = 0;
      for (let tap = 0; tap < REACH * 2; tap += 1) sum += (kernel[tap] ?? 0) * (padded[at + tap] ?? 0);
      result[at * FACTOR + phase] = sum;
    }
  }
  return result;
}

/** Weights of the samples from `REACH - 1` before to `REACH` after, for a fractional position (0 to 1). */
function kernelOf(fraction: number): Float32Array {
  return Float32Array.from({ length: REACH * 2 }, (_, tap) => {
    const distance = tap - REACH + 1 - fraction;
    const window = Math.cos((Math.PI * distance) / (2 * REACH)) ** 2;
    return window * (distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance));
  });
}
