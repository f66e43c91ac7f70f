import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { NodeId } from '../../shared/ids.ts';
import { CLIP_PART_MAX_BYTES, type MediaPlane } from '../../shared/media/mediaPlane.ts';
import { ClipId, type ClipTiming } from '../../shared/recruiter/clip.ts';
import type { Color } from './personas.ts';
import { Program } from './program.ts';
import { QUIETLY } from './quietly.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A clip file with its description. */
export interface PlayableClip {
  clipId: ClipId;
  timing: ClipTiming;
  file: Buffer;
}

/** Picture and sound of a clip. */
export interface ClipPlan {
  color: Color;
  seconds: number;
  /** Starts of its phrases. */
  phrasesMs?: readonly number[];
  /** Loudness of the tone at each moment, 0 to 1; absent: silence. */
  tone?: { hertz: number; loudness: (timeMs: number) => number };
  /** True when the whole picture is white. */
  isFlash?: (timeMs: number) => boolean;
  width?: number;
  height?: number;
  /** Bits per second of the video. */
  bitrate?: number;
  framesPerSecond?: number;
}

export const CLIP_WIDTH = 320;
export const CLIP_HEIGHT = 180;
const FRAMES_PER_SECOND = 25;
/** The lower fifth contains the frame number as black and white cells, lowest bit on the left. */
export const NUMBER_BITS = 8;
export const NUMBER_SHARE = 1 / 5;
const SAMPLE_RATE = 48_000;
const LEVEL_MS = 20;

const rendered = new Map<string, Promise<PlayableClip>>();

/** Renders a clip with ffmpeg: VP8 with a key frame each second, Opus in packets of 20 ms. Cached by plan for the run. */
export function renderClip(plan: ClipPlan): Promise<PlayableClip> {
  const known = rendered.get(nameOf(plan)) ?? render(plan);
  rendered.set(nameOf(plan), known);
  return known;
}

/** Uploads a clip to a node, part by part. */
export async function putClip(plane: MediaPlane, nodeId: NodeId, clip: PlayableClip): Promise<void> {
  for (const part of partsOf(nodeId, clip)) await plane.request('clip.put', part);
}

export function partsOf(
  nodeId: NodeId,
  { clipId, timing, file }: PlayableClip,
  partBytes = CLIP_PART_MAX_BYTES,
) {
  const parts = Math.ceil(file.length / partBytes);
  const fileSha256 = createHash('sha256').update(file).digest('hex');
  return Array.from({ length: parts }, (_, part) => ({
    nodeId,
    clipId,
    timing,
    fileSha256,
    part,
    parts,
    bytes: new Uint8Array(file.subarray(part * partBytes, (part + 1) * partBytes)),
  }));
}

async function render(plan: ClipPlan): Promise<PlayableClip> {
  await using folder = await temporaryFolder('clip');
  const picture = path.join(folder.path, 'picture.y4m');
  const sound = path.join(folder.path, 'sound.pcm');
  const clipFile = path.join(folder.path, 'clip.webm');
  const samples = samplesOf(plan);
  await Promise.all([writeFile(picture, pictureOf(plan)), writeFile(sound, bytesOf(samples))]);
  await encode({ picture, sound, clipFile, bitrate: plan.bitrate ?? 300_000, fps: fpsOf(plan) });
  return {
    clipId: ClipId.parse(createHash('sha256').update(nameOf(plan)).digest('hex')),
    timing: {
      durationMs: plan.seconds * 1_000,
      phrasesMs: [...(plan.phrasesMs ?? [0])],
      levels: levelsOf(samples).toString('base64'),
    },
    file: await readFile(clipFile),
  };
}

async function encode(job: {
  picture: string;
  sound: string;
  clipFile: string;
  bitrate: number;
  fps: number;
}): Promise<void> {
  const args =
    `${QUIETLY.join(' ')} -i ${job.picture} -f s16le -ar ${SAMPLE_RATE} -ac 1 -i ${job.sound} ` +
    `-c:v libvpx -b:v ${job.bitrate} -deadline realtime -cpu-used 8 -g ${job.fps} -keyint_min ${job.fps} ` +
    `-c:a libopus -b:a 40k -application voip -frame_duration ${LEVEL_MS} ${job.clipFile}`;
  const ffmpeg = new Program({ command: 'ffmpeg', args: args.split(' ') });
  const { code } = await ffmpeg.exited;
  if (code !== 0) throw new Error(`ffmpeg renders no clip. It said:\n${ffmpeg.output}`);
}

