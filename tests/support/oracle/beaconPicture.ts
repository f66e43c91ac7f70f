import type { Colour } from '../personas.ts';
import { type Beacon, FLASH_MS } from './beacon.ts';

/**
 * The picture is the beacon's colour, and in its middle stands the time in black and white cells: the second (modulo 256) in the upper
 * row, the milliseconds in steps of four in the next, and below them both once more with black and white changed, by which a reader
 * knows what it cannot trust. It is made for pictures and tiles of 16:9.
 */
const COLUMNS = 8;
const ROWS = 4;
/** Where the cells lie, as shares of the picture. */
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

export function colourAt(beacon: Beacon, clockMs: number): Colour {
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

/** What the cells of a picture say. */
export interface Stamp {
  /** Modulo `PICTURE_SECONDS`. */
  second: number;
  /** When in that second it was painted; within four milliseconds. */
  withinMs: number;
}

/**
 * Reads the cells. `brightness` tells how bright the picture is around a place, given in shares of it. Undefined where a cell and its
 * opposite are not clearly apart.
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
