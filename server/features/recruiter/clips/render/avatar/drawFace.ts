import { DEPTH, EYE, JAW_DROP, parallax } from './anatomy.ts';
import type { Pose } from './pose.ts';
import { type Ink, SPRITES, type Sprite, type Sprites } from './sprites.ts';

/** Rows of the face that stretch when the jaw opens. Rows above stay in place, and rows below move down. */
const STRETCH = { from: 50, to: 100 };

const BROW_HEIGHT = -30;
const BROW_ANGLE = 0.085;

export function paintFace(ink: Ink, pose: Pose, { skin, nose }: Sprites): void {
  const drop = JAW_DROP * pose.jaw;
  const head = parallax(pose, DEPTH.contour);
  const surface = parallax(pose, DEPTH.surface);
  ink.save();
  ink.translate(head.x, head.y);
  traceContour(ink, drop);
  ink.clip();
  ink.translate(surface.x - head.x, surface.y - head.y);
  showWithJaw(skin, ink, drop);
  ink.restore();
  nose.showOn(ink, parallax(pose, DEPTH.nose));
}

export function paintBrows(ink: Ink, pose: Pose, { brow }: Sprites): void {
  const shift = parallax(pose, DEPTH.brows);
  for (const side of [-1, 1]) {
    ink.save();
    ink.translate(side * EYE.x + shift.x, BROW_HEIGHT + shift.y - 5 * pose.browRaise - 1.4 * pose.browInner);
    ink.scale(side, 1 + 0.06 * pose.browRaise);
    ink.rotate(BROW_ANGLE + 0.1 * pose.browInner);
    brow.showOn(ink);
    ink.restore();
  }
}

/** Shows the skin with its lower part `drop` px lower. Parts overlap, so a tilted head shows no seam. */
function showWithJaw(skin: Sprite, ink: Ink, drop: number): void {
  if (drop < 0.05) {
    skin.showOn(ink);
    return;
  }
  const { y: top, height } = SPRITES.skin.box;
  const bottom = top + height;
  const { from, to } = STRETCH;
  const overlap = 1;
  skin.showRowsOn(ink, { from: to - overlap, to: bottom }, { from: to + drop - overlap, to: bottom + drop });
  skin.showRowsOn(ink, { from, to }, { from, to: to + drop });
  skin.showRowsOn(ink, { from: top, to: from + overlap }, { from: top, to: from + overlap });
}

function sunk(y: number, drop: number): number {
  return y + drop * Math.min(1, Math.max(0, (y - STRETCH.from) / (STRETCH.to - STRETCH.from)));
}

/** Traces the edge of the face, with the chin moved down by `drop` px. */
export function traceContour(ink: Ink, drop: number): void {
  const at = (y: number) => sunk(y, drop);
  ink.beginPath();
  ink.moveTo(0, -116);
  ink.bezierCurveTo(50, -116, 84, -84, 84, -30);
  ink.bezierCurveTo(86, -4, 86, 22, 80, 46);
  ink.bezierCurveTo(77, at(70), 66, at(92), 45, at(115));
  ink.bezierCurveTo(30, at(130), 15, at(134), 0, at(134));
  ink.bezierCurveTo(-15, at(134), -30, at(130), -45, at(115));
  ink.bezierCurveTo(-66, at(92), -77, at(70), -80, 46);
  ink.bezierCurveTo(-86, 22, -86, -4, -84, -30);
  ink.bezierCurveTo(-84, -84, -50, -116, 0, -116);
  ink.closePath();
}
