import type { Beacon } from './beacon.ts';

/** How long the beep at the beginning of each second is, its edges included. */
export const BEEP_MS = 150;
/** Soft enough that a beginning and an end are no clicks, which would sound at every frequency. */
export const RAMP_MS = 10;
/** The second's number in tones, lowest bit first. */
export const SECOND_BITS = 6;
const BITS_FROM_MS = 250;
const BIT_EVERY_MS = 100;
const BIT_MS = 80;
/** Seconds after which the sound repeats. */
export const SOUND_SECONDS = 2 ** SECOND_BITS;
/** Four at once stay below full scale. */
const AMPLITUDE = 0.22;

/** One tone within a second. */
export interface Tone {
  kind: 'beep' | 'bit';
  /** Of the bit. */
  bit: number;
  fromMs: number;
  toMs: number;
}

/** What sounds when within every second. */
export const TONES: readonly Tone[] = [
  { kind: 'beep', bit: -1, fromMs: 0, toMs: BEEP_MS },
  ...Array.from({ length: SECOND_BITS }, (_, bit): Tone => {
    const fromMs = BITS_FROM_MS + bit * BIT_EVERY_MS;
    return { kind: 'bit', bit, fromMs, toMs: fromMs + BIT_MS };
  }),
];

/** The sound pressure at a moment of the beacon's clock, -1 to 1. */
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

/** A whole second of it. */
export function soundOfSecond(beacon: Beacon, second: number, sampleRate: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: sampleRate }, (_, index) =>
    soundAt(beacon, second * 1_000 + (index * 1_000) / sampleRate),
  );
}
