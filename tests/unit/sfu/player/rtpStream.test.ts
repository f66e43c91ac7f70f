import { describe, expect, it } from 'vitest';
import { isKeyFrameRequest, RtpStream, senderReport } from '../../../../sfu/player/RtpStream.ts';

const payload = { in: Buffer.from('..hello..'), from: 2, to: 7 };
const silent = { marker: false, level: 127 };

function hex(packet: Buffer): string {
  return packet
    .toString('hex')
    .replace(/(.{8})/g, '$1 ')
    .trim();
}

function withSsrc(stream: RtpStream): string {
  return stream.ssrc.toString(16).padStart(8, '0');
}

describe('RtpStream', () => {
  it('writes header and payload as defined in RFC 3550', () => {
    const start = { sequence: 0x0102, timestamp: 0x03040506 };
    const stream = new RtpStream({ payloadType: 101, clockRate: 90_000 }, start);
    expect(hex(stream.write(payload, { timeMs: 0, ...silent }))).toBe(
      `80650102 03040506 ${withSsrc(stream)} 68656c6c 6f`,
    );
    expect(hex(stream.write(payload, { timeMs: 40, marker: true, level: 127 }))).toBe(
      `80e50103 03041316 ${withSsrc(stream)} 68656c6c 6f`,
    );
  });

  it('writes the level as defined in RFC 6464, with the voice bit set above 60', () => {
    const start = { sequence: 1, timestamp: 0 };
    const stream = new RtpStream({ payloadType: 100, clockRate: 48_000, levelExtensionId: 6 }, start);
    const header = (level: number) =>
      hex(stream.write(payload, { timeMs: 20, marker: false, level })).slice(0, 44);
    expect(header(25)).toBe(`90640001 000003c0 ${withSsrc(stream)} bede0001 60990000`);
    expect(header(59)).toMatch(/ 60bb0000$/);
    expect(header(60)).toMatch(/ 603c0000$/);
    expect(header(127)).toMatch(/ 607f0000$/);
  });

  it('continues when sequence numbers and timestamps wrap', () => {
    const start = { sequence: 0xffff, timestamp: 0xffff_ffff };
    const stream = new RtpStream({ payloadType: 101, clockRate: 90_000 }, start);
    expect(hex(stream.write(payload, { timeMs: 0, ...silent })).slice(0, 17)).toBe('8065ffff ffffffff');
    expect(hex(stream.write(payload, { timeMs: 40, ...silent })).slice(0, 17)).toBe('80650000 00000e0f');
    expect(stream.timestampAt(4_294_967_296 / 90)).toBe(0xffff_ffff);
  });

  it("starts at random numbers, so that they can't be guessed", () => {
    const streams = Array.from({ length: 20 }, () => new RtpStream({ payloadType: 101, clockRate: 90_000 }));
    expect(new Set(streams.map(({ ssrc }) => ssrc)).size).toBe(20);
    expect(new Set(streams.map(stream => stream.timestampAt(0))).size).toBe(20);
  });
});

describe('senderReport', () => {
  it('states which timestamps of both streams belong to the same moment, and the CNAME', () => {
    const audio = new RtpStream({ payloadType: 100, clockRate: 48_000 }, { sequence: 0, timestamp: 0x1000 });
    const video = new RtpStream({ payloadType: 101, clockRate: 90_000 }, { sequence: 0, timestamp: 0x2000 });
    audio.write(payload, { timeMs: 0, ...silent });
    video.write(payload, { timeMs: 0, ...silent });
    video.write(payload, { timeMs: 0, ...silent });
    // Half a second after 1970-01-01T00:00:01Z, which is 2,208,988,801 s after 1900.
    const report = senderReport([audio, video], { timeMs: 1_000, wallClockMs: 1_500, cname: 'abcde' });
    expect(hex(report)).toBe(
      [
        `80c80006 ${withSsrc(audio)} 83aa7e81 80000000 0000cb80 00000001 00000005`,
        `80c80006 ${withSsrc(video)} 83aa7e81 80000000 00017f90 00000002 0000000a`,
        `82ca0006 ${withSsrc(audio)} 01056162 63646500 ${withSsrc(video)} 01056162 63646500`,
      ].join(' '),
    );
  });

  it('ends each CNAME with at least one zero byte', () => {
    const stream = new RtpStream({ payloadType: 100, clockRate: 48_000 });
    const descriptions = ['a', 'ab', 'abc', 'abcd'].map(cname =>
      hex(senderReport([stream], { timeMs: 0, wallClockMs: 0, cname })).slice(63 + 18),
    );
    expect(descriptions).toEqual(['01016100', '01026162 00000000', '01036162 63000000', '01046162 63640000']);
  });
});

describe('key frame request detection', () => {
  const receiverReport = '81c90007 00000001 00000002 00000000 00000000 00000000 00000000 00000000';
  const goodbye = '81cb0001 00000001';
  it.each([
    ['a picture loss indication', '81ce0002 00000001 00000002', true],
    ['a full intra request', '84ce0004 00000001 00000000 00000002 01000000', true],
    ['a picture loss indication after a report', `${receiverReport} 81ce0002 00000001 00000002`, true],
    ['only a report', receiverReport, false],
    ['a NACK', '81cd0003 00000001 00000002 00050000', false],
    ['a bandwidth estimate', '8fce0005 00000001 00000000 52454d42 01000000 00000002', false],
    ['a BYE', goodbye, false],
    ['an empty packet', '', false],
    ['half a header', '81ce', false],
  ])('returns the expected result for %s', (_, packet, expected) => {
    expect(isKeyFrameRequest(Buffer.from(packet.replaceAll(' ', ''), 'hex'))).toBe(expected);
  });
});
