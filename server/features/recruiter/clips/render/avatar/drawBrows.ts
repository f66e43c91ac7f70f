import { DEPTH, EYE, parallax } from './anatomy.ts';
import { type Ink, Layer } from './layer.ts';
import { oklch } from './palette.ts';
import type { Pose } from './pose.ts';
import { seededRandom } from './seededRandom.ts';

const HEIGHT = -30;
/** Turned outwards and down a little, in radians: at ease. */
const RELAXED = 0.085;

/** Brows of single hairs. In coordinates of one brow: x grows away from the nose. */
export class Brows {
  readonly #brow: Layer;

  constructor(scale: number) {
    this.#brow = browLayer(scale);
  }

  paint(ink: Ink, pose: Pose): void {
    const shift = parallax(pose, DEPTH.brows);
    for (const side of [-1, 1]) {
      ink.save();
      ink.translate(side * EYE.x + shift.x, HEIGHT + shift.y - 5 * pose.browRaise - 1.4 * pose.browInner);
      ink.scale(side, 1 + 0.06 * pose.browRaise);
      ink.rotate(RELAXED + 0.1 * pose.browInner);
      this.#brow.showOn(ink);
      ink.restore();
    }
  }
}

/** Height of the brow's middle line and its thickness at 0 (inner end) to 1 (outer end). */
function shape(along: number): { x: number; y: number; thick: number } {
  return {
    x: -22 + 50 * along,
    y: 1.2 - 7.6 * Math.sin(Math.PI * Math.min(1, along * 0.86) ** 1.25) + 2.6 * along ** 2,
    thick: 6.6 * (1 - along) ** 0.6 * Math.min(1, 0.66 + along * 1.6),
  };
}

function browLayer(scale: number): Layer {
  const layer = new Layer({ x: -34, y: -18, width: 72, height: 34 }, scale);
  const random = seededRandom(17);
  layer.soft(1.7, soft => {
    soft.strokeStyle = oklch(0.27, 0.03, 45, 0.5);
    for (let along = 0.03; along < 0.96; along += 0.03) {
      const { x, y, thick } = shape(along);
      soft.lineWidth = thick * 0.75;
      soft.beginPath();
      soft.moveTo(x, y);
      soft.lineTo(x + 2, y - 0.2);
      soft.stroke();
    }
  });
  const { ink } = layer;
  for (let index = 0; index < 120; index++) {
    const along = random();
    const { x, y, thick } = shape(along);
    const height = (random() - 0.5) * thick;
    const rise = (0.9 - 1.25 * along) * 4;
    ink.strokeStyle = oklch(0.22 + 0.08 * random(), 0.03, 45, 0.35 + 0.4 * random());
    ink.lineWidth = 0.5 + 0.5 * random();
    ink.beginPath();
    ink.moveTo(x, y + height);
    ink.quadraticCurveTo(x + 3, y + height - rise * 0.7, x + 6, y + height * 0.5 - rise);
    ink.stroke();
  }
  return layer;
}
