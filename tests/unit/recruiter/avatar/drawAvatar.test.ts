import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { AvatarPainter } from '../../../../server/features/recruiter/clips/render/avatar/drawAvatar.ts';
import {
  AVATAR_SIZE,
  NEUTRAL_POSE,
  type Pose,
} from '../../../../server/features/recruiter/clips/render/avatar/pose.ts';
import { posesOfSilence } from '../../../../server/features/recruiter/clips/render/avatar/silentPoses.ts';

const { width, height } = AVATAR_SIZE;
const hash = (picture: Uint8Array) => createHash('sha256').update(picture).digest('hex');

/** Mean color difference of two images within a rectangle, 0 to 255. */
function difference(
  a: Uint8Array,
  b: Uint8Array,
  { x = 0, y = 0, w = width, h = height }: { x?: number; y?: number; w?: number; h?: number } = {},
): number {
  let sum = 0;
  for (let row = y; row < y + h; row++) {
    const from = (row * width + x) * 4;
    for (let at = from; at < from + w * 4; at++) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
  }
  return sum / (w * h * 3);
}

const EYES = { x: 410, y: 185, w: 140, h: 40 };
const MOUTH = { x: 440, y: 265, w: 80, h: 60 };
const ROOM = { x: 0, y: 0, w: 230, h: height };

describe('the avatar', () => {
  let painter: AvatarPainter;
  let neutral: Uint8Array;
  const paint = (pose: Partial<Pose>) => Uint8Array.from(painter.paint({ ...NEUTRAL_POSE, ...pose }));

  beforeAll(async () => {
    painter = await AvatarPainter.create();
    neutral = paint({});
  });

  it('is an opaque image of the expected size', () => {
    expect(neutral).toHaveLength(width * height * 4);
    expect(neutral.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
  });

  it('has identical pixels for identical poses, with any painter and after any other pose', async () => {
    paint({ headTilt: 3, jaw: 1, lipsApart: 1, blink: 1, lean: 1, teeth: 0.5 });
    expect(hash(paint({}))).toBe(hash(neutral));
    expect(hash(Uint8Array.from((await AvatarPainter.create()).paint(NEUTRAL_POSE)))).toBe(hash(neutral));
  });

  it('changes only the mouth when it opens the mouth', () => {
    const open = paint({ lipsApart: 0.8, jaw: 0.8 });
    expect(difference(open, neutral, MOUTH)).toBeGreaterThan(10);
    expect(difference(open, neutral, EYES)).toBe(0);
    expect(difference(open, neutral, ROOM)).toBe(0);
  });

  it('changes only the eyes when it closes them', () => {
    const shut = paint({ blink: 1 });
    expect(difference(shut, neutral, EYES)).toBeGreaterThan(10);
    expect(difference(shut, neutral, MOUTH)).toBe(0);
  });

  it('shows every axis of a pose', () => {
    const seen = (Object.keys(NEUTRAL_POSE) as (keyof Pose)[]).filter(axis => {
      // Teeth and tongue are behind the lips.
      const around: Partial<Pose> = axis === 'teeth' || axis === 'tongue' ? { lipsApart: 0.5 } : {};
      return difference(paint({ ...around, [axis]: 1 }), paint(around)) > 0;
    });
    expect(seen).toEqual(Object.keys(NEUTRAL_POSE));
  });

  it('hardly differs from the neutral image while listening, except for blinks', () => {
    const poses = posesOfSilence('listening').filter(({ blink }, frame) => blink === 0 && frame % 9 === 0);
    for (const pose of poses) expect(difference(paint(pose), neutral)).toBeLessThan(1.5);
  });

  it('can be drawn smaller, and shows the middle on an upright screen', async () => {
    const tile = await AvatarPainter.create({ width: 200, height: 112 });
    expect(tile.paint(NEUTRAL_POSE)).toHaveLength(200 * 112 * 4);
    const tall = await AvatarPainter.create({ width: 304, height: 540 });
    const upright = Uint8Array.from(tall.paint(NEUTRAL_POSE));
    const cheek = (from: Uint8Array, rowWidth: number, x: number) => [
      ...from.subarray((250 * rowWidth + x) * 4, (250 * rowWidth + x) * 4 + 3),
    ];
    expect(cheek(upright, 304, 152 - 40)).toEqual(cheek(neutral, width, 480 - 40));
  });
});
