import { SAMPLE_RATE, type Sound } from './sound.ts';

/** Converts samples to 16 bits, clipped at full scale. */
export function toInt16(samples: Float32Array): Int16Array {
  const data = new Int16Array(samples.length);
  for (let index = 0; index < data.length; index += 1)
    data[index] = Math.max(-32_768, Math.min(32_767, Math.round((samples[index] ?? 0) * 32_768)));
  return data;
}

/** A WAV file: 48 kHz, mono, 16 bits. */
export function toWav({ samples }: Sound): Buffer {
  const data = toInt16(samples);
  const file = Buffer.alloc(44 + data.length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + data.length * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(data.length * 2, 40);
  for (const [index, value] of data.entries()) file.writeInt16LE(value, 44 + index * 2);
  return file;
}
