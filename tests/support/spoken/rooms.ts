import { highPass, lowPass } from './filters.ts';
import { randomness } from './randomNoise.ts';
import {
  addTo,
  amplified,
  delayed,
  factorOf,
  levelledTo,
  powerDbov,
  type Sound,
  sampleCountOf,
} from './sound.ts';
import { wandering } from './wandering.ts';

interface RoomOptions {
  /** Time in which a sound decays by 60 dB. */
  reverberationMs?: number;
  /** Level of all reflections relative to the direct sound; about -8 dB half a meter from the microphone. */
  reflectedDb?: number;
  seed?: number;
}

/**
 * Schroeder 1962, "Natural sounding artificial reverberation": four comb filters, then two all-pass
 * filters. The delays are those of walls one or two meters away.
 */
const COMBS_MS = [5.1, 7.7, 11.3, 13.9] as const;
const ALL_PASSES_MS = [3.1, 1.7] as const;
const ALL_PASS_GAIN = 0.7;

/** Adds the reverberation of a room. `voiced` is unchanged. */
export function inRoom(
  sound: Sound,
  { reverberationMs = 350, reflectedDb = -8, seed = 1 }: RoomOptions = {},
): Sound {
  const length = sound.samples.length + sampleCountOf(reverberationMs);
  const samples = new Float32Array(length);
  addTo(samples, sound.samples, 0, 1);
  const reflected = reflections(samples, reverberationMs, seed);
  const factor = factorOf(powerDbov(samples) + reflectedDb - powerDbov(reflected));
  if (Number.isFinite(factor)) addTo(samples, reflected, 0, factor);
  return { samples, voiced: [...sound.voiced] };
}

function reflections(samples: Float32Array, reverberationMs: number, seed: number): Float32Array {
  const random = randomness(seed);
  const result = new Float32Array(samples.length);
  for (const nominalMs of COMBS_MS) {
    const delayMs = nominalMs * random.between(0.8, 1.2);
    addTo(result, comb(samples, sampleCountOf(delayMs), 10 ** ((-3 * delayMs) / reverberationMs)), 0, 1);
  }
  for (const delayMs of ALL_PASSES_MS) allPass(result, sampleCountOf(delayMs));
  return result;
}

function comb(samples: Float32Array, delay: number, gain: number): Float32Array {
  const result = new Float32Array(samples.length);
  for (let index = delay; index < samples.length; index += 1)
    result[index] = (samples[index - delay] ?? 0) + gain * (result[index - delay] ?? 0);
  return result;
}

function allPass(samples: Float32Array, delay: number): void {
  const inputs = samples.slice();
  for (let index = 0; index < samples.length; index += 1) {
    const before =
      index < delay ? 0 : (inputs[index - delay] ?? 0) + ALL_PASS_GAIN * (samples[index - delay] ?? 0);
    samples[index] = before - ALL_PASS_GAIN * (inputs[index] ?? 0);
  }
}

interface EchoOptions extends RoomOptions {
  /** Delay of the echo. */
  delayMs: number;
  /** Power of the echo relative to the source. */
  couplingDb: number;
  /** Simulates an echo canceler whose residual echo varies by this many decibels. */
  waveringDb?: number;
}

/** Level that drives a small loudspeaker into distortion. */
const DRIVE_DBOV = -10;

/**
 * A voice played by a loudspeaker into a microphone: no bass, some distortion, reverberation, and delay. `sound` must contain a voice. The
 * result counts as unvoiced, because it isn't the voice of the microphone's owner.
 */
export function echoOf(
  sound: Sound,
  { delayMs, couplingDb, waveringDb = 0, reverberationMs = 350, seed = 1 }: EchoOptions,
): Sound {
  const { voiced } = sound;
  const sentDbov = powerDbov(sound.samples, voiced);
  const driven = amplified(sound, DRIVE_DBOV - sentDbov).samples.map(value => Math.tanh(2 * value) / 2);
  const loudspeaker = { samples: lowPass(highPass(driven, 250), 6_500), voiced };
  const back = levelledTo(inRoom(loudspeaker, { reverberationMs, seed }), sentDbov + couplingDb, voiced);
  const samples =
    waveringDb > 0 ? wandering(back.samples, { everyMs: 400, rangeDb: waveringDb, seed }) : back.samples;
  return delayed({ samples, voiced: [] }, delayMs);
}
