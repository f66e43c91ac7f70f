import type { Colour } from '../personas.ts';

/**
 * A participant who can be told from all others in a finished file, by sight and by sound, and who says at every moment which second it
 * is. On each whole second of the clock it flashes in its own colour and beeps with its own tone, both beginning at the same instant.
 *
 * What belongs to a second stands in it as well, so that a recording that is out by a whole number of seconds is seen to be: the picture
 * carries the time in black and white cells, and after the beep come six tones, each low or high.
 */
export interface Beacon {
  readonly name: string;
  /** What a checker takes for this beacon's: where on the circle of colour differences (U to the right, V upwards) it lies, in degrees. */
  readonly hueDegrees: number;
  /** While nothing happens, and during a flash. */
  readonly dim: Colour;
  readonly bright: Colour;
  /** Hz. */
  readonly tones: { readonly beep: number; readonly low: number; readonly high: number };
}

/** Colours 60 degrees apart, tones far from each other and from each other's harmonics. */
export const RED: Beacon = {
  name: 'red',
  hueDegrees: 109,
  dim: [120, 25, 25],
  bright: [255, 80, 80],
  tones: { beep: 620, low: 880, high: 1_140 },
};
export const GREEN: Beacon = {
  name: 'green',
  hueDegrees: 232,
  dim: [15, 95, 15],
  bright: [80, 255, 80],
  tones: { beep: 1_530, low: 1_790, high: 2_050 },
};
export const BLUE: Beacon = {
  name: 'blue',
  hueDegrees: 351,
  dim: [30, 30, 140],
  bright: [110, 110, 255],
  tones: { beep: 2_470, low: 2_730, high: 2_990 },
};
export const YELLOW: Beacon = {
  name: 'yellow',
  hueDegrees: 171,
  dim: [95, 85, 10],
  bright: [255, 235, 70],
  tones: { beep: 3_410, low: 3_670, high: 3_930 },
};
export const BEACONS: readonly Beacon[] = [RED, GREEN, BLUE, YELLOW];

/** How long a flash lasts: five pictures at 25 a second. */
export const FLASH_MS = 200;
