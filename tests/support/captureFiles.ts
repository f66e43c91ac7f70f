import { randomBytes } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Color, Persona } from './personas.ts';

export interface CameraFormat {
  width: number;
  height: number;
  framesPerSecond: number;
  /** Length before it repeats. */
  seconds: number;
  /** Adds noise, as in poor light, so that a sender needs its whole bit rate. */
  grainy?: boolean;
}

/** Small, because all participants of a test encode and decode on the same two cores. */
export const SMALL_CAMERA: CameraFormat = { width: 320, height: 240, framesPerSecond: 15, seconds: 4 };
export const WIDE_CAMERA: CameraFormat = { width: 640, height: 360, framesPerSecond: 15, seconds: 4 };

/** Bits of the frame number painted into the picture, and the width of each relative to the picture. */
export const COUNTER_BITS = 6;
const BAND_SHARE = 1 / 8;

/** Writes the files that Chromium uses as this person's camera and microphone. */
export async function writeCaptureFiles(
  folder: string,
  persona: Persona,
  format: CameraFormat = SMALL_CAMERA,
): Promise<{ cameraFile: string; microphoneFile: string }> {
  const cameraFile = path.join(folder, 'camera.y4m');
  const microphoneFile = path.join(folder, 'microphone.wav');
  await Promise.all([
    writeCamera(cameraFile, persona.color, format),
    writeMicrophone(microphoneFile, persona.toneHz),
  ]);
  return { cameraFile, microphoneFile };
}

/**
 * A plain color with a moving gray bar, so that no frame equals the one before, and the frame number in
 * black and white cells along the lower edge.
 */
async function writeCamera(file: string, color: Color, format: CameraFormat): Promise<void> {
  const { width, height, framesPerSecond, seconds, grainy } = format;
  const handle = await open(file, 'w');
  await handle.write(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420mpeg2\n`);
  const frames = framesPerSecond * seconds;
  for (let frame = 0; frame < frames; frame += 1) {
    await handle.write('FRAME\n');
    const picture = paintFrame(color, format, frame, frames);
    if (grainy) addGrain(picture.subarray(0, width * height));
    await handle.write(picture);
  }
  await handle.close();
}

function paintFrame(color: Color, { width, height }: CameraFormat, frame: number, frames: number): Buffer {
  const [luma, blue, red] = toYuv(color);
  const picture = Buffer.alloc((width * height * 3) / 2);
  const chromaSize = (width * height) / 4;
  picture.fill(luma, 0, width * height);
  picture.fill(blue, width * height, width * height + chromaSize);
  picture.fill(red, width * height + chromaSize);

  const barWidth = Math.round(width / 40);
  const barLeft = Math.floor((frame / frames) * (width - barWidth));
  const bandTop = Math.floor(height * (1 - BAND_SHARE));
  const cellWidth = width / COUNTER_BITS;
  for (let row = 0; row < height; row += 1) {
    const start = row * width;
    if (row < bandTop) {
      picture.fill(128, start + barLeft, start + barLeft + barWidth);
      continue;
    }
    for (let bit = 0; bit < COUNTER_BITS; bit += 1) {
      const level = (frame >> bit) & 1 ? 235 : 16;
      picture.fill(level, start + Math.floor(bit * cellWidth), start + Math.floor((bit + 1) * cellWidth));
    }
  }
  return picture;
}

const GRAIN = 32;

function addGrain(luma: Buffer): void {
  const noise = randomBytes(luma.length);
  for (const [index, value] of luma.entries())
    luma[index] = Math.max(16, Math.min(235, value + ((noise[index] ?? 0) % GRAIN) - GRAIN / 2));
}

/** BT.601 with limited range, as cameras produce it. */
function toYuv([red, green, blue]: Color): [luma: number, blue: number, red: number] {
  const luma = 16 + (65.738 * red + 129.057 * green + 25.064 * blue) / 256;
  const blueDifference = 128 + (-37.945 * red - 74.494 * green + 112.439 * blue) / 256;
  const redDifference = 128 + (112.439 * red - 94.154 * green - 18.285 * blue) / 256;
  return [Math.round(luma), Math.round(blueDifference), Math.round(redDifference)];
}

const SAMPLE_RATE = 48_000;
const TONE_MS = 350;
const PAUSE_MS = 150;
/** Soft ramps: a syllable that starts or ends abruptly would click at every frequency. */
const RAMP_MS = 40;

/** Writes one syllable of the person's tone and a pause, which Chromium loops. Noise suppression would remove an uninterrupted tone. */
async function writeMicrophone(file: string, toneHz: number): Promise<void> {
  const samples = Math.round((SAMPLE_RATE * (TONE_MS + PAUSE_MS)) / 1_000);
  const toneEnd = (SAMPLE_RATE * TONE_MS) / 1_000;
  const ramp = (SAMPLE_RATE * RAMP_MS) / 1_000;
  const data = Buffer.alloc(44 + samples * 2);
  writeWavHeader(data, samples);
  for (let index = 0; index < samples; index += 1) {
    const ramped = Math.max(0, Math.min(1, index / ramp, (toneEnd - index) / ramp));
    const loudness = (1 - Math.cos(Math.PI * ramped)) / 2;
    const value = loudness * 0.5 * Math.sin((2 * Math.PI * toneHz * index) / SAMPLE_RATE);
    data.writeInt16LE(Math.round(value * 32_767), 44 + index * 2);
  }
  await writeFile(file, data);
}

function writeWavHeader(data: Buffer, samples: number): void {
  data.write('RIFF', 0);
  data.writeUInt32LE(36 + samples * 2, 4);
  data.write('WAVEfmt ', 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(SAMPLE_RATE, 24);
  data.writeUInt32LE(SAMPLE_RATE * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36);
  data.writeUInt32LE(samples * 2, 40);
}
