export interface WavOptions {
  rate: number;
  bits: number;
  float?: boolean;
  channels?: number;
  /** Bits per sample in the header, if it should be wrong. */
  writtenBits?: number;
}

/** Creates a WAV file of samples between -1 and 1, with interleaved channels. */
export function wavOf(samples: Float32Array, options: WavOptions): Uint8Array<ArrayBuffer> {
  const { rate, bits, float = false, channels = 1, writtenBits = bits } = options;
  const width = bits / 8;
  const bytes = new Uint8Array(44 + samples.length * width);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  text(0, 'RIFF');
  view.setUint32(4, bytes.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, float ? 3 : 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * width * channels, true);
  view.setUint16(32, width * channels, true);
  view.setUint16(34, writtenBits, true);
  text(36, 'data');
  view.setUint32(40, samples.length * width, true);
  for (const [at, sample] of samples.entries()) {
    const place = 44 + at * width;
    if (float) view.setFloat32(place, sample, true);
    else writeInteger(view, place, Math.round(sample * (2 ** (bits - 1) - 1)), width);
  }
  return bytes;
}

function writeInteger(view: DataView, at: number, value: number, width: number): void {
  for (let byte = 0; byte < width; byte++) view.setUint8(at + byte, (value >> (8 * byte)) & 0xff);
}
