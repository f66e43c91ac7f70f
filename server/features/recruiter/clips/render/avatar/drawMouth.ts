import { DEPTH, MOUTH, parallax } from './anatomy.ts';
import { oklch, skin } from './palette.ts';
import type { Pose } from './pose.ts';
import type { Ink } from './sprites.ts';

/** Lip outlines in px, relative to the middle of the closed mouth. `half` is half the mouth's width. */
interface LipShape {
  half: number;
  cornerY: number;
  /** Height of the upper lip's upper edge between its two peaks. */
  top: number;
  peakX: number;
  /** Heights of the inner edges in the middle of the mouth. */
  upperInner: number;
  lowerInner: number;
  bottom: number;
}

const HALF_WIDTH = 31;
const UPPER_THICK = 7.6;
const LOWER_THICK = 11.4;

export function lipShape(pose: Pose): LipShape {
  const { lipWidth, lipRound, lipPress, lipTuck, smile } = pose;
  const opening = openingOf(pose);
  const half = HALF_WIDTH * (1 + 0.13 * lipWidth - 0.36 * lipRound + 0.07 * smile - 0.04 * lipPress);
  const pucker = 1 + 0.2 * lipRound - 0.42 * lipPress - 0.1 * Math.max(0, lipWidth);
  const upperInner = 1 - 0.3 * opening - 1.2 * lipTuck;
  const lowerInner = upperInner + opening;
  return {
    half,
    cornerY: -3.1 - 3 * smile + 0.3 * opening,
    top: upperInner - UPPER_THICK * pucker + 1.5,
    peakX: 7.5 * (1 - 0.3 * lipRound),
    upperInner,
    lowerInner,
    bottom: lowerInner + LOWER_THICK * pucker * (1 - 0.38 * lipTuck),
  };
}

export function openingOf({ lipsApart, lipPress, lipTuck, jaw }: Pose): number {
  const open = 17 * lipsApart + 2 * jaw * Math.min(1, 4 * lipsApart);
  return Math.max(0, open * (1 - 0.95 * Math.min(1, lipPress)) * (1 - 0.3 * lipTuck));
}

export function paintMouth(ink: Ink, pose: Pose): void {
  const shift = parallax(pose, DEPTH.mouth);
  const shape = lipShape(pose);
  ink.save();
  ink.translate(MOUTH.x + shift.x, MOUTH.y + shift.y);
  ink.lineCap = 'round';
  paintLips(ink, shape);
  if (shape.lowerInner - shape.upperInner > 0.7) paintInside(ink, pose, shape);
  else paintSeam(ink, shape);
  paintCorners(ink, shape);
  ink.restore();
}

function upperEdge(ink: Ink, { half, cornerY, top, peakX }: LipShape): void {
  ink.moveTo(-half, cornerY);
  ink.bezierCurveTo(-half * 0.66, cornerY - 3, -peakX * 1.9, top - 1.6, -peakX, top - 1.4);
  ink.bezierCurveTo(-peakX * 0.5, top - 1.2, -peakX * 0.35, top + 0.8, 0, top + 0.8);
  ink.bezierCurveTo(peakX * 0.35, top + 0.8, peakX * 0.5, top - 1.2, peakX, top - 1.4);
  ink.bezierCurveTo(peakX * 1.9, top - 1.6, half * 0.66, cornerY - 3, half, cornerY);
}

function lowerEdge(ink: Ink, { half, cornerY, bottom }: LipShape): void {
  ink.bezierCurveTo(half * 0.74, cornerY + (bottom - cornerY) * 0.74, half * 0.46, bottom, 0, bottom);
  ink.bezierCurveTo(-half * 0.46, bottom, -half * 0.74, cornerY + (bottom - cornerY) * 0.74, -half, cornerY);
}

