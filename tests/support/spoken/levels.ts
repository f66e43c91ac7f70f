import { SAMPLE_RATE } from './sound.ts';
import { toInt16 } from './wav.ts';

export const FRAME_MS = 20;
const FRAME_SAMPLES = (SAMPLE_RATE * FRAME_MS) / 1_000;

/**
 * The level of each 20 ms as browsers send it (RFC 6464): RMS of 16-bit samples below full scale, in whole
 * decibels from 0 (full scale) to 127 (digital silence), rounded like WebRTC's `RmsLevel`.
 */
export function levelsOf(samples: Float32Array): Uint8Array {
  const data = toInt16(samples);
  const levels = new Uint8Array(Math.floor(data.length / FRAME_SAMPLES));
  for (let frame = 0; frame < levels.length; frame += 1) {
    let sum = 0;
    const end = (frame + 1) * FRAME_SAMPLES;
    for (let index = frame * FRAME_SAMPLES; index < end; index += 1) sum += (data[index] ?? 0) ** 2;
    levels[frame] = levelOfPower(sum / FRAME_SAMPLES / 32_768 ** 2);
  }
  return levels;
}

function levelOfPower(power: number): number {
  return Math.floor(Math.min(127, Math.max(0, -10 * Math.log10(power))) + 0.5);
}
