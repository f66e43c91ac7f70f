import { describe, expect, it } from 'vitest';
import {
  opusDecoderConfig,
  preSkipMsOf,
  readOpusPacket,
  SILENCE_LENGTHS_MS,
  silentOpusPacket,
} from '../../../shared/media/opus.ts';

describe('an Opus packet', () => {
  it.each([
    ['CELT of 20 ms', [0xf8], 20],
    ['CELT of 2.5 ms', [0x80], 2.5],
    ['SILK of 20 ms', [0x08], 20],
    ['SILK of 60 ms', [0x18], 60],
    ['hybrid of 10 ms', [0x60], 10],
    ['hybrid of 20 ms', [0x68], 20],
    ['two frames of 10 ms', [0xf1], 20],
    ['two frames that differ in size', [0xf2], 20],
    ['eight frames of 2.5 ms', [0xe3, 8], 20],
    ['the longest length', [0xfb, 6], 120],
    ['more than 120 ms', [0xfb, 7], undefined],
    ['no frames at all', [0xe3, 0], undefined],
    ['a count that is missing', [0xe3], undefined],
    ['nothing', [], undefined],
  ])('of %s is understood', (_, bytes, milliseconds) => {
    expect(readOpusPacket(Uint8Array.from(bytes))?.lengthMs).toBe(milliseconds);
  });

  it.each(SILENCE_LENGTHS_MS)(
    'of silence has the requested length of %d ms and the requested channels',
    lengthMs => {
      for (const isStereo of [false, true])
        expect(readOpusPacket(silentOpusPacket(lengthMs, isStereo))).toEqual({ lengthMs, isStereo });
    },
  );

  it('has a decoder configuration that skips nothing', () => {
    const { description, ...rest } = opusDecoderConfig(2);
    expect(rest).toEqual({ codec: 'opus', sampleRate: 48_000, numberOfChannels: 2 });
    const head = 'OpusHead\x01\x02\0\0\x80\xbb\0\0\0\0\0';
    expect(Buffer.from(description).toString('latin1')).toBe(head);
    expect(preSkipMsOf(description)).toBe(0);
  });

  it('has a header that says what to skip', () => {
    const head = Buffer.from('OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00', 'latin1');
    expect(preSkipMsOf(head)).toBe(6.5);
    expect(preSkipMsOf(undefined)).toBe(0);
    expect(preSkipMsOf(Buffer.from('Opus'))).toBe(0);
  });
});
