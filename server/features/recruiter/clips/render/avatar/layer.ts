import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';

export type Ink = SKRSContext2D;

/** A part of the picture in coordinates of its own. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What does not change by itself, drawn once, finer than it is shown, so that it stays crisp where it is turned and stretched. */
export class Layer {
  readonly box: Box;
  readonly ink: Ink;
  readonly #canvas: Canvas;
  readonly #scale: number;
  readonly #parts: readonly Box[];

  /**
   * `scale`: the layer's pixels per px of `AVATAR_SIZE`. `parts`: where there is anything to show, when much of the box is empty;
   * parts that touch must overlap by a px, so that no seam shows when they are turned.
   */
  constructor(box: Box, scale: number, parts: readonly Box[] = [box]) {
    this.box = box;
    this.#parts = parts;
    this.#scale = scale;
    this.#canvas = createCanvas(Math.ceil(box.width * scale), Math.ceil(box.height * scale));
    this.ink = this.#canvas.getContext('2d');
    this.ink.scale(scale, scale);
    this.ink.translate(-box.x, -box.y);
    this.ink.lineCap = 'round';
    this.ink.lineJoin = 'round';
  }

  /** Draws with a Gaussian blur of `radius` px (its standard deviation). */
  soft(radius: number, draw: (ink: Ink) => void): void {
    const { ink } = this;
    ink.save();
    ink.filter = `blur(${radius * this.#scale}px)`;
    draw(ink);
    ink.restore();
  }

  showOn(ink: Ink): void {
    const scale = this.#scale;
    for (const { x, y, width, height } of this.#parts) {
      ink.drawImage(
        this.#canvas,
        (x - this.box.x) * scale,
        (y - this.box.y) * scale,
        width * scale,
        height * scale,
        x,
        y,
        width,
        height,
      );
    }
  }

  /** Shows the rows from `from.y` to `to.y` of the layer stretched over the given rows of `ink`. */
  showRowsOn(ink: Ink, rows: { from: number; to: number }, shown: { from: number; to: number }): void {
    const scale = this.#scale;
    const { x, y, width } = this.box;
    ink.drawImage(
      this.#canvas,
      0,
      (rows.from - y) * scale,
      width * scale,
      (rows.to - rows.from) * scale,
      x,
      shown.from,
      width,
      shown.to - shown.from,
    );
  }
}
