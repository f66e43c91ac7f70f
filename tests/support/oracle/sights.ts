import type { Beacon } from './beacon.ts';
import { readStamp, type Stamp } from './beaconPicture.ts';
import { type DecodedPicture, readPictures } from './decodedFile.ts';
import { yuvOf } from './yuv.ts';

/** A beacon in one frame of a file. */
export interface Sight {
  /** File time. */
  atMs: number;
  flashing: boolean;
  /** Undefined where the cells couldn't be read. */
  stamp: Stamp | undefined;
  /** Position in the picture, in shares. */
  tile: Tile;
}

export interface Tile {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Smallest distance from gray, and largest distance from the beacon's hue. */
const CHROMA_MIN = 18;
const HUE_TOLERANCE_DEGREES = 27;
/** Smaller than any tile: smaller areas are edges or thin lines. */
const TILE_SHARE_MIN = 0.05;

/** Returns what a file shows of each beacon, in their order. */
export async function readSights(file: string, beacons: readonly Beacon[]): Promise<Sight[][]> {
  const sights = beacons.map((): Sight[] => []);
  await readPictures(file, picture => {
    const tiles = findTiles(picture, beacons);
    for (const [index, beacon] of beacons.entries()) {
      const tile = tiles[index];
      if (tile) sights[index]?.push(lookAt(picture, beacon, tile));
    }
  });
  return sights;
}

function lookAt(picture: DecodedPicture, beacon: Beacon, tile: Tile): Sight {
  const { width, height, luma } = picture;
  const brightness = (x: number, y: number) => {
    const column = Math.floor((tile.left + x * (tile.right - tile.left)) * width);
    const row = Math.floor((tile.top + y * (tile.bottom - tile.top)) * height);
    return luma[row * width + column] ?? 0;
  };
  return {
    atMs: picture.atMs,
    flashing: isBright(beacon, brightness),
    stamp: readStamp(brightness),
    tile,
  };
}

/** Median of five points above and next to the cells. */
function isBright(beacon: Beacon, brightness: (x: number, y: number) => number): boolean {
  const places = [
    [0.3, 0.2],
    [0.5, 0.2],
    [0.7, 0.2],
    [0.07, 0.5],
    [0.93, 0.5],
  ] as const;
  const [, , middle = 0] = places.map(([x, y]) => brightness(x, y)).toSorted((a, b) => a - b);
  return middle > (yuvOf(beacon.dim)[0] + yuvOf(beacon.bright)[0]) / 2;
}

/** For each beacon, the rectangle with its hue. */
function findTiles(picture: DecodedPicture, beacons: readonly Beacon[]): (Tile | undefined)[] {
  const { blueDifference, redDifference } = picture;
  const [columns, rows] = [picture.width / 2, picture.height / 2];
  const owners = ownersOf(beacons);
  // Points of each owner per column and per row; index 0: no owner. Flat arrays, because most time is spent here.
  const across = new Uint32Array((beacons.length + 1) * columns);
  const down = new Uint32Array((beacons.length + 1) * rows);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const owner = owners[((blueDifference[at] ?? 0) << 8) | (redDifference[at] ?? 0)] ?? 0;
      if (owner === 0) continue;
      const [inColumn, inRow] = [owner * columns + column, owner * rows + row];
      across[inColumn] = (across[inColumn] ?? 0) + 1;
      down[inRow] = (down[inRow] ?? 0) + 1;
    }
  return beacons.map((_, index) => {
    const owner = index + 1;
    const width = extentOf(across.subarray(owner * columns, (owner + 1) * columns));
    const height = extentOf(down.subarray(owner * rows, (owner + 1) * rows));
    if (!width || !height) return undefined;
    return { left: width.from, right: width.to, top: height.from, bottom: height.to };
  });
}

/** From the first to the last position with enough points, in shares; undefined where there are too few. */
function extentOf(counts: Uint32Array): { from: number; to: number } | undefined {
  const enough = counts.reduce((most, count) => Math.max(most, count), 0) / 4;
  const first = counts.findIndex(count => count > enough);
  const last = counts.findLastIndex(count => count > enough);
  const [from, to] = [first / counts.length, (last + 1) / counts.length];
  return enough >= 1 && to - from >= TILE_SHARE_MIN ? { from, to } : undefined;
}

const knownOwners = new Map<readonly Beacon[], Uint8Array>();

/** Number of the beacon for every pair of color differences, from 1; 0: none. */
function ownersOf(beacons: readonly Beacon[]): Uint8Array {
  const known = knownOwners.get(beacons);
  if (known) return known;
  const owners = Uint8Array.from({ length: 2 ** 16 }, (_, at) => {
    const [blue, red] = [(at >> 8) - 128, (at & 255) - 128];
    if (Math.hypot(blue, red) < CHROMA_MIN) return 0;
    const hue = (Math.atan2(red, blue) * 180) / Math.PI;
    return beacons.findIndex(({ hueDegrees }) => turnBetween(hue, hueDegrees) < HUE_TOLERANCE_DEGREES) + 1;
  });
  knownOwners.set(beacons, owners);
  return owners;
}

function turnBetween(a: number, b: number): number {
  const turn = (((a - b) % 360) + 360) % 360;
  return Math.min(turn, 360 - turn);
}
