import { EYE } from '../../server/features/recruiter/clips/render/avatar/anatomy.ts';
import { traceContour } from '../../server/features/recruiter/clips/render/avatar/drawFace.ts';
import { oklch, skin } from '../../server/features/recruiter/clips/render/avatar/palette.ts';
import type { Ink } from '../../server/features/recruiter/clips/render/avatar/sprites.ts';
import { Layer } from './Layer.ts';

function blob(ink: Ink, color: string, x: number, y: number, rx: number, ry: number, angle = 0): void {
  ink.fillStyle = color;
  ink.beginPath();
  ink.ellipse(x, y, rx, ry, angle, 0, 2 * Math.PI);
  ink.fill();
}

export function skinLayer(): Layer {
  const layer = new Layer('skin');
  const { box, ink } = layer;
  const tone = ink.createLinearGradient(-90, -60, 96, 60);
  tone.addColorStop(0, oklch(0.775, 0.068, 60));
  tone.addColorStop(0.45, skin.base);
  tone.addColorStop(0.8, oklch(0.675, 0.08, 50));
  tone.addColorStop(1, oklch(0.58, 0.085, 44));
  ink.fillStyle = tone;
  ink.fillRect(box.x, box.y, box.width, box.height);
  layer.soft(22, soft => {
    blob(soft, skin.light(0.62), -18, -62, 42, 22);
    blob(soft, skin.light(0.3), -22, 108, 26, 16);
  });
  // Shade toward the edges of the face, stronger below the jaw and on the side away from the window.
  layer.soft(13, soft => {
    soft.strokeStyle = skin.shade(0.7);
    soft.lineWidth = 20;
    soft.translate(4, 3);
    traceContour(soft, 0);
    soft.stroke();
    soft.strokeStyle = skin.shade(0.55);
    soft.lineWidth = 34;
    soft.beginPath();
    soft.moveTo(94, -60);
    soft.bezierCurveTo(92, 30, 84, 80, 44, 122);
    soft.stroke();
  });
  layer.soft(6, soft => {
    soft.strokeStyle = skin.deep(0.4);
    soft.lineWidth = 8;
    soft.beginPath();
    soft.moveTo(74, 70);
    soft.bezierCurveTo(62, 100, 40, 134, 0, 138);
    soft.bezierCurveTo(-30, 138, -52, 120, -70, 90);
    soft.stroke();
  });
  // Lamplight on the right cheek.
  layer.soft(3, soft => {
    soft.strokeStyle = oklch(0.8, 0.09, 65, 0.4);
    soft.lineWidth = 3;
    soft.beginPath();
    soft.moveTo(83, 20);
    soft.bezierCurveTo(82, 60, 66, 98, 40, 119);
    soft.stroke();
  });
  // Shadow of the hair.
  layer.soft(7, soft => {
    soft.strokeStyle = skin.deep(0.62);
    soft.lineWidth = 15;
    soft.beginPath();
    soft.moveTo(-86, 70);
    soft.bezierCurveTo(-88, 20, -88, -10, -76, -42);
    soft.bezierCurveTo(-56, -90, 2, -100, 35, -103);
    soft.bezierCurveTo(52, -100, 76, -82, 86, -38);
    soft.bezierCurveTo(88, -26, 89, -10, 90, 6);
    soft.stroke();
  });
  paintRelief(layer);
  return layer;
}

/** Draws the eye sockets, the cheeks, the folds, and the area around the mouth. */
function paintRelief(layer: Layer): void {
  layer.soft(9, soft => {
    for (const side of [-1, 1]) {
      blob(soft, skin.shade(side < 0 ? 0.42 : 0.5), side * (EYE.x - 2), -9, 24, 11);
      blob(soft, skin.shade(side < 0 ? 0.38 : 0.5), side * 19, -4, 8, 13);
      blob(soft, skin.blush(0.34), side * 50, 42, 24, 16);
    }
  });
  layer.soft(8, soft => {
    blob(soft, skin.light(0.72), -50, 25, 20, 9, -0.35);
    blob(soft, skin.light(0.42), 47, 24, 18, 8, 0.35);
    blob(soft, skin.light(0.4), -44, -22, 18, 4, -0.1);
    blob(soft, skin.light(0.25), 42, -22, 16, 4, 0.1);
  });
  layer.soft(3.5, soft => {
    // Slight bags under the eyes.
    soft.lineWidth = 2.4;
    for (const side of [-1, 1]) {
      soft.strokeStyle = skin.shade(0.3);
      soft.beginPath();
      soft.moveTo(side * 22, 10);
      soft.quadraticCurveTo(side * 38, 19, side * 56, 13);
      soft.stroke();
      // Fold from the side of the nose to the corner of the mouth.
      soft.strokeStyle = skin.shade(side < 0 ? 0.3 : 0.4);
      soft.lineWidth = 3.4;
      soft.beginPath();
      soft.moveTo(side * 21, 50);
      soft.quadraticCurveTo(side * 34, 62, side * 38, 78);
      soft.stroke();
    }
  });
  layer.soft(4, soft => {
    blob(soft, skin.shade(0.26), 1, 66, 4, 6);
    blob(soft, skin.shade(0.62), 1, 101, 17, 4.5);
    blob(soft, skin.shade(0.34), -35, 83, 5, 5);
    blob(soft, skin.shade(0.42), 36, 83, 5, 5);
    blob(soft, skin.light(0.35), -6, 117, 13, 7);
  });
}

