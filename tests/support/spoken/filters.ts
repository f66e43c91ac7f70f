import { SAMPLE_RATE } from './sound.ts';

type Coefficients = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

/** Second order filters after Robert Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients". */
export function lowPass(samples: Float32Array, hertz: number, q = Math.SQRT1_2): Float32Array {
  const { cos, alpha } = angles(hertz, q);
  return filtered(samples, normalised([(1 - cos) / 2, 1 - cos, (1 - cos) / 2], cos, alpha));
}

export function highPass(samples: Float32Array, hertz: number, q = Math.SQRT1_2): Float32Array {
  const { cos, alpha } = angles(hertz, q);
  return filtered(samples, normalised([(1 + cos) / 2, -(1 + cos), (1 + cos) / 2], cos, alpha));
}

/** Passes a band around this frequency, at 0 dB in its middle. */
export function bandPass(samples: Float32Array, hertz: number, q: number): Float32Array {
  const { cos, alpha } = angles(hertz, q);
  return filtered(samples, normalised([alpha, 0, -alpha], cos, alpha));
}

function angles(hertz: number, q: number): { cos: number; alpha: number } {
  const omega = (2 * Math.PI * hertz) / SAMPLE_RATE;
  return { cos: Math.cos(omega), alpha: Math.sin(omega) / (2 * q) };
}

function normalised(b: readonly [number, number, number], cos: number, alpha: number): Coefficients {
  const a0 = 1 + alpha;
  return [b[0] / a0, b[1] / a0, b[2] / a0, (-2 * cos) / a0, (1 - alpha) / a0];
}

function filtered(samples: Float32Array, [b0, b1, b2, a1, a2]: Coefficients): Float32Array {
  const result = new Float32Array(samples.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let index = 0; index < samples.length; index += 1) {
    const x = samples[index] ?? 0;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    result[index] = y;
  }
  return result;
}
