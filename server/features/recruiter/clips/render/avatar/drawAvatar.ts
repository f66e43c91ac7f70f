import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { DEPTH, NECK_PIVOT, parallax, placementOfHead, shiftOfTorso } from './anatomy.ts';
import { paintEyes } from './drawEyes.ts';
import { paintBrows, paintFace } from './drawFace.ts';
import { paintMouth } from './drawMouth.ts';
import { AVATAR_SIZE, type Pose } from './pose.ts';
import { type Ink, loadSprites, type Sprites } from './sprites.ts';

const STILL_QUALITY = 82;

/** Draws the avatar from sprites. Only eyelids and lips are paths. The same pose gives the same pixels. */
export class AvatarPainter {
  readonly size: { width: number; height: number };
  readonly #sprites: Sprites;
  readonly #canvas: Canvas;
  readonly #ink: Ink;
  readonly #scale: number;

  /** `size` is in px. An aspect ratio other than that of `AVATAR_SIZE` crops the frame around its middle. */
  static async create(size: { width: number; height: number } = AVATAR_SIZE): Promise<AvatarPainter> {
    return new AvatarPainter(size, await loadSprites());
  }

  private constructor(size: { width: number; height: number }, sprites: Sprites) {
    this.size = size;
    this.#sprites = sprites;
    this.#canvas = createCanvas(size.width, size.height);
    this.#ink = this.#canvas.getContext('2d', { alpha: false });
    this.#scale = Math.max(size.width / AVATAR_SIZE.width, size.height / AVATAR_SIZE.height);
  }

  paint(pose: Pose): Uint8Array {
    const ink = this.#ink;
    const sprites = this.#sprites;
    ink.save();
    ink.translate(this.size.width / 2, this.size.height / 2);
    ink.scale(this.#scale, this.#scale);
    ink.translate(-AVATAR_SIZE.width / 2, -AVATAR_SIZE.height / 2);
    sprites.room.showOn(ink);
    this.#onHead(pose, () => sprites.backHair.showOn(ink, parallax(pose, DEPTH.backHair)));
    sprites.torso.showOn(ink, shiftOfTorso(pose));
    this.#onHead(pose, () => {
      paintFace(ink, pose, sprites);
      paintEyes(ink, pose, sprites);
      paintBrows(ink, pose, sprites);
      paintMouth(ink, pose);
      sprites.frontHair.showOn(ink, parallax(pose, DEPTH.frontHair));
      sprites.ear.showOn(ink, parallax(pose, DEPTH.ear));
    });
    ink.restore();
    return this.#canvas.data();
  }

  /** Returns the picture as a WebP file. */
  still(pose: Pose): Buffer {
    this.paint(pose);
    return this.#canvas.toBuffer('image/webp', STILL_QUALITY);
  }

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
