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
  /** What the network does to it. */
  fate?: 'lost' | 'broken' | 'headless';
}

/** What becomes of the frames that came, in order; `.` is one that did not. */
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

/** Frames without any numbers, as a player sends them. */
function plain(pattern: string): Frame[] {
  return [...pattern].map(sign => ({
    isKey: sign === 'k',
    ...(sign === 'x' && { fate: 'lost' as const }),
    ...(sign === 'b' && { fate: 'broken' as const }),
  }));
}

/** The layers of Chromium's three, and where it says that a frame depends on the base only. */
const LAYERS = [0, 2, 1, 2, 0, 2, 1, 2];
const SYNC = [false, true, true, false, false, false, false, false];

/** So many frames as Chromium sends them, from a key frame on; some of them meet a fate. */
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

describe('frames without layers', () => {
  it('can be decoded from a key frame on', () => {
    expect(judge(plain('ddkdddkd'))).toBe('--KdddKd');
  });

  it('cannot, where one is lost or broken, until the next key frame', () => {
    expect(judge(plain('kddxddkd'))).toBe('Kdd.--Kd');
    expect(judge(plain('kddbddkd'))).toBe('Kdd---Kd');
  });

  it('cannot, where the key frame itself is broken', () => {
    expect(judge([{ isKey: true, fate: 'broken' }, {}, { isKey: true }, {}])).toBe('--Kd');
  });

  it('can, where the loss is right before a key frame', () => {
    expect(judge(plain('kdxkd'))).toBe('Kd.Kd');
  });

  it('can, where the one that is broken is none that others depend on', () => {
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

  it('can, where only padding was lost, which their numbers tell', () => {
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

  it('cannot, where they are no frames of VP8 at all', () => {
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

describe('frames in three temporal layers', () => {
  it('can all be decoded where none is missing', () => {
    expect(judge(threeLayers(17, {}))).toBe('Kdddddddddddddddd');
  });

  it('lose only the one that is broken, where it says that none depends on it', () => {
    expect(judge(threeLayers(12, { 3: 'broken' }))).toBe('Kdd-dddddddd');
  });

  it('lose no more than the upper layers, until they depend on the base alone again', () => {
    expect(judge(threeLayers(12, { 1: 'lost' }))).toBe('K.d-d-d-dddd');
    expect(judge(threeLayers(17, { 2: 'lost' }))).toBe('Kd.-d---ddddddddd');
    expect(judge(threeLayers(17, { 6: 'broken' }))).toBe('Kddddd--ddddddddd');
  });

  it('lose everything until a key frame, where a frame of the base layer is missing or broken', () => {
    expect(judge(threeLayers(12, { 4: 'lost' }))).toBe('Kddd.-------');
    expect(judge(threeLayers(12, { 4: 'broken' }))).toBe('Kddd--------');
    expect(judge(threeLayers(12, { 8: 'headless' }))).toBe('Kddddddd----');
    const again = threeLayers(4, {}, { picture: 12, base: 3 });
    expect(judge([...threeLayers(12, { 8: 'lost' }), ...again])).toBe('Kddddddd.---Kddd');
  });

  it('lose the base layer also where the missing one was followed by one of an upper layer', () => {
    expect(judge(threeLayers(8, { 3: 'lost', 4: 'lost' }))).toBe('Kdd..---');
    expect(judge(threeLayers(8, { 5: 'lost', 6: 'lost' }))).toBe('Kdddd..-');
  });

  it('are told apart across the ends of their numbers', () => {
    const start = { picture: 0x7ffe, base: 254 };
    expect(judge(threeLayers(12, { 1: 'lost' }, start))).toBe('K.d-d-d-dddd');
    expect(judge(threeLayers(12, { 4: 'lost' }, start))).toBe('Kddd.-------');
  });

  it('are not trusted where so many are missing that the index may have gone all the way round', () => {
    const frames = threeLayers(1_030, {});
    // 256 frames of the base layer later: the index is the same as if none were missing.
    const jump = [...frames.slice(0, 3), ...frames.slice(1_024 + 1, 1_024 + 4)];
    expect(jump[3]?.baseLayerIndex).toBe(jump[2]?.baseLayerIndex);
    const [first, second, third, ...rest] = jump;
    const lost: Frame = { fate: 'lost' };
    expect(judge([first, second, third, lost, ...rest].filter(frame => frame !== undefined))).toBe('Kdd.---');
  });
});
