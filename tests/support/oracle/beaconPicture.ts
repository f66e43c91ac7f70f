import type { Color } from '../personas.ts';
import { type Beacon, FLASH_MS } from './beacon.ts';

/**
 * The picture has the beacon's color, and black and white cells in its middle: the second (modulo 256) in the upper row, the milliseconds
 * in steps of four in the next, and both rows again inverted, by which a reader detects misread cells. For pictures and tiles of 16:9.
 */
const COLUMNS = 8;
const ROWS = 4;
/** Area of the cells, as shares of the picture. */
const AREA = { left: 0.14, right: 0.86, top: 0.33, bottom: 0.67 } as const;
const MS_PER_STEP = 4;
/** Seconds after which the cells repeat. */
export const PICTURE_SECONDS = 2 ** COLUMNS;

export interface Cell {
  /** Shares of the picture. */
  left: number;
  top: number;
  width: number;
  height: number;
  white: boolean;
}

export function isFlashing(clockMs: number): boolean {
  return clockMs % 1_000 < FLASH_MS;
}

export function colorAt(beacon: Beacon, clockMs: number): Color {
  return isFlashing(clockMs) ? beacon.bright : beacon.dim;
}

/** The cells at a moment of the beacon's clock. */
export function cellsAt(clockMs: number): Cell[] {
  const second = Math.floor(clockMs / 1_000) % PICTURE_SECONDS;
  const step = Math.floor((clockMs % 1_000) / MS_PER_STEP);
  const width = (AREA.right - AREA.left) / COLUMNS;
  const height = (AREA.bottom - AREA.top) / ROWS;
  return Array.from({ length: COLUMNS * ROWS }, (_, index) => {
    const [row, column] = [Math.floor(index / COLUMNS), index % COLUMNS];
    const isSet = (((row % 2 === 0 ? second : step) >> column) & 1) === 1;
    return {
      left: AREA.left + column * width,
      top: AREA.top + row * height,
      width,
      height,
      white: isSet === row < 2,
    };
  });
}

/** Decoded cells of a picture. */
export interface Stamp {
  /** Modulo `PICTURE_SECONDS`. */
  second: number;
  /** When in that second it was painted, accurate to four milliseconds. */
  withinMs: number;
}

/**
 * Reads the cells. `brightness` returns the brightness at a position in shares of the picture. Undefined
 * where a cell and its inverse aren't clearly different.
 */
export function readStamp(brightness: (x: number, y: number) => number): Stamp | undefined {
  const cells = cellsAt(0).map(({ left, top, width, height }) =>
    brightness(left + width / 2, top + height / 2),
  );
  const CLEAR = 50;
  const rows = [0, 0];
  for (const row of [0, 1])
    for (let column = 0; column < COLUMNS; column += 1) {
      const upper = cells[row * COLUMNS + column] ?? 0;
      const lower = cells[(row + 2) * COLUMNS + column] ?? 0;
      if (Math.abs(upper - lower) < CLEAR) return undefined;
      if (upper > lower) rows[row] = (rows[row] ?? 0) | (1 << column);
    }
  const [second = 0, step = 0] = rows;
  const withinMs = step * MS_PER_STEP + MS_PER_STEP / 2;
  return withinMs < 1_000 ? { second, withinMs } : undefined;
}
