import { describe, expect, it } from 'vitest';
import {
  opusDecoderConfig,
  preSkipMsOf,
  readOpusPacket,
  SILENCE_LENGTHS_MS,
  silentOpusPacket,
} from '../../../shared/media/opus.ts';

describe('Opus packet', () => {
  it.each([
    ['20 ms CELT', [0xf8], 20],
    ['2.5 ms CELT', [0x80], 2.5],
    ['20 ms SILK', [0x08], 20],
    ['60 ms SILK', [0x18], 60],
    ['10 ms hybrid', [0x60], 10],
    ['20 ms hybrid', [0x68], 20],
    ['two 10 ms frames', [0xf1], 20],
    ['two frames of different size', [0xf2], 20],
    ['eight 2.5 ms frames', [0xe3, 8], 20],
    ['the maximum duration', [0xfb, 6], 120],
    ['more than 120 ms', [0xfb, 7], undefined],
    ['no frames', [0xe3, 0], undefined],
    ['a missing frame count', [0xe3], undefined],
    ['no bytes', [], undefined],
  ])('returns the expected result for %s', (_, bytes, milliseconds) => {
    expect(readOpusPacket(Uint8Array.from(bytes))?.lengthMs).toBe(milliseconds);
  });

  it.each(SILENCE_LENGTHS_MS)(
    'of silence has the requested duration of %d ms and the requested channels',
    lengthMs => {
      for (const isStereo of [false, true])
        expect(readOpusPacket(silentOpusPacket(lengthMs, isStereo))).toEqual({ lengthMs, isStereo });
    },
  );

  it('has a decoder configuration without pre-skip', () => {
    const { description, ...rest } = opusDecoderConfig(2);
    expect(rest).toEqual({ codec: 'opus', sampleRate: 48_000, numberOfChannels: 2 });
    const head = 'OpusHead\x01\x02\0\0\x80\xbb\0\0\0\0\0';
    expect(Buffer.from(description).toString('latin1')).toBe(head);
    expect(preSkipMsOf(description)).toBe(0);
  });

  it('has a header with pre-skip', () => {
    const head = Buffer.from('OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00', 'latin1');
    expect(preSkipMsOf(head)).toBe(6.5);
    expect(preSkipMsOf(undefined)).toBe(0);
    expect(preSkipMsOf(Buffer.from('Opus'))).toBe(0);
  });
});
