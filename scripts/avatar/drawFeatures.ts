import { seededRandom } from '../../server/features/recruiter/clips/render/avatar/motion.ts';
import { oklch } from '../../server/features/recruiter/clips/render/avatar/palette.ts';
import { Layer } from './Layer.ts';

const IRIS_RADIUS = 9.5;

/** Returns the brow's center line and thickness at `along`, from 0 (inner end) to 1 (outer end). */
function shape(along: number): { x: number; y: number; thick: number } {
  return {
    x: -22 + 50 * along,
    y: 1.2 - 7.6 * Math.sin(Math.PI * Math.min(1, along * 0.86) ** 1.25) + 2.6 * along ** 2,
    thick: 6.6 * (1 - along) ** 0.6 * Math.min(1, 0.66 + along * 1.6),
  };
}

/** Draws a brow of single hairs. x grows away from the nose. */
export function browLayer(): Layer {
  const layer = new Layer('brow');
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

export function irisLayer(): Layer {
  const r = IRIS_RADIUS;
  const layer = new Layer('iris');
  const { ink } = layer;
  const iris = ink.createRadialGradient(0, 1.5, 1, 0, 0, r);
  iris.addColorStop(0, oklch(0.5, 0.085, 65));
  iris.addColorStop(0.55, oklch(0.42, 0.075, 58));
  iris.addColorStop(0.84, oklch(0.32, 0.055, 52));
  iris.addColorStop(1, oklch(0.19, 0.03, 48));
  ink.fillStyle = iris;
  ink.beginPath();
  ink.arc(0, 0, r, 0, 2 * Math.PI);
  ink.fill();
  for (let ray = 0; ray < 44; ray++) {
    const angle = (ray / 44) * 2 * Math.PI;
    ink.strokeStyle = ray % 3 ? oklch(0.6, 0.09, 72, 0.28) : oklch(0.22, 0.04, 50, 0.35);
    ink.lineWidth = 0.45;
    ink.beginPath();
    ink.moveTo(4.2 * Math.cos(angle), 4.2 * Math.sin(angle));
    ink.lineTo(7.8 * Math.cos(angle), 7.8 * Math.sin(angle));
    ink.stroke();
  }
  layer.soft(1.2, soft => {
    soft.fillStyle = oklch(0.68, 0.1, 75, 0.5);
    soft.beginPath();
    soft.ellipse(1, 4.6, 4.6, 2, 0, 0, 2 * Math.PI);
    soft.fill();
  });
  ink.fillStyle = oklch(0.12, 0.015, 50);
  ink.beginPath();
  ink.arc(0, 0, 4.1, 0, 2 * Math.PI);
  ink.fill();
  return layer;
}
