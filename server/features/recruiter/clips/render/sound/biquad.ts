/** A filter of second order with `a0` = 1. */
export interface Biquad {
  b: readonly [number, number, number];
  a: readonly [number, number];
}

/** Filters into a new array (transposed direct form II, in double precision). */
export function filtered(samples: Float32Array, { b, a }: Biquad): Float32Array {
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

/** A Butterworth high-pass, after R. Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients". */
export function highPass(hertz: number, rate: number): Biquad {
  const omega = (2 * Math.PI * hertz) / rate;
  const alpha = Math.sin(omega) / Math.SQRT2;
  const cosine = Math.cos(omega);
  const a0 = 1 + alpha;
  const outer = (1 + cosine) / 2 / a0;
  return { b: [outer, -2 * outer, outer], a: [(-2 * cosine) / a0, (1 - alpha) / a0] };
}
