import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWav } from '../../../../server/features/recruiter/clips/render/sound/readWav.ts';
import { wavOf } from '../../../support/wav.ts';

const SAMPLES = Float32Array.of(0, 0.5, -0.5, 0.999);

it.each([{ bits: 16 }, { bits: 24 }, { bits: 32 }, { bits: 32, float: true }])(
  'readWav reads $bits bits (float: $float)',
  format => {
    const sound = readWav(wavOf(SAMPLES, { rate: 24_000, ...format }));
    expect(sound?.rate).toBe(24_000);
    for (const [at, sample] of SAMPLES.entries()) expect(sound?.samples[at]).toBeCloseTo(sample, 3);
  },
);

it('readWav mixes two channels', () => {
  const stereo = wavOf(Float32Array.of(0.5, 0.1, -0.5, -0.1), { rate: 44_100, bits: 16, channels: 2 });
  const [left = 0, right = 0] = readWav(stereo)?.samples ?? [];
  expect(left).toBeCloseTo(0.3, 3);
  expect(right).toBeCloseTo(-0.3, 3);
});

it.each([0xffff_ffff, 0])('readWav reads to the end when a stream wrote the length %i', length => {
  const bytes = wavOf(SAMPLES, { rate: 24_000, bits: 16 });
  new DataView(bytes.buffer).setUint32(40, length, true);
  expect(readWav(bytes)?.samples).toHaveLength(SAMPLES.length);
});

it('readWav skips unknown chunks', () => {
  const plain = wavOf(SAMPLES, { rate: 24_000, bits: 16 });
  const list = Buffer.concat([Buffer.from('LIST'), Uint8Array.of(3, 0, 0, 0), Buffer.from('abc\0')]);
  const bytes = Buffer.concat([plain.subarray(0, 12), list, plain.subarray(12)]);
  expect(readWav(bytes)?.samples).toHaveLength(SAMPLES.length);
});

it.each([
  ['text', Buffer.from('<html>no such page, sorry about that</html>')],
  ['an empty file', new Uint8Array(0)],
  ['only headers', wavOf(SAMPLES, { rate: 24_000, bits: 16 }).subarray(0, 36)],
  ['8 bits', wavOf(SAMPLES, { rate: 24_000, bits: 16, writtenBits: 8 })],
  ['six channels', wavOf(SAMPLES, { rate: 24_000, bits: 16, channels: 6 })],
  ['a sampling rate of 1 Hz', wavOf(SAMPLES, { rate: 1, bits: 16 })],
])('readWav rejects %s', (_, bytes) => expect(readWav(bytes)).toBeUndefined());

it('readWav reads invalid numbers as silence', () => {
  const sound = readWav(
    wavOf(Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 5), { rate: 48_000, bits: 32, float: true }),
  );
  expect([...(sound?.samples ?? [])]).toEqual([0, 0, 1]);
});

it('readWav returns audio or throws the expected error for any bytes', () => {
  const start = wavOf(SAMPLES, { rate: 24_000, bits: 16 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 44 }), (noise, kept) => {
      readWav(Buffer.concat([start.subarray(0, kept), noise]));
    }),
  );
});
