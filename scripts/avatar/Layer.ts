import { type Canvas, createCanvas } from '@napi-rs/canvas';
import {
  type Box,
  type Ink,
  SPRITES,
  type SpriteName,
} from '../../server/features/recruiter/clips/render/avatar/sprites.ts';

/** Canvas that one sprite is drawn on, in px of `AVATAR_SIZE`. */
export class Layer {
  readonly box: Box;
  readonly ink: Ink;
  readonly #canvas: Canvas;
  readonly #detail: number;

  constructor(name: SpriteName) {
    const { box, detail } = SPRITES[name];
    this.box = box;
    this.#detail = detail;
    this.#canvas = createCanvas(Math.ceil(box.width * detail), Math.ceil(box.height * detail));
    this.ink = this.#canvas.getContext('2d');
    this.ink.scale(detail, detail);
    this.ink.translate(-box.x, -box.y);
    this.ink.lineCap = 'round';
    this.ink.lineJoin = 'round';
  }

  /** Draws with a Gaussian blur of `radius` px (its standard deviation). */
  soft(radius: number, draw: (ink: Ink) => void): void {
    const { ink } = this;
    ink.save();
    ink.filter = `blur(${radius * this.#detail}px)`;
    draw(ink);
    ink.restore();
  }

  toPng(): Buffer {
    return this.#canvas.toBuffer('image/png');
  }
}
