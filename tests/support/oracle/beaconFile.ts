import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { QUIETLY } from '../quietly.ts';
import { SAMPLE_RATE } from '../spoken/sound.ts';
import { toWav } from '../spoken/wav.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import type { Beacon } from './beacon.ts';
import { cellsAt, colorAt } from './beaconPicture.ts';
import { soundAt } from './beaconSound.ts';
import type { Tile } from './sights.ts';
import { yuvOf } from './yuv.ts';

/** Maps file time to the beacon's clock, both in milliseconds; undefined where the beacon is absent. */
export type ClockOf = (fileMs: number) => number | undefined;

export interface ShownBeacon {
  beacon: Beacon;
  picture: ClockOf;
  sound: ClockOf;
  /** In shares of the picture; absent: the whole picture. */
  tile?: Tile;
}

export interface BeaconFile {
  /** `.webm` gives VP8 and Opus, `.mp4` H.264 and AAC. */
  file: string;
  durationMs: number;
  shown: readonly ShownBeacon[];
  width?: number;
  height?: number;
}

const FRAME_RATE = 25;
const BACKGROUND = 40;

/** Writes a file with beacons. Defects are defined by the clocks. */
export async function makeBeaconFile(options: BeaconFile): Promise<void> {
  const { file, durationMs, shown, width = 640, height = 360 } = options;
  await using folder = await temporaryFolder('beacons');
  const soundFile = path.join(folder.path, 'sound.wav');
  await writeFile(soundFile, toWav({ samples: mixed(shown, durationMs), voiced: [] }));
  const codecs = file.endsWith('.webm')
    ? '-c:v libvpx -deadline realtime -cpu-used 8 -b:v 600k -g 50 -c:a libopus -b:a 48k'
    : '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -b:a 128k';
  const child = spawn(
    'ffmpeg',
    [
      ...[...QUIETLY, '-y', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`],
      ...['-r', String(FRAME_RATE), '-i', 'pipe:0', '-i', soundFile, ...codecs.split(' '), file],
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const closed = once(child, 'close');
  // Reused for all frames to avoid garbage collection.
  const picture = Buffer.allocUnsafe((width * height * 3) / 2);
  for (let frame = 0; frame < (durationMs * FRAME_RATE) / 1_000; frame += 1) {
    paintAll(picture, shown, (frame * 1_000) / FRAME_RATE, width, height);
    await Promise.race([new Promise(resolve => child.stdin.write(picture, resolve)), closed]);
  }
  child.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}.`);
}

function mixed(shown: readonly ShownBeacon[], durationMs: number): Float32Array {
  return new Float32Array((durationMs * SAMPLE_RATE) / 1_000).map((_, index) =>
    shown.reduce((sum, { beacon, sound }) => {
      const clockMs = sound((index * 1_000) / SAMPLE_RATE);
      return clockMs === undefined ? sum : sum + soundAt(beacon, clockMs);
    }, 0),
  );
}

function paintAll(
  picture: Buffer,
  shown: readonly ShownBeacon[],
  fileMs: number,
  width: number,
  height: number,
): void {
  picture.fill(128);
  picture.fill(BACKGROUND, 0, width * height);
  for (const { beacon, picture: clock, tile } of shown) {
    const clockMs = clock(fileMs);
    if (clockMs !== undefined)
      paint(picture, beacon, clockMs, tile ?? { left: 0, top: 0, right: 1, bottom: 1 }, width, height);
  }
}

function paint(
  picture: Buffer,
  beacon: Beacon,
  clockMs: number,
  tile: Tile,
  width: number,
  height: number,
): void {
  const [luma, blue, red] = yuvOf(colorAt(beacon, clockMs));
  const fill = (area: Tile, values: readonly [number, number, number]) => {
    const planes = [
      { start: 0, width, height },
      { start: width * height, width: width / 2, height: height / 2 },
      { start: width * height * 1.25, width: width / 2, height: height / 2 },
    ];
    for (const [index, plane] of planes.entries())
      for (
        let row = Math.round(area.top * plane.height);
        row < Math.round(area.bottom * plane.height);
        row += 1
      )
        picture.fill(
          values[index] ?? 0,
          plane.start + row * plane.width + Math.round(area.left * plane.width),
          plane.start + row * plane.width + Math.round(area.right * plane.width),
        );
  };
  fill(tile, [luma, blue, red]);
  const [across, down] = [tile.right - tile.left, tile.bottom - tile.top];
  for (const cell of cellsAt(clockMs)) {
    const left = tile.left + cell.left * across;
    const top = tile.top + cell.top * down;
    const area = { left, top, right: left + cell.width * across, bottom: top + cell.height * down };
    fill(area, [cell.white ? 235 : 16, 128, 128]);
  }
}
