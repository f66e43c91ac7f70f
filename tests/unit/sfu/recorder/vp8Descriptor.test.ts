import { describe, expect, it } from 'vitest';
import { readVp8Descriptor } from '../../../../sfu/recorder/stream/vp8Descriptor.ts';
import { type HandMadeDescriptor, vp8Descriptor } from '../../../support/handMadeVp8.ts';

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

describe('a payload descriptor of VP8', () => {
  it.each<[string, HandMadeDescriptor, object]>([
    ['of one byte, in the middle of a frame', {}, {}],
    ['of one byte, at its start', { startsFrame: true }, { startsFrame: true }],
    ['of a frame that none depends on', { isUnreferenced: true }, { isUnreferenced: true }],
    [
      'with a picture id of 7 bits',
      { pictureId: 77, isShort: true },
      { bytes: 3, pictureId: 77, pictureIdBits: 7 },
    ],
    ['with one of 15 bits', { pictureId: 0x7abc }, { bytes: 4, pictureId: 0x7abc, pictureIdBits: 15 }],
    [
      'with one of 15 bits that would fit into 7',
      { pictureId: 3 },
      { bytes: 4, pictureId: 3, pictureIdBits: 15 },
    ],
    ['with the index of the base layer alone', { baseLayerIndex: 255 }, { bytes: 3, baseLayerIndex: 255 }],
    [
      'with a temporal layer alone',
      { temporalLayer: 2, isLayerSync: true },
      { bytes: 3, temporalLayer: 2, isLayerSync: true },
    ],
    [
      'with everything, as browsers write it',
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

  it('says nothing of layers where it only has a key index', () => {
    expect(readVp8Descriptor(Buffer.from([0x90, 0x10, 0x7f, 1]))).toEqual({
      ...NOTHING,
      bytes: 3,
      startsFrame: true,
    });
  });

  it('does not take the start of a later partition for that of a frame', () => {
    expect(readVp8Descriptor(Buffer.from([0x11, 1]))?.startsFrame).toBe(false);
  });

  it.each([
    ['there is nothing', []],
    ['nothing follows it', [0x10]],
    ['it ends too soon', [0x90]],
    ['its picture id ends too soon', [0x90, 0x80, 0x81]],
    ['it ends where the temporal layer should be', [0x90, 0xe0, 0x81, 5, 7]],
    ['it is complete and nothing follows', [0x90, 0xe0, 0x81, 5, 7, 0x40]],
  ])('is none where %s', (_, bytes) => {
    expect(readVp8Descriptor(Buffer.from(bytes))).toBeUndefined();
  });
});
