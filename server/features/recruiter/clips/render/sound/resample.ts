/** Zero crossings of the filter on each side. */
const REACH = 16;
/** Of the lower of both Nyquist frequencies: what is above is on the filter's slope. */
const PASS = 0.94;
/** Kaiser window: about 80 dB down beside the pass band. */
const BETA = 8;

/**
 * Another sampling rate for the same sound, by a windowed sinc filter in as many phases as the two rates have to each other
 * (J. O. Smith, "Digital Audio Resampling", CCRMA). Linear in phase: nothing is shifted in time.
 */
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
    // What lies outside of the sound is silence; reading there would make the whole loop slow.
    const to = Math.min(width, samples.length - first);
    let sum = 0;
    for (let tap = Math.max(0, -first); tap < to; tap++)
      sum += (samples[first + tap] ?? 0) * (taps[firstTap + tap] ?? 0);
    result[at] = sum;
  }
  return result;
}

/** The filter's taps, one phase after the other; `half` of them before the sample in the middle, which counts to them. */
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

/** The modified Bessel function of the first kind and order 0, by its power series. */
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
