import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  payloadBytesOf,
  pieceCountOf,
  readVp8Descriptor,
  readVp8Frame,
  sizeOfVp8KeyFrame,
  writePieces,
} from '../../../shared/media/vp8.ts';
import { type HandMadeDescriptor, vp8Descriptor } from '../../support/handMadeVp8.ts';

const read = (says: HandMadeDescriptor) => readVp8Descriptor(Buffer.from([...vp8Descriptor(says), 1, 2]));

const NOTHING = {
  bytes: 1,
  startsFrame: false,
  isUnreferenced: false,
  pictureId: undefined,
  pictureIdBits: 0,
  baseLayerIndex: undefined,
  temporalLayer: undefined,
  isLayerSync: false,
};

describe('VP8 payload descriptor', () => {
  it.each<[string, HandMadeDescriptor, object]>([
    ['of one byte, in the middle of a frame', {}, {}],
    ['of one byte, at the start of a frame', { startsFrame: true }, { startsFrame: true }],
    ['of a non-reference frame', { isUnreferenced: true }, { isUnreferenced: true }],
    [
      'with a 7-bit picture ID',
      { pictureId: 77, isShort: true },
      { bytes: 3, pictureId: 77, pictureIdBits: 7 },
    ],
    ['with a 15-bit picture ID', { pictureId: 0x7abc }, { bytes: 4, pictureId: 0x7abc, pictureIdBits: 15 }],
    [
      'with a 15-bit picture ID that would fit into 7',
      { pictureId: 3 },
      { bytes: 4, pictureId: 3, pictureIdBits: 15 },
    ],
    ['with only the base layer index', { baseLayerIndex: 255 }, { bytes: 3, baseLayerIndex: 255 }],
    [
      'with only a temporal layer',
      { temporalLayer: 2, isLayerSync: true },
      { bytes: 3, temporalLayer: 2, isLayerSync: true },
    ],
    [
      'with all fields, as browsers write it',
      { startsFrame: true, isUnreferenced: true, pictureId: 5_000, baseLayerIndex: 9, temporalLayer: 1 },
      {
        bytes: 6,
        startsFrame: true,
        isUnreferenced: true,
        pictureId: 5_000,
        pictureIdBits: 15,
        baseLayerIndex: 9,
        temporalLayer: 1,
      },
    ],
  ])('is read %s', (_, says, found) => {
    expect(read(says)).toEqual({ ...NOTHING, ...found });
  });

  it('has no layers when it only has a key index', () => {
    expect(readVp8Descriptor(Buffer.from([0x90, 0x10, 0x7f, 1]))).toEqual({
      ...NOTHING,
      bytes: 3,
      startsFrame: true,
    });
  });

  it('distinguishes the start of a later partition from the start of a frame', () => {
    expect(readVp8Descriptor(Buffer.from([0x11, 1]))?.startsFrame).toBe(false);
  });

  it.each([
    ['it is empty', []],
    ['nothing follows it', [0x10]],
    ['it is truncated', [0x90]],
    ['its picture ID is truncated', [0x90, 0x80, 0x81]],
    ['its temporal layer is missing', [0x90, 0xe0, 0x81, 5, 7]],
    ['it is complete and nothing follows', [0x90, 0xe0, 0x81, 5, 7, 0x40]],
  ])('is undefined when %s', (_, bytes) => {
    expect(readVp8Descriptor(Buffer.from(bytes))).toBeUndefined();
  });
});

/** Payloads of a frame of this size. */
function piecesOf(frame: Buffer): Buffer[] {
  const target = Buffer.alloc(payloadBytesOf(frame.length) + 7);
  const ends = [7];
  expect(writePieces(frame, target, 7, endsAt => ends.push(endsAt))).toBe(target.length);
  return ends.slice(1).map((end, index) => target.subarray(ends[index], end));
}

describe('payloads of a VP8 frame', () => {
  it.each([
    [3, 1],
    [1_179, 1],
    [1_180, 2],
    [1_181, 2],
    [2_358, 2],
    [2_359, 3],
    [100_000, 85],
    [1_048_576, 890],
  ])('of %i bytes are %i, within the size limit, and contain the frame', (bytes, count) => {
    const frame = randomBytes(bytes);
    const pieces = piecesOf(frame);
    expect(pieces).toHaveLength(count);
    expect(pieceCountOf(bytes)).toBe(count);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(1_180);
    expect(Buffer.concat(pieces.map(piece => piece.subarray(1)))).toEqual(frame);
  });

  it('mark only the first one as the start of the frame', () => {
    const descriptors = piecesOf(randomBytes(4_000)).map(([descriptor]) => descriptor);
    expect(descriptors).toEqual([0x10, 0, 0, 0]);
  });
});

describe('VP8 frame', () => {
  const kindOf = (frame: Buffer) => {
    const header = readVp8Frame(frame);
    return header ? (header.isKey ? 'key' : 'delta') : 'broken';
  };
  const key = Buffer.from('1001009d012a40014000', 'hex');
  it.each([
    ['key', key],
    ['broken', Buffer.from(key).fill(0, 3, 6)],
    ['broken', Buffer.from(key).fill(0, 6, 8)],
    ['broken', key.subarray(0, 9)],
    ['delta', Buffer.from('310100', 'hex')],
    ['broken', Buffer.from('3101', 'hex')],
    ['delta', Buffer.from('370100', 'hex')],
    ['broken', Buffer.from('390100', 'hex')],
    ['broken', Buffer.alloc(0)],
  ])('is recognized as %s', (kind, frame) => {
    expect(kindOf(frame)).toBe(kind);
  });

  it('has a size if it is a key frame, without the scaling bits', () => {
    const scaled = Buffer.from(key);
    scaled.writeUInt8(0xc1, 7);
    expect(readVp8Frame(key)).toEqual({ isKey: true, width: 320, height: 64 });
    expect(sizeOfVp8KeyFrame(scaled)).toEqual({ width: 320, height: 64 });
    expect(readVp8Frame(Buffer.from('310100', 'hex'))).toEqual({ isKey: false, width: 0, height: 0 });
  });
});
