import type { Ink } from './layer.ts';

type Coordinates = readonly [x: number, y: number];

/** A cubic Bezier curve. */
export interface Curve {
  from: Coordinates;
  a: Coordinates;
  b: Coordinates;
  to: Coordinates;
}

const STEPS = 14;

/** Fills a stroke along a curve whose thickness, in px at 0 to 1 of its way, changes. Above the curve, in the sense of smaller y. */
export function fillTaperedAbove(ink: Ink, curve: Curve, thickness: (along: number) => number): void {
  ink.beginPath();
  ink.moveTo(curve.from[0], curve.from[1]);
  ink.bezierCurveTo(curve.a[0], curve.a[1], curve.b[0], curve.b[1], curve.to[0], curve.to[1]);
  for (let step = STEPS; step >= 0; step--) {
    const along = step / STEPS;
    const [x, y] = pointOn(curve, along);
    const [dx, dy] = directionOn(curve, along);
    const length = Math.hypot(dx, dy) || 1;
    const thick = thickness(along);
    ink.lineTo(x + (dy / length) * thick, y - (dx / length) * thick);
  }
  ink.closePath();
  ink.fill();
}

export function pointOn({ from, a, b, to }: Curve, along: number): Coordinates {
  const rest = 1 - along;
  const [p, q, r, s] = [rest ** 3, 3 * rest * rest * along, 3 * rest * along * along, along ** 3];
  return [p * from[0] + q * a[0] + r * b[0] + s * to[0], p * from[1] + q * a[1] + r * b[1] + s * to[1]];
}

function directionOn({ from, a, b, to }: Curve, along: number): Coordinates {
  const rest = 1 - along;
  const slope = (axis: 0 | 1) =>
    rest * rest * (a[axis] - from[axis]) +
    2 * rest * along * (b[axis] - a[axis]) +
    along * along * (to[axis] - b[axis]);
  return [slope(0), slope(1)];
}
