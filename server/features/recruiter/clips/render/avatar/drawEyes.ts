import { DEPTH, EYE, parallax } from './anatomy.ts';
import { oklch, skin } from './palette.ts';
import type { Pose } from './pose.ts';
import type { Ink, Sprite, Sprites } from './sprites.ts';

type Coordinates = readonly [x: number, y: number];

type Curve = { from: Coordinates; a: Coordinates; b: Coordinates; to: Coordinates };

const SIZE = 1.1;
const lash = (opacity: number) => oklch(0.2, 0.025, 40, opacity);

/** Edges of the lids from inner to outer corner, in coordinates where x grows away from the nose. */
const INNER = [-19, 3.4] as const;
const OUTER = [20, -1.2] as const;
const UPPER_OPEN: Curve = { from: INNER, a: [-13, -8.6], b: [7, -13], to: OUTER };
const UPPER_CLOSED: Curve = { from: INNER, a: [-10, 8.6], b: [9, 9.6], to: [20, 0.6] };
const LOWER_OPEN: Curve = { from: INNER, a: [-8, 10.2], b: [11, 9.8], to: OUTER };

function mixed(from: Curve, to: Curve, share: number): Curve {
  const point = (p: readonly [number, number], q: readonly [number, number]) =>
    [p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share] as const;
  return {
    from: point(from.from, to.from),
    a: point(from.a, to.a),
    b: point(from.b, to.b),
    to: point(from.to, to.to),
  };
}

function shifted(curve: Curve, dy: number): Curve {
  return { ...curve, a: [curve.a[0], curve.a[1] + dy], b: [curve.b[0], curve.b[1] + dy] };
}

function trace(ink: Ink, { a, b, to }: Curve): void {
  ink.bezierCurveTo(a[0], a[1], b[0], b[1], to[0], to[1]);
}

function traceBack(ink: Ink, { from, a, b }: Curve): void {
  ink.bezierCurveTo(b[0], b[1], a[0], a[1], from[0], from[1]);
}

export function paintEyes(ink: Ink, pose: Pose, { iris }: Sprites): void {
  const shift = parallax(pose, DEPTH.features);
  for (const side of [-1, 1] as const) {
    ink.save();
    ink.translate(side * EYE.x + shift.x, EYE.y + shift.y);
    // The far eye narrows as the head turns.
    ink.scale(side * SIZE * (1 - 0.05 * Math.max(0, side * pose.headTurn)), SIZE);
    paintEye(ink, pose, side, iris);
    ink.restore();
  }
}

function paintEye(ink: Ink, pose: Pose, side: 1 | -1, iris: Sprite): void {
  const closed = Math.min(
    1,
    Math.max(-0.25, pose.blink + 0.32 * Math.max(0, pose.gazeY) + 0.12 * Math.min(0, pose.gazeY)),
  );
  const upper = mixed(UPPER_OPEN, UPPER_CLOSED, closed);
  const lower = shifted(LOWER_OPEN, -0.7 - 3.4 * pose.crinkle - 1.2 * Math.max(0, closed));
  ink.lineCap = 'round';

  ink.save();
  ink.beginPath();
  ink.moveTo(upper.from[0], upper.from[1]);
  trace(ink, upper);
  ink.lineTo(lower.to[0], lower.to[1]);
  traceBack(ink, lower);
  ink.closePath();
  ink.clip();
  paintBall(ink, pose, side, upper, iris);
  ink.restore();

  paintLids(ink, upper, lower, closed, pose.crinkle);
}

function paintBall(ink: Ink, pose: Pose, side: 1 | -1, upper: Curve, iris: Sprite): void {
  const white = ink.createRadialGradient(0, 0, 4, 0, 0, 22);
  white.addColorStop(0, oklch(0.94, 0.008, 80));
  white.addColorStop(0.6, oklch(0.9, 0.012, 70));
  white.addColorStop(1, oklch(0.74, 0.035, 40));
  ink.fillStyle = white;
  ink.fillRect(-24, -20, 48, 36);
  ink.fillStyle = oklch(0.68, 0.09, 25, 0.7);
  ink.beginPath();
  ink.ellipse(-18, 3.4, 3.4, 2.4, 0, 0, 2 * Math.PI);
  ink.fill();

  const x = side * pose.gazeX * 6;
  const y = -1.6 + pose.gazeY * 5;
  iris.showOn(ink, { x, y });

  ink.strokeStyle = oklch(0.3, 0.03, 40, 0.12);
  for (const width of [13, 10.5, 8, 5.5, 3]) {
    ink.lineWidth = width;
    ink.beginPath();
    ink.moveTo(upper.from[0], upper.from[1]);
    trace(ink, upper);
    ink.stroke();
  }

  // Draws the reflections of a window and a lamp in the eye. They move less than the iris.
  ink.save();
  ink.scale(side, 1);
  ink.fillStyle = oklch(0.98, 0.008, 180, 0.92);
  ink.beginPath();
  ink.ellipse(side * x * 0.6 - 3.2, y * 0.6 - 4, 2.5, 2.9, 0.2, 0, 2 * Math.PI);
  ink.fill();
  ink.fillStyle = oklch(0.9, 0.04, 75, 0.4);
  ink.beginPath();
  ink.ellipse(side * x * 0.7 + 3.6, y * 0.7 + 4, 1.6, 1.3, 0, 0, 2 * Math.PI);
  ink.fill();
  ink.restore();
}

