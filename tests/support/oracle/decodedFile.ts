import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { QUIETLY } from '../quietly.ts';

/** A decoded frame in 8-bit planes, as ffmpeg's `yuv420p`; valid until the next frame. */
export interface DecodedPicture {
  /** Presentation time. */
  atMs: number;
  width: number;
  height: number;
  luma: Uint8Array;
  /** Half the width and height. */
  blueDifference: Uint8Array;
  redDifference: Uint8Array;
}

/** Small enough to process every frame, large enough for a beacon's cells in a small tile. */
const PICTURE_WIDTH = 640;
const PICTURE_HEIGHT = 360;

/** Hz; more than twice the highest tone. */
export const SOUND_RATE = 16_000;

/** Calls `look` with every frame in order, with its presentation time. */
export async function readPictures(file: string, look: (picture: DecodedPicture) => void): Promise<void> {
  const [width, height] = [PICTURE_WIDTH, PICTURE_HEIGHT];
  const run = new DecodingRun([
    ...['-i', file, '-filter_complex'],
    `[0:v:0]scale=${width}:${height}:flags=area,format=yuv420p,split[pictures][times]`,
    ...['-map', '[pictures]', '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
    // Otherwise, times are rounded to the guessed frame rate.
    ...['-map', '[times]', '-fps_mode', 'passthrough', '-enc_time_base', '1:90000'],
    ...['-c:v', 'rawvideo', '-f', 'framecrc', 'pipe:3'],
  ]);
  const lumaBytes = width * height;
  const chunks = run.blocks((lumaBytes * 3) / 2);
  for await (const { bytes, atMs } of chunks) {
    const [u, v] = [lumaBytes, lumaBytes * 1.25];
    look({
      atMs,
      width,
      height,
      luma: bytes.subarray(0, u),
      blueDifference: bytes.subarray(u, v),
      redDifference: bytes.subarray(v),
    });
  }
  await run.ended;
}

/** Decodes all sound to one channel, placed at its presentation times from the file's zero. */
export async function readSound(file: string): Promise<Float32Array> {
  const sound = ['-ac', '1', '-ar', String(SOUND_RATE), '-c:a', 'pcm_f32le'];
  const run = new DecodingRun([
    ...['-i', file],
    ...['-map', '0:a:0', ...sound, '-f', 'f32le', 'pipe:1'],
    ...['-map', '0:a:0', ...sound, '-f', 'framecrc', 'pipe:3'],
  ]);
  const [samples, times] = await Promise.all([run.everything(), run.times()]);
  await run.ended;
  const placed = new Float32Array(
    Math.max(0, ...times.map(({ atMs, bytes }) => sampleAt(atMs) + bytes / Float32Array.BYTES_PER_ELEMENT)),
  );
  let offset = 0;
  for (const { atMs, bytes } of times) {
    const piece = new Float32Array(samples.slice(offset, offset + bytes).buffer);
    offset += bytes;
    const from = sampleAt(atMs);
    // Sound before the file's zero isn't played.
    if (from >= 0) placed.set(piece, from);
    else if (from + piece.length > 0) placed.set(piece.subarray(-from), 0);
  }
  return placed;
}

function sampleAt(atMs: number): number {
  return Math.round((atMs * SOUND_RATE) / 1_000);
}

interface BlockTime {
  atMs: number;
  bytes: number;
}

/** An ffmpeg process that writes decoded data to stdout and the times of each frame to a second pipe. */
class DecodingRun {
  readonly ended: Promise<void>;
  readonly #data: Readable;
  readonly #list: Readable;

  constructor(args: readonly string[]) {
    // Keeps the file's times: a late start must be detected.
    const child = spawn('ffmpeg', [...QUIETLY, '-nostdin', '-copyts', ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    this.#data = child.stdout as Readable;
    this.#list = child.stdio[3] as Readable;
    this.ended = once(child, 'close').then(([code]) => {
      if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${complaint}`);
    });
    // Reported when the end is awaited.
    this.ended.catch(() => {});
  }

  async everything(): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const part of this.#data) parts.push(part);
    return new Uint8Array(Buffer.concat(parts));
  }

  async times(): Promise<BlockTime[]> {
    const times: BlockTime[] = [];
    for await (const time of this.#eachTime()) times.push(time);
    return times;
  }

  /** Yields blocks of this size with their times. The bytes are valid until the next block. */
  async *blocks(size: number): AsyncGenerator<{ bytes: Uint8Array; atMs: number }> {
    const times = this.#eachTime();
    const block = new Uint8Array(size);
    let filled = 0;
    for await (const part of this.#data as AsyncIterable<Uint8Array>) {
      for (let offset = 0; offset < part.length; ) {
        const taken = Math.min(size - filled, part.length - offset);
        block.set(part.subarray(offset, offset + taken), filled);
        filled += taken;
        offset += taken;
        if (filled < size) continue;
        filled = 0;
        const { value: time } = await times.next();
        if (!time) throw new Error('A decoded picture has no time.');
        yield { bytes: block, atMs: time.atMs };
      }
    }
  }

  /** Parses ffmpeg's `framecrc` lines: stream, decoding time, presentation time, length, bytes, checksum. */
  async *#eachTime(): AsyncGenerator<BlockTime, undefined> {
    let rest = '';
    let msPerUnit = 1;
    for await (const text of this.#list.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [, top, bottom] = /^#tb 0: (\d+)\/(\d+)/.exec(line) ?? [];
        if (bottom) msPerUnit = (Number(top) / Number(bottom)) * 1_000;
        if (line.startsWith('#')) continue;
        const fields = line.split(',').map(Number);
        yield { atMs: (fields[2] ?? 0) * msPerUnit, bytes: fields[4] ?? 0 };
      }
    }
  }
}
