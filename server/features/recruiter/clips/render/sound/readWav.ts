/** Mono sound with samples between -1 and 1. */
export type Sound = { rate: number; samples: Float32Array };

const RATE_MIN = 8_000;
const RATE_MAX = 96_000;
const CHANNELS_MAX = 2;
const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

type WavFormat = { encoding: number; channels: number; rate: number; bits: number };

/**
 * Reads 16, 24, or 32-bit PCM or 32-bit float and mixes two channels. Returns undefined for other files.
 * Never reads past the end of the file, because the headers of streamed files contain wrong lengths.
 */
export function readWav(bytes: Uint8Array): Sound | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 12 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') return undefined;
  let format: WavFormat | undefined;
  let at = 12;
  while (at + 8 <= bytes.byteLength) {
    const name = tag(view, at);
    const start = at + 8;
    const rest = bytes.byteLength - start;
    const length = Math.min(view.getUint32(at + 4, true), rest);
    if (name === 'fmt ') format = readFormat(view, start, length);
    if (name === 'data') return format && readSamples(view, start, length || rest, format);
    at = start + length + (length % 2);
  }
  return undefined;
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map(offset => view.getUint8(at + offset)));
}

function readFormat(view: DataView, at: number, length: number): WavFormat | undefined {
  if (length < 16) return undefined;
  const written = view.getUint16(at, true);
  const encoding = written === EXTENSIBLE && length >= 26 ? view.getUint16(at + 24, true) : written;
  const channels = view.getUint16(at + 2, true);
  const rate = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  const readable = (encoding === PCM && [16, 24, 32].includes(bits)) || (encoding === FLOAT && bits === 32);
  const sensible = channels >= 1 && channels <= CHANNELS_MAX && rate >= RATE_MIN && rate <= RATE_MAX;
  return readable && sensible ? { encoding, channels, rate, bits } : undefined;
}

function readSamples(view: DataView, at: number, length: number, format: WavFormat): Sound {
  const { channels, rate, bits } = format;
  const read = reader(view, format);
  const width = bits / 8;
  const count = Math.floor(length / (width * channels));
  const samples = new Float32Array(count);
  for (let frame = 0; frame < count; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++)
      sum += read(at + (frame * channels + channel) * width);
    const sample = sum / channels;
    samples[frame] = Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
  }
  return { rate, samples };
}

function reader(view: DataView, { encoding, bits }: WavFormat): (at: number) => number {
  if (encoding === FLOAT) return at => view.getFloat32(at, true);
  if (bits === 16) return at => view.getInt16(at, true) / 0x8000;
  if (bits === 32) return at => view.getInt32(at, true) / 0x8000_0000;
  return at => (view.getInt16(at + 1, true) * 0x100 + view.getUint8(at)) / 0x80_0000;
}