function paintLids(ink: Ink, upper: Curve, lower: Curve, closed: number, crinkle: number): void {
  const shut = Math.max(0, closed);
  const lid = shifted(upper, -3.4 - 2 * shut);
  ink.strokeStyle = skin.light(0.2 + 0.12 * shut);
  ink.lineWidth = 2.6 + 3 * shut;
  ink.beginPath();
  ink.moveTo(-10, lid.a[1] * 0.62 + 1);
  ink.quadraticCurveTo(2, (lid.a[1] + lid.b[1]) * 0.42, 13, lid.b[1] * 0.55 + 1);
  ink.stroke();

  // Crease of the upper lid.
  ink.strokeStyle = skin.deep(0.5 - 0.3 * shut);
  ink.lineWidth = 1.5;
  ink.beginPath();
  ink.moveTo(-17.5, -3 + 3 * shut);
  ink.bezierCurveTo(-11, -13.8 + 6.5 * shut, 7, -17.6 + 8 * shut, 22, -5.8 + 3.4 * shut);
  ink.stroke();

  // Edge of the lower lid.
  ink.strokeStyle = oklch(0.78, 0.06, 35, 0.75);
  ink.lineWidth = 1.3;
  ink.beginPath();
  ink.moveTo(lower.from[0] + 1, lower.from[1]);
  trace(ink, lower);
  ink.stroke();
  ink.strokeStyle = lash(0.42);
  ink.lineWidth = 1;
  ink.beginPath();
  ink.moveTo(lower.from[0] + 6, lower.from[1] + 3.6 - 2.4 * crinkle);
  ink.bezierCurveTo(lower.a[0] + 4, lower.a[1] + 1.3, lower.b[0], lower.b[1] + 1.3, 20, -0.4);
  ink.stroke();

  if (crinkle > 0.05) {
    ink.strokeStyle = skin.shade(0.42 * crinkle);
    ink.lineWidth = 1.6;
    ink.beginPath();
    ink.moveTo(-12, 12.5 - crinkle);
    ink.quadraticCurveTo(4, 17.5 - 2 * crinkle, 19, 9 - crinkle);
    ink.stroke();
  }

  // Lash line, thicker toward the outer corner.
  ink.fillStyle = lash(0.92);
  fillTaperedAbove(
    ink,
    upper,
    along => 0.5 + 2.5 * Math.sin(Math.PI * (0.1 + 0.72 * along)) * (0.35 + 0.65 * along),
  );
  paintLashes(ink, upper, shut);
}

function paintLashes(ink: Ink, upper: Curve, shut: number): void {
  ink.strokeStyle = lash(0.55);
  ink.lineWidth = 0.8;
  ink.beginPath();
  for (let index = 0; index < 5; index++) {
    const along = 0.66 + 0.08 * index;
    const [x, y] = pointOn(upper, along);
    const length = 2.2 + 2.1 * along;
    // Lashes point up and out, and down when the lid is closed.
    const rise = (-0.7 + 1.2 * shut) * length;
    ink.moveTo(x - 0.5, y - 1.6);
    ink.quadraticCurveTo(x + 0.7 * length, y + rise * 0.35 - 1.6, x + 1.1 * length, y + rise - 1.6);
  }
  ink.stroke();
}

const STEPS = 14;

/** Fills a shape above a curve. `thickness` maps a position on the curve (0 to 1) to px. */
function fillTaperedAbove(ink: Ink, curve: Curve, thickness: (along: number) => number): void {
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

function pointOn({ from, a, b, to }: Curve, along: number): Coordinates {
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
