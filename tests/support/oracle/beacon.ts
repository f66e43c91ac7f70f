import type { Color } from '../personas.ts';

/**
 * A synthetic participant that a finished file identifies by sight and sound, together with the second. On each whole second of the clock,
 * it flashes in its own color and beeps with its own tone at the same instant. Each second is also encoded, so that an offset of whole
 * seconds is detected: as black and white cells in the picture, and as six tones after the beep, each low or high.
 */
export interface Beacon {
  readonly name: string;
  /** Hue by which the beacon is recognized, in degrees on the plane of color differences (U to the right, V upward). */
  readonly hueDegrees: number;
  /** Between flashes, and during a flash. */
  readonly dim: Color;
  readonly bright: Color;
  /** Hz. */
  readonly tones: { readonly beep: number; readonly low: number; readonly high: number };
}

/** Colors are 60 degrees apart; tones are far from each other and from each other's harmonics. */
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

/** Length of a flash: five frames at 25 per second. */
export const FLASH_MS = 200;
