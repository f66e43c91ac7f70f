import { describe, expect, it } from 'vitest';
import { findExtension, readRtpHeader } from '../../../../sfu/rtpHeader.ts';

const FIXED = [0x80, 0xe5, 0x12, 0x34, 0xff, 0xff, 0xff, 0xf0, 0x01, 0x02, 0x03, 0x04];
const packet = (first: number, ...rest: number[]) => Buffer.from([first, ...FIXED.slice(1), ...rest]);
const payloadOf = (bytes: Buffer) => {
  const header = readRtpHeader(bytes);
  return header && [...bytes.subarray(header.payloadFrom, header.payloadTo)];
};

describe('RTP header', () => {
  it('returns SSRC, sequence number, timestamp, and marker', () => {
    expect(readRtpHeader(packet(0x80, 9))).toEqual({
      marker: true,
      payloadType: 101,
      sequence: 0x1234,
      timestamp: 0xfffffff0,
      ssrc: 0x01020304,
      extensionFrom: 0,
      payloadFrom: 12,
      payloadTo: 13,
    });
  });

  it.each([
    ['right after the header', packet(0x80, 1, 2, 3)],
    ['after contributing sources', packet(0x82, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3)],
    ['after an extension', packet(0x90, 0xbe, 0xde, 0, 1, 0x10, 5, 0, 0, 1, 2, 3)],
    ['after an empty extension', packet(0x90, 0xbe, 0xde, 0, 0, 1, 2, 3)],
    ['before padding', packet(0xa0, 1, 2, 3, 0, 0, 3)],
  ])('returns the payload %s', (_, bytes) => {
    expect(payloadOf(bytes)).toEqual([1, 2, 3]);
  });

  it.each([
    ['nothing follows the header', packet(0x80)],
    ['the rest is padding', packet(0xa0, 0, 0, 3)],
    ['there is more padding than packet', packet(0xa0, 1, 2, 200)],
    ['the extension is longer than the packet', packet(0x90, 0xbe, 0xde, 0, 9, 1, 2)],
    ['the contributing sources are longer than the packet', packet(0x8f, 1, 2)],
  ])('returns an empty payload when %s', (_, bytes) => {
    expect(payloadOf(bytes)).toEqual([]);
  });

  it('returns nothing for a packet that is too short or of another version', () => {
    expect(readRtpHeader(packet(0x80).subarray(0, 11))).toBeUndefined();
    expect(readRtpHeader(packet(0x40, 1))).toBeUndefined();
    expect(readRtpHeader(Buffer.alloc(0))).toBeUndefined();
  });

  it('returns no extensions when the extension bit is not set', () => {
    const bytes = packet(0x80, 0xbe, 0xde, 0, 1, 0x10, 5, 0, 0);
    const header = readRtpHeader(bytes);
    expect(header && findExtension(bytes, header, 1)).toBeUndefined();
  });
});
