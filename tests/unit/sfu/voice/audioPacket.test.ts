import { describe, expect, it } from 'vitest';
import { readAudioPacket } from '../../../../sfu/voice/audioPacket.ts';

/** Version 2, an extension, sequence number 0x1234, timestamp 0xfffffff0. */
const HEADER = [0x90, 0x6f, 0x12, 0x34, 0xff, 0xff, 0xff, 0xf0, 0, 0, 0, 1];
const packet = (...bytes: number[]) => Buffer.from([...HEADER, ...bytes]);

describe('audio packet', () => {
  it('returns timestamp and level from one-byte extensions, with other extensions present', () => {
    const read = readAudioPacket(packet(0xbe, 0xde, 0, 2, 0x10, 0x30, 0x42, 1, 2, 3, 0x60, 0xb9, 0xaa), 6);
    expect(read).toEqual({ sequence: 0x1234, timestamp: 0xfffffff0, level: 0x39 });
  });

  it('returns the level from two-byte extensions, after padding', () => {
    const read = readAudioPacket(packet(0x10, 0, 0, 2, 0, 20, 1, 9, 0, 6, 1, 0x7f), 6);
    expect(read?.level).toBe(127);
  });

  it('is read after contributing sources', () => {
    const bytes = packet(0, 0, 0, 9, 0xbe, 0xde, 0, 1, 0x60, 0x05, 0, 0);
    bytes[0] = 0x91;
    expect(readAudioPacket(bytes, 6)?.level).toBe(5);
  });

  it.each([
    ['has no extension', Buffer.from([0x80, ...HEADER.slice(1)])],
    ['has other extensions only', packet(0xbe, 0xde, 0, 1, 0x10, 0x30, 0, 0)],
    ['has extensions of an unknown form', packet(0xab, 0xcd, 0, 1, 0x60, 0x05, 0, 0)],
    ['ends in the middle of the level', packet(0xbe, 0xde, 0, 1, 0x60)],
    ['ends before the extensions do', packet(0xbe, 0xde)],
    ['has an empty level', packet(0x10, 0, 0, 1, 6, 0, 0, 0)],
  ])('returns no level when the packet %s', (_, bytes) => {
    expect(readAudioPacket(bytes, 6)).toEqual({ sequence: 0x1234, timestamp: 0xfffffff0 });
  });

  it('states whether the encoder found a pitch', () => {
    const vowel = [0x78, 0x9b, 0xd3, 0x42, 0x89, 0xc2];
    expect(readAudioPacket(packet(0xbe, 0xde, 0, 1, 0x60, 0x39, 0, 0, ...vowel), 6)).toEqual({
      sequence: 0x1234,
      timestamp: 0xfffffff0,
      level: 0x39,
      isVoiced: true,
    });
  });

  it('returns nothing for a packet that is too short or of another version', () => {
    expect(readAudioPacket(Buffer.from([0x80, 0, 0]), 6)).toBeUndefined();
    expect(readAudioPacket(Buffer.alloc(40), 6)).toBeUndefined();
    expect(readAudioPacket(Buffer.alloc(0), 6)).toBeUndefined();
  });
});
