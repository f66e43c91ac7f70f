import { AVATAR_SIZE, type Pose } from './pose.ts';

export type Point = { x: number; y: number };

/** Position of the point between the eyes in the frame: the origin of head coordinates. */
const HEAD_ORIGIN: Point = { x: AVATAR_SIZE.width / 2, y: 206 };

/** Base of the neck, in head coordinates. The head tilts and scales around this point. */
export const NECK_PIVOT: Point = { x: 0, y: 168 };

/** Depth of each part relative to the head's axis of rotation. Parts nearer to the viewer shift more. */
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

export function parallax(pose: Pose, depth: number): Point {
  return { x: pose.headTurn * 8 * depth, y: pose.headNod * 7 * depth };
}

export const EYE: Point = { x: 41, y: 0 };
export const MOUTH: Point = { x: 0, y: 81 };

export const JAW_DROP = 13;

const LEAN_GROWTH = 0.04;

const BREATH_RISE = { chest: 3.2, head: 1.6 };

export function placementOfHead(pose: Pose) {
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

export function shiftOfTorso(pose: Pose): Point {
  return { x: 0.25 * pose.headX, y: -BREATH_RISE.chest * pose.breath - pose.shoulders + 2.5 * pose.lean };
}
