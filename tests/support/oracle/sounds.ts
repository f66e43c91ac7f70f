import type { Beacon } from './beacon.ts';
import { BEEP_MS, TONES, type Tone } from './beaconSound.ts';
import { SOUND_RATE } from './decodedFile.ts';

/** A second of a beacon as heard. */
export interface HeardSecond {
  /** File time of the start of its beep: the median of the estimates of its edges. */
  atMs: number;
  /** Modulo `SOUND_SECONDS`; undefined where a tone was ambiguous. */
  second: number | undefined;
}

/** Length of the moving average over a tone, applied twice: a tone 100 Hz away is removed completely. */
const WINDOW_MS = 10;
/** Share of a beacon's usual loudness that counts as sounding. */
const AUDIBLE_SHARE = 0.35;
/** Codec noise stays below this, relative to full scale; a beacon is seven times as loud. */
const SILENCE = 0.03;
/** Part of the beep's length for which it must sound. */
const BEEP_SHARE_MIN = 0.5;
/** Largest distance of an edge from its expected time. */
const EDGE_REACH_MS = 45;

/** Returns every second in which a beacon's beep is heard. */
export function hearBeacon(samples: Float32Array, { tones }: Beacon): HeardSecond[] {
  const beep = loudnessOf(samples, tones.beep);
  const reference = usualPeak(beep);
  if (reference < SILENCE) return [];
  const envelopes: Envelopes = {
    beep,
    low: loudnessOf(samples, tones.low),
    high: loudnessOf(samples, tones.high),
    reference,
  };
  return soundingFrom(beep, reference * AUDIBLE_SHARE).map(roughMs =>
    hearSecond(envelopes, aligned(envelopes, roughMs)),
  );
}

/** One value per millisecond each. */
interface Envelopes {
  beep: Float32Array;
  low: Float32Array;
  high: Float32Array;
  /** Usual loudness of a beep. */
  reference: number;
}

/** Finds the best alignment of the whole second. Its first packets may be lost, so the beep may seem to start late. */
function aligned(envelopes: Envelopes, roughMs: number): number {
  let best = { ms: roughMs, fit: Number.NEGATIVE_INFINITY };
  for (let ms = roughMs - BEEP_MS; ms <= roughMs + EDGE_REACH_MS; ms += 1) {
    const fit = fitOf(envelopes, ms);
    if (fit > best.fit) best = { ms, fit };
  }
  return best.ms;
}

/** Loudness where it is expected, minus that just before and after. */
function fitOf({ beep, low, high }: Envelopes, onsetMs: number): number {
  const MARGIN_MS = 20;
  let fit = 0;
  for (const { kind, fromMs, toMs } of TONES)
    for (let ms = fromMs - MARGIN_MS; ms < toMs + MARGIN_MS; ms += 2) {
      const at = onsetMs + ms;
      const loudness = kind === 'beep' ? (beep[at] ?? 0) : Math.max(low[at] ?? 0, high[at] ?? 0);
      fit += ms >= fromMs && ms < toMs ? loudness : -loudness;
    }
  return fit;
}

function hearSecond(envelopes: Envelopes, onsetMs: number): HeardSecond {
  const bits = TONES.flatMap(tone => (tone.kind === 'bit' ? [bitOf(envelopes, tone, onsetMs)] : []));
  const second = bits.includes(undefined)
    ? undefined
    : bits.reduce<number>((sum, bit, index) => sum + (bit ? 2 ** index : 0), 0);
  const edges = TONES.flatMap(tone => {
    const bit = tone.kind === 'bit' ? bitOf(envelopes, tone, onsetMs) : undefined;
    if (tone.kind === 'bit' && bit === undefined) return [];
    const envelope = tone.kind === 'beep' ? envelopes.beep : bit ? envelopes.high : envelopes.low;
    return edgesOf(envelope, tone, onsetMs);
  });
  return { atMs: edges.length > 0 ? median(edges) : onsetMs, second };
}

/** True for the high tone, false for the low one, undefined where neither is clearly louder. */
function bitOf({ low, high, reference }: Envelopes, tone: Tone, onsetMs: number): boolean | undefined {
  const from = Math.round(onsetMs + tone.fromMs + 10);
  const to = Math.round(onsetMs + tone.toMs - 10);
  const [lower, upper] = [meanOf(low, from, to), meanOf(high, from, to)];
  if (Math.max(lower, upper) < reference * AUDIBLE_SHARE) return undefined;
  return Math.max(lower, upper) > 2 * Math.min(lower, upper) ? upper > lower : undefined;
}

