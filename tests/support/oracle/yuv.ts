import type { Color } from '../personas.ts';

/** Luma and color differences of BT.601 with limited range, as cameras and codecs use it. */
export function yuvOf([red, green, blue]: Color): [luma: number, blue: number, red: number] {
  return [
    Math.round(16 + (65.738 * red + 129.057 * green + 25.064 * blue) / 256),
    Math.round(128 + (-37.945 * red - 74.494 * green + 112.439 * blue) / 256),
    Math.round(128 + (112.439 * red - 94.154 * green - 18.285 * blue) / 256),
  ];
}
