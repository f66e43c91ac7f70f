import { describe, expect, it } from 'vitest';
import { DecodableFrames, type FrameUse } from '../../../../sfu/recorder/stream/videoFrames.ts';
import { readVp8Descriptor } from '../../../../shared/media/vp8.ts';
import {
  deltaFrameBytes,
  type HandMadeDescriptor,
  keyFrameBytes,
  vp8Descriptor,
} from '../../../support/handMadeVp8.ts';

interface Frame extends HandMadeDescriptor {
  isKey?: boolean;
  /** What happens to the frame in transit. */
  fate?: 'lost' | 'broken' | 'headless';
}

/** Returns one letter per frame, in order; `.` is a frame that did not arrive. */
function judge(frames: readonly Frame[], { padding = false } = {}): string {
  const decodable = new DecodableFrames();
  const signs: Record<FrameUse, string> = { key: 'K', delta: 'd', useless: '-' };
  let followsLoss = padding;
  return frames
    .map(({ isKey = false, fate, ...says }) => {
      if (fate === 'lost') {
        followsLoss = true;
        return '.';
      }
      const bytes = isKey ? keyFrameBytes() : deltaFrameBytes();
      const use = decodable.judge({
        ticks: 0,
        descriptor: readVp8Descriptor(Buffer.from([...vp8Descriptor(says), ...bytes])),
        isWhole: fate === undefined,
        followsLoss: followsLoss || fate === 'headless',
        data: Buffer.from(bytes),
      });
      followsLoss = fate === 'broken';
      return signs[use];
    })
    .join('');
}

/** Frames without picture IDs and layer indexes, as a player sends them. */
function plain(pattern: string): Frame[] {
  return [...pattern].map(sign => ({
    isKey: sign === 'k',
    ...(sign === 'x' && { fate: 'lost' as const }),
    ...(sign === 'b' && { fate: 'broken' as const }),
  }));
}

/** Chromium's three temporal layers, and where it marks a frame as depending on the base layer only. */
const LAYERS = [0, 2, 1, 2, 0, 2, 1, 2];
const SYNC = [false, true, true, false, false, false, false, false];

/**
 * Frames in three temporal layers as Chromium sends them, starting with a key frame; some are lost or
 * damaged.
 */
function threeLayers(
  count: number,
  fates: Record<number, Frame['fate']>,
  start = { picture: 0, base: 0 },
): Frame[] {
  let base = start.base;
  return Array.from({ length: count }, (_, index) => {
    const temporalLayer = LAYERS[index % LAYERS.length] ?? 0;
    if (temporalLayer === 0) base += 1;
    const fate = fates[index];
    return {
      isKey: index === 0,
      pictureId: (start.picture + index) & 0x7fff,
      baseLayerIndex: base & 0xff,
      temporalLayer,
      isLayerSync: index === 0 || (SYNC[index % SYNC.length] ?? false),
      isUnreferenced: temporalLayer === 2,
      ...(fate && { fate }),
    };
  });
}