/** Start of the second as estimated by each edge of a tone. Ramps are symmetric, so half the loudness marks their middle. */
function edgesOf(envelope: Float32Array, tone: Tone, onsetMs: number): number[] {
  const from = onsetMs + tone.fromMs;
  const plateau = meanOf(envelope, Math.round(from + 25), Math.round(onsetMs + tone.toMs - 25));
  const rise = crossing(envelope, from, plateau / 2, 1);
  const fall = crossing(envelope, onsetMs + tone.toMs, plateau / 2, -1);
  return [
    ...(rise === undefined ? [] : [rise - tone.fromMs - RAMP_MIDDLE_MS]),
    ...(fall === undefined ? [] : [fall - tone.toMs + RAMP_MIDDLE_MS]),
  ];
}

const RAMP_MIDDLE_MS = 5;

/** When the loudness rises above the level (`direction` 1) or falls below it (-1), interpolated between milliseconds. */
function crossing(
  envelope: Float32Array,
  aroundMs: number,
  level: number,
  direction: 1 | -1,
): number | undefined {
  let nearest: number | undefined;
  const last = Math.min(envelope.length - 1, Math.floor(aroundMs + EDGE_REACH_MS));
  for (let at = Math.max(1, Math.ceil(aroundMs - EDGE_REACH_MS)); at <= last; at += 1) {
    const [before = 0, after = 0] = [envelope[at - 1], envelope[at]];
    const crosses = direction === 1 ? before < level && after >= level : before >= level && after < level;
    if (!crosses) continue;
    // A value represents the middle of its millisecond.
    const exact = at - 0.5 + (level - before) / (after - before);
    if (nearest === undefined || Math.abs(exact - aroundMs) < Math.abs(nearest - aroundMs)) nearest = exact;
  }
  return nearest;
}

/** Starts of spans that sound for most of a beep's length. */
function soundingFrom(envelope: Float32Array, level: number): number[] {
  const onsets: number[] = [];
  for (let at = 0; at < envelope.length; at += 1) {
    if ((envelope[at] ?? 0) < level) continue;
    let sounding = 0;
    for (let ahead = at; ahead < at + BEEP_MS; ahead += 1) if ((envelope[ahead] ?? 0) >= level) sounding += 1;
    if (sounding >= BEEP_MS * BEEP_SHARE_MIN) onsets.push(at);
    // Skips the rest of this beep.
    at += sounding >= BEEP_MS * BEEP_SHARE_MIN ? BEEP_MS * 2 : 0;
  }
  return onsets;
}

/** Amplitude of one tone per millisecond: shifted to 0 Hz and averaged twice. */
function loudnessOf(samples: Float32Array, hertz: number): Float32Array {
  const perMs = SOUND_RATE / 1_000;
  const length = Math.floor(samples.length / perMs);
  const [real, imaginary] = [new Float64Array(length), new Float64Array(length)];
  // Tones are whole numbers of hertz, so their waves repeat every second.
  const angles = Float64Array.from(
    { length: SOUND_RATE },
    (_, index) => (2 * Math.PI * hertz * index) / SOUND_RATE,
  );
  const [cosines, sines] = [angles.map(Math.cos), angles.map(Math.sin)];
  for (let ms = 0; ms < length; ms += 1) {
    let [sumReal, sumImaginary] = [0, 0];
    for (let index = ms * perMs; index < (ms + 1) * perMs; index += 1) {
      const sample = samples[index] ?? 0;
      sumReal += sample * (cosines[index % SOUND_RATE] ?? 0);
      sumImaginary -= sample * (sines[index % SOUND_RATE] ?? 0);
    }
    real[ms] = sumReal / perMs;
    imaginary[ms] = sumImaginary / perMs;
  }
  const [smoothReal, smoothImaginary] = [averaged(averaged(real)), averaged(averaged(imaginary))];
  return Float32Array.from(
    { length },
    (_, ms) => 2 * Math.hypot(smoothReal[ms] ?? 0, smoothImaginary[ms] ?? 0),
  );
}

/** A centered mean over the window; as its length is even, the two end values count half, so nothing is delayed. */
function averaged(values: Float64Array): Float64Array {
  const half = WINDOW_MS / 2;
  const at = (index: number) => values[index] ?? 0;
  let sum = 0;
  for (let index = -half; index < half; index += 1) sum += at(index);
  return Float64Array.from(values, (_, index) => {
    const mean = (sum + (at(index + half) - at(index - half)) / 2) / WINDOW_MS;
    sum += at(index + half) - at(index - half);
    return mean;
  });
}

/** Median of the loudest values of each second: the loudness of an undamaged beep. */
function usualPeak(envelope: Float32Array): number {
  const peaks: number[] = [];
  for (let from = 0; from < envelope.length; from += 1_000)
    peaks.push(envelope.subarray(from, from + 1_000).reduce((a, b) => Math.max(a, b), 0));
  const loud = peaks.filter(peak => peak >= SILENCE);
  return loud.length > 0 ? median(loud) : 0;
}

function meanOf(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += values[at] ?? 0;
  return to > from ? sum / (to - from) : 0;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