export function noseLayer(): Layer {
  const layer = new Layer('nose');
  const { ink } = layer;
  layer.soft(4.5, soft => {
    soft.fillStyle = skin.shade(0.5);
    soft.beginPath();
    soft.moveTo(9, -20);
    soft.bezierCurveTo(9, 8, 9, 22, 18, 42);
    soft.bezierCurveTo(22, 48, 14, 52, 8, 46);
    soft.bezierCurveTo(6, 26, 5, 4, 5, -18);
    soft.fill();
    soft.fillStyle = skin.shade(0.22);
    soft.beginPath();
    soft.moveTo(-10, -20);
    soft.bezierCurveTo(-9, 8, -10, 22, -17, 40);
    soft.bezierCurveTo(-14, 48, -9, 44, -8, 40);
    soft.bezierCurveTo(-7, 22, -6, 4, -6, -18);
    soft.fill();
    // Shadow under the tip.
    blob(soft, skin.deep(0.42), 3, 56, 16, 4.5);
  });
  layer.soft(3.4, soft => {
    blob(soft, skin.light(0.55), -2, 4, 3.2, 28);
    blob(soft, skin.light(0.7), -3, 39, 6, 6);
    blob(soft, skin.blush(0.28), 0, 44, 13, 8);
    blob(soft, skin.light(0.24), -14, 43, 4, 4);
  });
  layer.soft(1.5, soft => {
    for (const side of [-1, 1]) {
      blob(soft, skin.deep(0.78), side * 8.2, 51.5, 4.4, 1.9, side * -0.28);
      soft.strokeStyle = skin.shade(side < 0 ? 0.6 : 0.8);
      soft.lineWidth = 2;
      soft.beginPath();
      soft.moveTo(side * 16.5, 39);
      soft.bezierCurveTo(side * 20.5, 44, side * 19, 51, side * 13.5, 52);
      soft.stroke();
    }
    soft.strokeStyle = skin.shade(0.65);
    soft.lineWidth = 2;
    soft.beginPath();
    soft.moveTo(-6, 53.5);
    soft.quadraticCurveTo(0, 57, 6, 53.5);
    soft.stroke();
  });
  blob(ink, oklch(0.95, 0.02, 80, 0.28), -3.5, 36.5, 2.2, 1.7);
  return layer;
}

/** Draws the right ear. Hair covers the left one. */
export function earLayer(): Layer {
  const layer = new Layer('ear');
  const { ink } = layer;
  ink.save();
  ink.beginPath();
  ink.moveTo(80, -12);
  ink.bezierCurveTo(84, -22, 98, -24, 100, -8);
  ink.bezierCurveTo(102, 8, 97, 22, 93, 34);
  ink.bezierCurveTo(90, 46, 82, 50, 78, 42);
  ink.closePath();
  const tone = ink.createLinearGradient(78, 0, 101, 8);
  tone.addColorStop(0, oklch(0.55, 0.085, 42, 0));
  tone.addColorStop(0.3, oklch(0.57, 0.088, 43));
  tone.addColorStop(0.6, oklch(0.62, 0.09, 44));
  tone.addColorStop(1, oklch(0.7, 0.09, 52));
  ink.fillStyle = tone;
  ink.fill();
  ink.clip();
  layer.soft(2.2, soft => {
    soft.strokeStyle = skin.deep(0.6);
    soft.lineWidth = 3.4;
    soft.beginPath();
    soft.moveTo(84, -8);
    soft.bezierCurveTo(90, -16, 96, -10, 94, 4);
    soft.bezierCurveTo(93, 16, 88, 22, 86, 28);
    soft.stroke();
    blob(soft, skin.deep(0.55), 86, 12, 3.5, 9);
    blob(soft, skin.deep(0.4), 83, 20, 2.5, 26);
  });
  ink.restore();
  // Earring.
  const gold = ink.createRadialGradient(87, 42.5, 0.4, 88, 43.5, 3);
  gold.addColorStop(0, oklch(0.94, 0.06, 90));
  gold.addColorStop(0.5, oklch(0.75, 0.11, 82));
  gold.addColorStop(1, oklch(0.48, 0.08, 70));
  ink.fillStyle = gold;
  ink.beginPath();
  ink.arc(88, 43.5, 2.7, 0, 2 * Math.PI);
  ink.fill();
  return layer;
}