function pictureOf(plan: ClipPlan): Buffer {
  const { width = CLIP_WIDTH, height = CLIP_HEIGHT } = plan;
  const fps = fpsOf(plan);
  const chunks: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420mpeg2\n`)];
  for (let frame = 0; frame < plan.seconds * fps; frame += 1) {
    const timeMs = (frame * 1_000) / fps;
    const color: Color = plan.isFlash?.(timeMs) ? [255, 255, 255] : plan.color;
    chunks.push(Buffer.from('FRAME\n'), frameOf(color, frame, width, height));
  }
  return Buffer.concat(chunks);
}

function frameOf(color: Color, number: number, width: number, height: number): Buffer {
  const [luma, blue, red] = toYuv(color);
  const lumaBytes = width * height;
  const picture = Buffer.alloc(lumaBytes + lumaBytes / 2);
  picture.fill(luma, 0, lumaBytes);
  picture.fill(blue, lumaBytes, lumaBytes + lumaBytes / 4);
  picture.fill(red, lumaBytes + lumaBytes / 4);
  const cell = width / NUMBER_BITS;
  for (let row = Math.floor(height * (1 - NUMBER_SHARE)); row < height; row += 1)
    for (let bit = 0; bit < NUMBER_BITS; bit += 1)
      picture.fill((number >> bit) & 1 ? 235 : 16, row * width + bit * cell, row * width + (bit + 1) * cell);
  return picture;
}

/** BT.601 with limited range. */
function toYuv([red, green, blue]: Color): [luma: number, blue: number, red: number] {
  const luma = 16 + (65.738 * red + 129.057 * green + 25.064 * blue) / 256;
  const blueDifference = 128 + (-37.945 * red - 74.494 * green + 112.439 * blue) / 256;
  const redDifference = 128 + (112.439 * red - 94.154 * green - 18.285 * blue) / 256;
  return [Math.round(luma), Math.round(blueDifference), Math.round(redDifference)];
}

function samplesOf({ seconds, tone }: ClipPlan): Int16Array {
  return Int16Array.from({ length: seconds * SAMPLE_RATE }, (_, index) => {
    if (!tone) return 0;
    const timeMs = (index * 1_000) / SAMPLE_RATE;
    const value = tone.loudness(timeMs) * Math.sin((2 * Math.PI * tone.hertz * index) / SAMPLE_RATE);
    return Math.round(value * 32_767);
  });
}

function bytesOf({ buffer, byteOffset, byteLength }: Int16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** RFC 6464 levels: RMS of each 20 ms, below full scale. */
function levelsOf(samples: Int16Array): Buffer {
  const each = (SAMPLE_RATE * LEVEL_MS) / 1_000;
  return Buffer.from(
    Array.from({ length: Math.ceil(samples.length / each) }, (_, index) => {
      const slice = samples.subarray(index * each, (index + 1) * each);
      const mean = slice.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / slice.length;
      return Math.min(127, Math.max(0, Math.round(-10 * Math.log10(mean || 1e-13))));
    }),
  );
}

function fpsOf({ framesPerSecond = FRAMES_PER_SECOND }: ClipPlan): number {
  return framesPerSecond;
}

/** Functions are identified by their values at every step. */
function nameOf({ tone, isFlash, ...plan }: ClipPlan): string {
  const moments = Array.from({ length: (plan.seconds * 1_000) / LEVEL_MS }, (_, index) => index * LEVEL_MS);
  const heard = tone && moments.map(timeMs => tone.loudness(timeMs));
  const seen = isFlash && moments.map(timeMs => isFlash(timeMs));
  return JSON.stringify({ plan, hertz: tone?.hertz, heard, seen });
}
