import { AVATAR_SIZE } from './avatarSize.ts';
import type { Pose } from './pose.ts';

/** A point or a shift in px of `AVATAR_SIZE`. */
export interface Point {
  x: number;
  y: number;
}

/** Where the point between the eyes is in the picture. The head's own coordinates have their origin here. */
export const HEAD_ORIGIN: Point = { x: AVATAR_SIZE.width / 2, y: 206 };

/** About what the head tilts and leans, in head coordinates: the base of the neck. */
export const NECK_PIVOT: Point = { x: 0, y: 168 };

/** How far parts lie in front of the axis the head turns about: what is nearer to the viewer shifts more. */
export const DEPTH = {
  backHair: -0.35,
  ear: 0.1,
  contour: 0.3,
  frontHair: 0.42,
  surface: 0.55,
  features: 0.8,
  brows: 0.85,
  mouth: 0.95,
  nose: 1.2,
} as const;

/** Shift of a part of the given depth by the head's turn and nod, in px of the head's coordinates. */
export function parallax(pose: Pose, depth: number): Point {
  return { x: pose.headTurn * 8 * depth, y: pose.headNod * 7 * depth };
}

export const EYE: Point = { x: 41, y: 0 };
export const MOUTH: Point = { x: 0, y: 81 };

/** How far the chin sinks with the jaw wide open. */
export const JAW_DROP = 13;

/** Growth of the head at `lean` 1. */
const LEAN_GROWTH = 0.04;

/** How far a deep breath raises the chest, and the head with it. */
const BREATH_RISE = { chest: 3.2, head: 1.6 };

export interface HeadPlacement {
  /** Where the neck's pivot is in the picture. */
  pivot: Point;
  angle: number;
  scale: number;
}

export function placementOfHead(pose: Pose): HeadPlacement {
  return {
    pivot: {
      x: HEAD_ORIGIN.x + NECK_PIVOT.x + pose.headX,
      y:
        HEAD_ORIGIN.y +
        NECK_PIVOT.y +
        pose.headY +
        2 * pose.headNod -
        BREATH_RISE.head * pose.breath +
        3 * pose.lean,
    },
    angle: (pose.headTilt * Math.PI) / 180,
    scale: 1 + LEAN_GROWTH * pose.lean,
  };
}

/** Shift of the chest and the shoulders. */
export function shiftOfTorso(pose: Pose): Point {
  return {
    x: 0.25 * pose.headX,
    y: -BREATH_RISE.chest * pose.breath - pose.shoulders + 2.5 * pose.lean,
  };
}