function upperInnerEdge(ink: Ink, { half, cornerY, upperInner }: LipShape): void {
  const inner = half * 0.94;
  const near = cornerY + (upperInner - cornerY) * 0.72;
  ink.bezierCurveTo(-inner * 0.72, near, -inner * 0.34, upperInner - 0.9, 0, upperInner + 0.4);
  ink.bezierCurveTo(inner * 0.34, upperInner - 0.9, inner * 0.72, near, inner, cornerY);
}

function lowerInnerEdgeBack(ink: Ink, { half, cornerY, lowerInner }: LipShape): void {
  const inner = half * 0.94;
  const near = cornerY + (lowerInner - cornerY) * 0.76;
  ink.bezierCurveTo(inner * 0.76, near, inner * 0.44, lowerInner, 0, lowerInner);
  ink.bezierCurveTo(-inner * 0.44, lowerInner, -inner * 0.76, near, -inner, cornerY);
}

function paintLips(ink: Ink, shape: LipShape): void {
  const { top, upperInner, lowerInner, bottom, half } = shape;
  ink.beginPath();
  upperEdge(ink, shape);
  lowerEdge(ink, shape);
  ink.closePath();
  const tone = ink.createLinearGradient(0, top - 2, 0, bottom);
  const span = bottom - top + 2;
  const at = (y: number) => Math.min(1, Math.max(0, (y - top + 2) / span));
  tone.addColorStop(0, oklch(0.6, 0.085, 28));
  tone.addColorStop(at(upperInner), oklch(0.48, 0.092, 22));
  tone.addColorStop(at(lowerInner + 0.6), oklch(0.53, 0.1, 22));
  tone.addColorStop(at(lowerInner + (bottom - lowerInner) * 0.42), oklch(0.64, 0.1, 26));
  tone.addColorStop(1, oklch(0.54, 0.088, 28));
  ink.fillStyle = tone;
  ink.fill();
  ink.strokeStyle = oklch(0.62, 0.085, 36, 0.3);
  ink.lineWidth = 1.6;
  ink.stroke();
  const middle = lowerInner + (bottom - lowerInner) * 0.42;
  ink.strokeStyle = skin.light(0.2);
  for (const width of [3.6, 1.8]) {
    ink.lineWidth = width;
    ink.beginPath();
    ink.moveTo(-half * 0.4, middle - 0.4);
    ink.quadraticCurveTo(-half * 0.12, middle + 1.1, half * 0.16, middle + 0.5);
    ink.stroke();
  }
}

function paintSeam(ink: Ink, shape: LipShape): void {
  const { half, cornerY } = shape;
  ink.strokeStyle = oklch(0.3, 0.06, 22, 0.85);
  ink.lineWidth = 1.5;
  ink.beginPath();
  ink.moveTo(-half * 0.94, cornerY);
  upperInnerEdge(ink, shape);
  ink.stroke();
}

function paintInside(ink: Ink, pose: Pose, shape: LipShape): void {
  const { half, cornerY, upperInner, lowerInner } = shape;
  ink.save();
  ink.beginPath();
  ink.moveTo(-half * 0.94, cornerY);
  upperInnerEdge(ink, shape);
  lowerInnerEdgeBack(ink, shape);
  ink.closePath();
  const depth = ink.createLinearGradient(0, upperInner, 0, lowerInner);
  depth.addColorStop(0, oklch(0.2, 0.045, 20));
  depth.addColorStop(1, oklch(0.32, 0.08, 20));
  ink.fillStyle = depth;
  ink.fill();
  ink.save();
  ink.clip();
  paintTongue(ink, pose, shape);
  paintTeeth(ink, pose, shape);
  ink.strokeStyle = oklch(0.2, 0.04, 20, 0.24);
  for (const width of [4, 2]) {
    ink.lineWidth = width;
    ink.beginPath();
    ink.moveTo(-half * 0.94, cornerY);
    upperInnerEdge(ink, shape);
    ink.stroke();
  }
  ink.restore();
  ink.strokeStyle = oklch(0.42, 0.085, 20, 0.6);
  ink.lineWidth = 1;
  ink.stroke();
  ink.restore();
}

