import type { Beacon } from './beacon.ts';
import { BEEP_MS, TONES, type Tone } from './beaconSound.ts';
import { SOUND_RATE } from './decodedFile.ts';

/** A second of a beacon as it is heard. */
export interface HeardSecond {
  /** File time of the beginning of its beep, by the middle of what its edges say. */
  atMs: number;
  /** Modulo `SOUND_SECONDS`; undefined where a tone of it could not be told. */
  second: number | undefined;
}

/** Length of the sliding average that a tone is looked at through, applied twice: nothing of a tone 100 Hz away is left. */
const WINDOW_MS = 10;
/** Of the loudness that the beacon has in most of its beeps, what still counts as sounding. */
const AUDIBLE_SHARE = 0.35;
/** What a codec makes up at frequencies that no one has sent stays below this, relative to full scale; a beacon sends seven times as much. */
const SILENCE = 0.03;
/** Part of the beep's length for which it must sound. */
const BEEP_SHARE_MIN = 0.5;
/** How far from where it should be an edge is looked for. */
const EDGE_REACH_MS = 45;

/** Every second in which a beacon's beep is heard. */
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

/** One number a millisecond each. */
interface Envelopes {
  beep: Float32Array;
  low: Float32Array;
  high: Float32Array;
  /** The usual loudness of a beep. */
  reference: number;
}

/**
 * Where the whole second fits best. Its first packets may have been lost, so that the beep seems to begin later than it did.
 */
function aligned(envelopes: Envelopes, roughMs: number): number {
  let best = { ms: roughMs, fit: Number.NEGATIVE_INFINITY };
  for (let ms = roughMs - BEEP_MS; ms <= roughMs + EDGE_REACH_MS; ms += 1) {
    const fit = fitOf(envelopes, ms);
    if (fit > best.fit) best = { ms, fit };
  }
  return best.ms;
}

/** How much sounds where it should, less what sounds just before and after. */
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

/** Whether the tone is the high one, by its middle; undefined where neither is clearly the louder. */
function bitOf({ low, high, reference }: Envelopes, tone: Tone, onsetMs: number): boolean | undefined {
  const from = Math.round(onsetMs + tone.fromMs + 10);
  const to = Math.round(onsetMs + tone.toMs - 10);
  const [lower, upper] = [meanOf(low, from, to), meanOf(high, from, to)];
  if (Math.max(lower, upper) < reference * AUDIBLE_SHARE) return undefined;
  return Math.max(lower, upper) > 2 * Math.min(lower, upper) ? upper > lower : undefined;
}

/** What each edge of a tone says of when its second began. The ramps are symmetric, so that their middle is where half is reached. */
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

/** Where near a moment the loudness comes over the level (`direction` 1) or falls below it (-1), between two milliseconds. */
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
    // A value stands for the middle of its millisecond.
    const exact = at - 0.5 + (level - before) / (after - before);
    if (nearest === undefined || Math.abs(exact - aroundMs) < Math.abs(nearest - aroundMs)) nearest = exact;
  }
  return nearest;
}

/** Where stretches begin in which it sounds for most of a beep's length. */
function soundingFrom(envelope: Float32Array, level: number): number[] {
  const onsets: number[] = [];
  for (let at = 0; at < envelope.length; at += 1) {
    if ((envelope[at] ?? 0) < level) continue;
    let sounding = 0;
    for (let ahead = at; ahead < at + BEEP_MS; ahead += 1) if ((envelope[ahead] ?? 0) >= level) sounding += 1;
    if (sounding >= BEEP_MS * BEEP_SHARE_MIN) onsets.push(at);
    // Nothing of this beep is another one.
    at += sounding >= BEEP_MS * BEEP_SHARE_MIN ? BEEP_MS * 2 : 0;
  }
  return onsets;
}

/** The amplitude of one tone, for every millisecond: shifted down to zero hertz and averaged over twice the window. */
function loudnessOf(samples: Float32Array, hertz: number): Float32Array {
  const perMs = SOUND_RATE / 1_000;
  const length = Math.floor(samples.length / perMs);
  const [real, imaginary] = [new Float64Array(length), new Float64Array(length)];
  // Tones are whole numbers of hertz: their waves come back to where they were after each second.
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

/** A mean over the window, the odd one of whose even length is shared by both ends so that nothing is delayed. */
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

/** What the loudest of each second reach in the middle: the loudness of a beep that nothing has hurt. */
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
