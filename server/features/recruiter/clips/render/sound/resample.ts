const REACH = 16;
/** Cutoff, as a share of the lower of the two Nyquist frequencies. The transition band is above it. */
const PASS = 0.94;
/** Kaiser window with about 80 dB attenuation. */
const BETA = 8;

/** Resamples by a linear-phase polyphase sinc filter (J. O. Smith, "Digital Audio Resampling", CCRMA). */
export function resample(samples: Float32Array, fromRate: number, toRate: number): Float32Array {
  if (fromRate === toRate) return samples;
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const [up, down] = [toRate / divisor, fromRate / divisor];
  const { taps, half } = filter(up, down);
  const result = new Float32Array(Math.round((samples.length * up) / down));
  const width = 2 * half;
  for (let at = 0; at < result.length; at++) {
    const first = Math.floor((at * down) / up) - half + 1;
    const firstTap = ((at * down) % up) * width;
    // Skips samples outside the sound, which are zero, because reading them would make the loop slow.
    const to = Math.min(width, samples.length - first);
    let sum = 0;
    for (let tap = Math.max(0, -first); tap < to; tap++)
      sum += (samples[first + tap] ?? 0) * (taps[firstTap + tap] ?? 0);
    result[at] = sum;
  }
  return result;
}

/** Returns the taps of all phases in sequence, `2 * half` each. */
function filter(up: number, down: number): { taps: Float32Array; half: number } {
  const cutoff = PASS * Math.min(1, up / down);
  const half = Math.ceil(REACH / cutoff);
  const taps = new Float32Array(up * 2 * half);
  for (let phase = 0; phase < up; phase++) {
    for (let tap = 0; tap < 2 * half; tap++) {
      const distance = tap - half + 1 - phase / up;
      taps[phase * 2 * half + tap] = cutoff * sinc(cutoff * distance) * kaiser(distance / half);
    }
  }
  return { taps, half };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
}

/** Modified Bessel function of the first kind and order 0, by its power series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let at = 1; term > 1e-9 * sum; at++) {
    term *= (x / (2 * at)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