function paintTongue(ink: Ink, { tongue }: Pose, { half, upperInner, lowerInner }: LipShape): void {
  const opening = lowerInner - upperInner;
  const y = lowerInner + 4.5 - 0.26 * opening - tongue * (opening * 0.4 + 1);
  const body = ink.createLinearGradient(0, y - 6, 0, y + 8);
  body.addColorStop(0, oklch(0.55, 0.11, 20));
  body.addColorStop(1, oklch(0.4, 0.1, 20));
  ink.fillStyle = body;
  ink.beginPath();
  ink.ellipse(0, y + 2, half * 0.55, 6.5, 0, 0, 2 * Math.PI);
  ink.fill();
}

function paintTeeth(
  ink: Ink,
  { teeth, lipTuck, lipRound }: Pose,
  { half, cornerY, upperInner, lowerInner }: LipShape,
): void {
  const opening = lowerInner - upperInner;
  const reach = half * 0.74 * (1 - 0.25 * lipRound);
  const enamel = ink.createLinearGradient(-reach, 0, reach, 0);
  enamel.addColorStop(0, oklch(0.52, 0.04, 45));
  enamel.addColorStop(0.22, oklch(0.84, 0.02, 75));
  enamel.addColorStop(0.5, oklch(0.92, 0.014, 85));
  enamel.addColorStop(0.78, oklch(0.83, 0.02, 75));
  enamel.addColorStop(1, oklch(0.48, 0.04, 45));
  ink.fillStyle = enamel;
  // The upper teeth stay in position when the upper lip rises.
  const edge = Math.min(
    upperInner + 1.2 + 0.42 * opening + 2 * lipTuck + 1.6 * teeth,
    6.4 - 0.3 * opening + 3 * lipTuck,
  );
  ink.beginPath();
  ink.moveTo(-reach, cornerY - 3);
  ink.quadraticCurveTo(-reach * 0.8, edge - 0.6, -reach * 0.4, edge);
  ink.quadraticCurveTo(0, edge + 0.7, reach * 0.4, edge);
  ink.quadraticCurveTo(reach * 0.8, edge - 0.6, reach, cornerY - 3);
  ink.lineTo(reach, upperInner - 6);
  ink.lineTo(-reach, upperInner - 6);
  ink.closePath();
  ink.fill();
  ink.strokeStyle = oklch(0.6, 0.03, 60, 0.22);
  ink.lineWidth = 0.7;
  ink.beginPath();
  for (const x of [-0.48, -0.24, 0, 0.24, 0.48]) {
    ink.moveTo(x * reach, upperInner - 4);
    ink.lineTo(x * reach, edge - 0.4);
  }
  ink.stroke();
  if (teeth < 0.05) return;
  ink.globalAlpha = Math.min(1, teeth * 1.2);
  ink.fillStyle = enamel;
  const lowerTop = lowerInner - (lowerInner - edge) * 0.85 * teeth;
  ink.beginPath();
  ink.moveTo(-reach * 0.8, lowerTop + 0.8);
  ink.quadraticCurveTo(0, lowerTop - 0.6, reach * 0.8, lowerTop + 0.8);
  ink.lineTo(reach * 0.7, lowerInner + 5);
  ink.lineTo(-reach * 0.7, lowerInner + 5);
  ink.closePath();
  ink.fill();
  ink.globalAlpha = 1;
}

function paintCorners(ink: Ink, { half, cornerY }: LipShape): void {
  for (const side of [-1, 1]) {
    const hollow = ink.createRadialGradient(side * half, cornerY, 0.3, side * half, cornerY, 5);
    hollow.addColorStop(0, skin.deep(0.5));
    hollow.addColorStop(1, skin.deep(0));
    ink.fillStyle = hollow;
    ink.fillRect(side * half - 5, cornerY - 5, 10, 10);
  }
}
