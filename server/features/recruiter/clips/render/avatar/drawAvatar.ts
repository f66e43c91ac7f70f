import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { DEPTH, NECK_PIVOT, parallax, placementOfHead, shiftOfTorso } from './anatomy.ts';
import { AVATAR_SIZE } from './avatarSize.ts';
import { Brows } from './drawBrows.ts';
import { Eyes } from './drawEyes.ts';
import { Face } from './drawFace.ts';
import { backHairLayer, frontHairLayer } from './drawHair.ts';
import { paintMouth } from './drawMouth.ts';
import { roomLayer } from './drawRoom.ts';
import { torsoLayer } from './drawTorso.ts';
import type { Ink, Layer } from './layer.ts';
import type { Pose } from './pose.ts';

/** How much finer than they are shown the layers are drawn that get turned and stretched. */
const LAYER_DETAIL = 2;

/**
 * Draws the presenter in any pose. What does not change by itself is drawn once, when the painter is made; the same pose always
 * gives the same pixels.
 */
export class AvatarPainter {
  readonly #size: { width: number; height: number };
  readonly #canvas: Canvas;
  readonly #ink: Ink;
  readonly #scale: number;
  readonly #room: Layer;
  readonly #backHair: Layer;
  readonly #torso: Layer;
  readonly #face: Face;
  readonly #eyes: Eyes;
  readonly #brows: Brows;
  readonly #frontHair: Layer;

  /** `size` in px; another shape than that of `AVATAR_SIZE` shows the middle of the picture, cut at its sides or above and below. */
  constructor(size: { width: number; height: number } = AVATAR_SIZE) {
    this.#size = size;
    this.#canvas = createCanvas(size.width, size.height);
    this.#ink = this.#canvas.getContext('2d', { alpha: false });
    this.#scale = Math.max(size.width / AVATAR_SIZE.width, size.height / AVATAR_SIZE.height);
    const fine = LAYER_DETAIL * this.#scale;
    this.#room = roomLayer(this.#scale);
    this.#backHair = backHairLayer(fine);
    this.#torso = torsoLayer(fine);
    this.#face = new Face(fine);
    this.#eyes = new Eyes(fine);
    this.#brows = new Brows(fine);
    this.#frontHair = frontHairLayer(fine);
  }

  /** Returns the picture as RGBA, `width * height * 4` bytes. */
  paint(pose: Pose): Uint8Array {
    const ink = this.#ink;
    ink.save();
    ink.translate(this.#size.width / 2, this.#size.height / 2);
    ink.scale(this.#scale, this.#scale);
    ink.translate(-AVATAR_SIZE.width / 2, -AVATAR_SIZE.height / 2);
    this.#room.showOn(ink);
    this.#onHead(pose, () => showShifted(this.#backHair, ink, parallax(pose, DEPTH.backHair)));
    showShifted(this.#torso, ink, shiftOfTorso(pose));
    this.#onHead(pose, () => {
      this.#face.paint(ink, pose);
      this.#eyes.paint(ink, pose);
      this.#brows.paint(ink, pose);
      paintMouth(ink, pose);
      showShifted(this.#frontHair, ink, parallax(pose, DEPTH.frontHair));
      this.#face.paintEar(ink, pose);
    });
    ink.restore();
    return this.#canvas.data();
  }

  /** Runs `draw` in the head's coordinates. */
  #onHead(pose: Pose, draw: () => void): void {
    const { pivot, angle, scale } = placementOfHead(pose);
    const ink = this.#ink;
    ink.save();
    ink.translate(pivot.x, pivot.y);
    ink.rotate(angle);
    ink.scale(scale, scale);
    ink.translate(-NECK_PIVOT.x, -NECK_PIVOT.y);
    draw();
    ink.restore();
  }
}

function showShifted(layer: Layer, ink: Ink, shift: { x: number; y: number }): void {
  ink.save();
  ink.translate(shift.x, shift.y);
  layer.showOn(ink);
  ink.restore();
}