describe('DecodableFrames without layers', () => {
  it('accepts frames from a key frame on', () => {
    expect(judge(plain('ddkdddkd'))).toBe('--KdddKd');
  });

  it('rejects frames after a lost or damaged one until the next key frame', () => {
    expect(judge(plain('kddxddkd'))).toBe('Kdd.--Kd');
    expect(judge(plain('kddbddkd'))).toBe('Kdd---Kd');
  });

  it('rejects frames after a damaged key frame', () => {
    expect(judge([{ isKey: true, fate: 'broken' }, {}, { isKey: true }, {}])).toBe('--Kd');
  });

  it('accepts frames when the loss is right before a key frame', () => {
    expect(judge(plain('kdxkd'))).toBe('Kd.Kd');
  });

  it('accepts frames after a damaged one that no other frame depends on', () => {
    expect(judge([{ isKey: true }, { isUnreferenced: true, fate: 'broken' }, { pictureId: 1 }])).toBe('K--');
    const numbered = (pictureId: number, more: Frame = {}): Frame => ({ pictureId, ...more });
    expect(
      judge([
        numbered(1, { isKey: true }),
        numbered(2, { isUnreferenced: true, fate: 'broken' }),
        numbered(3),
      ]),
    ).toBe('K-d');
  });

  it('accepts frames when the picture IDs show that only padding was lost', () => {
    const frames = [1, 2, 3].map(pictureId => ({ pictureId, isKey: pictureId === 1 }));
    expect(judge(frames, { padding: true })).toBe('Kdd');
    const decodable = new DecodableFrames();
    const frame = (pictureId: number, isKey: boolean, followsLoss: boolean) => ({
      ticks: 0,
      descriptor: readVp8Descriptor(Buffer.from([...vp8Descriptor({ pictureId }), 1])),
      isWhole: true,
      followsLoss,
      data: Buffer.from(isKey ? keyFrameBytes() : deltaFrameBytes()),
    });
    expect(decodable.judge(frame(0x7fff, true, false))).toBe('key');
    expect(decodable.judge(frame(0, false, true))).toBe('delta');
    expect(decodable.judge(frame(2, false, true))).toBe('useless');
    expect(decodable.isFrozen).toBe(true);
  });

  it('rejects frames that are not VP8', () => {
    const decodable = new DecodableFrames();
    const frame = (data: number[]) => ({
      ticks: 0,
      descriptor: readVp8Descriptor(Buffer.from([...vp8Descriptor({}), 1])),
      isWhole: true,
      followsLoss: false,
      data: Buffer.from(data),
    });
    // A key frame without its start code, and one without a size.
    expect(decodable.judge(frame([0x10, 0, 0, 1, 2, 3, 4, 5, 6, 7]))).toBe('useless');
    expect(decodable.judge(frame(keyFrameBytes(0, 0)))).toBe('useless');
    expect(decodable.judge(frame(keyFrameBytes()))).toBe('key');
    expect(decodable.judge(frame([0x11]))).toBe('useless');
  });
});

describe('DecodableFrames with three temporal layers', () => {
  it('accepts all frames when none is missing', () => {
    expect(judge(threeLayers(17, {}))).toBe('Kdddddddddddddddd');
  });

  it('rejects only the damaged frame when it is marked as non-reference', () => {
    expect(judge(threeLayers(12, { 3: 'broken' }))).toBe('Kdd-dddddddd');
  });

  it('rejects only upper layers until they depend on the base layer alone again', () => {
    expect(judge(threeLayers(12, { 1: 'lost' }))).toBe('K.d-d-d-dddd');
    expect(judge(threeLayers(17, { 2: 'lost' }))).toBe('Kd.-d---ddddddddd');
    expect(judge(threeLayers(17, { 6: 'broken' }))).toBe('Kddddd--ddddddddd');
  });

  it('rejects everything until a key frame when a base layer frame is missing or damaged', () => {
    expect(judge(threeLayers(12, { 4: 'lost' }))).toBe('Kddd.-------');
    expect(judge(threeLayers(12, { 4: 'broken' }))).toBe('Kddd--------');
    expect(judge(threeLayers(12, { 8: 'headless' }))).toBe('Kddddddd----');
    const again = threeLayers(4, {}, { picture: 12, base: 3 });
    expect(judge([...threeLayers(12, { 8: 'lost' }), ...again])).toBe('Kddddddd.---Kddd');
  });

  it('rejects the base layer even when an upper layer frame followed the missing one', () => {
    expect(judge(threeLayers(8, { 3: 'lost', 4: 'lost' }))).toBe('Kdd..---');
    expect(judge(threeLayers(8, { 5: 'lost', 6: 'lost' }))).toBe('Kdddd..-');
  });

  it('recognizes gaps when picture IDs and indexes wrap', () => {
    const start = { picture: 0x7ffe, base: 254 };
    expect(judge(threeLayers(12, { 1: 'lost' }, start))).toBe('K.d-d-d-dddd');
    expect(judge(threeLayers(12, { 4: 'lost' }, start))).toBe('Kddd.-------');
  });

  it('rejects frames after a gap so long that the index may have wrapped completely', () => {
    const frames = threeLayers(1_030, {});
    // 256 base layer frames later, the index is the same as with no frame missing.
    const jump = [...frames.slice(0, 3), ...frames.slice(1_024 + 1, 1_024 + 4)];
    expect(jump[3]?.baseLayerIndex).toBe(jump[2]?.baseLayerIndex);
    const [first, second, third, ...rest] = jump;
    const lost: Frame = { fate: 'lost' };
    expect(judge([first, second, third, lost, ...rest].filter(frame => frame !== undefined))).toBe('Kdd.---');
  });
});
