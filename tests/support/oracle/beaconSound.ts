import type { Beacon } from './beacon.ts';

/** Length of the beep at the start of each second, ramps included. */
export const BEEP_MS = 150;
/** Soft ramps: an abrupt start or end would click at every frequency. */
export const RAMP_MS = 10;
/** Number of tones that encode the second, lowest bit first. */
export const SECOND_BITS = 6;
const BITS_FROM_MS = 250;
const BIT_EVERY_MS = 100;
const BIT_MS = 80;
/** Seconds after which the sound repeats. */
export const SOUND_SECONDS = 2 ** SECOND_BITS;
/** Four simultaneous beacons stay below full scale. */
const AMPLITUDE = 0.22;

/** One tone within a second. */
export interface Tone {
  kind: 'beep' | 'bit';
  /** For `bit` tones. */
  bit: number;
  fromMs: number;
  toMs: number;
}

/** Times of the tones in every second. */
export const TONES: readonly Tone[] = [
  { kind: 'beep', bit: -1, fromMs: 0, toMs: BEEP_MS },
  ...Array.from({ length: SECOND_BITS }, (_, bit): Tone => {
    const fromMs = BITS_FROM_MS + bit * BIT_EVERY_MS;
    return { kind: 'bit', bit, fromMs, toMs: fromMs + BIT_MS };
  }),
];

/** Sample at a moment of the beacon's clock, -1 to 1. */
export function soundAt({ tones }: Beacon, clockMs: number): number {
  const second = Math.floor(clockMs / 1_000);
  const withinMs = clockMs - second * 1_000;
  const tone = TONES.find(({ fromMs, toMs }) => withinMs >= fromMs && withinMs < toMs);
  if (!tone) return 0;
  const bitIsSet = (Math.floor((second % SOUND_SECONDS) / 2 ** tone.bit) & 1) === 1;
  const hertz = tone.kind === 'beep' ? tones.beep : bitIsSet ? tones.high : tones.low;
  const ramped = Math.max(
    0,
    Math.min(1, (withinMs - tone.fromMs) / RAMP_MS, (tone.toMs - withinMs) / RAMP_MS),
  );
  const loudness = (1 - Math.cos(Math.PI * ramped)) / 2;
  return AMPLITUDE * loudness * Math.sin((2 * Math.PI * hertz * (withinMs - tone.fromMs)) / 1_000);
}

/** Samples of a whole second. */
export function soundOfSecond(beacon: Beacon, second: number, sampleRate: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: sampleRate }, (_, index) =>
    soundAt(beacon, second * 1_000 + (index * 1_000) / sampleRate),
  );
}
