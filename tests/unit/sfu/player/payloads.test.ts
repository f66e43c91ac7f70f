import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { opusPacketMs, preSkipMsOf, SILENT_OPUS_PACKET } from '../../../../sfu/player/opusPacket.ts';
import {
  payloadBytesOf,
  pieceCountOf,
  vp8FrameKind,
  writePieces,
} from '../../../../sfu/player/vp8Payload.ts';

/** The payloads that a frame of this size becomes. */
function piecesOf(frame: Buffer): Buffer[] {
  const target = Buffer.alloc(payloadBytesOf(frame.length) + 7);
  const ends = [7];
  expect(writePieces(frame, target, 7, endsAt => ends.push(endsAt))).toBe(target.length);
  return ends.slice(1).map((end, index) => target.subarray(ends[index], end));
}

describe('the payloads of a VP8 frame', () => {
  it.each([
    [3, 1],
    [1_179, 1],
    [1_180, 2],
    [1_181, 2],
    [2_358, 2],
    [2_359, 3],
    [100_000, 85],
    [1_048_576, 890],
  ])('of %i bytes are %i, none too large, with the frame in them', (bytes, count) => {
    const frame = randomBytes(bytes);
    const pieces = piecesOf(frame);
    expect(pieces).toHaveLength(count);
    expect(pieceCountOf(bytes)).toBe(count);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(1_180);
    expect(Buffer.concat(pieces.map(piece => piece.subarray(1)))).toEqual(frame);
  });

  it('mark the first one alone as the start of the frame', () => {
    const descriptors = piecesOf(randomBytes(4_000)).map(([descriptor]) => descriptor);
    expect(descriptors).toEqual([0x10, 0, 0, 0]);
  });
});

describe('a VP8 frame', () => {
  const key = Buffer.from('1001009d012a40014000', 'hex');
  it.each([
    ['key', key],
    ['broken', Buffer.from(key).fill(0, 3, 6)],
    ['broken', Buffer.from(key).fill(0, 6, 8)],
    ['broken', key.subarray(0, 9)],
    ['delta', Buffer.from('310100', 'hex')],
    ['broken', Buffer.from('3101', 'hex')],
    ['broken', Buffer.alloc(0)],
  ])('is told as %s', (kind, frame) => {
    expect(vp8FrameKind(frame)).toBe(kind);
  });
});

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
    ['no frames at all', [0xe3, 0], undefined],
    ['a count that is missing', [0xe3], undefined],
    ['nothing', [], undefined],
  ])('of %s is understood', (_, bytes, milliseconds) => {
    expect(opusPacketMs(Uint8Array.from(bytes))).toBe(milliseconds);
  });

  it('of silence is 20 ms long', () => {
    expect(opusPacketMs(SILENT_OPUS_PACKET)).toBe(20);
  });

  it('has a header that says what to skip', () => {
    const head = Buffer.from('OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00', 'latin1');
    expect(preSkipMsOf(head)).toBe(6.5);
    expect(preSkipMsOf(undefined)).toBe(0);
    expect(preSkipMsOf(Buffer.from('Opus'))).toBe(0);
  });
});
