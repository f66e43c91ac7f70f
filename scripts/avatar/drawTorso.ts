import { oklch, skin } from '../../server/features/recruiter/clips/render/avatar/palette.ts';
import { AVATAR_SIZE } from '../../server/features/recruiter/clips/render/avatar/pose.ts';
import type { Ink } from '../../server/features/recruiter/clips/render/avatar/sprites.ts';
import { Layer } from './Layer.ts';

const MIDDLE = AVATAR_SIZE.width / 2;

const cloth = {
  blazer: oklch(0.45, 0.034, 66),
  blazerLight: (opacity: number) => oklch(0.68, 0.04, 75, opacity),
  blazerDark: (opacity: number) => oklch(0.24, 0.025, 55, opacity),
  top: oklch(0.4, 0.065, 187),
  topLight: (opacity: number) => oklch(0.54, 0.07, 184, opacity),
  topDark: (opacity: number) => oklch(0.24, 0.042, 190, opacity),
};

/** Draws the neck and a teal top under a blazer. */
export function torsoLayer(): Layer {
  const layer = new Layer('torso');
  paintBlazer(layer);
  paintTop(layer);
  paintNeck(layer);
  paintLapels(layer);
  return layer;
}

/** Runs `draw` once for each side, mirrored, with x = 0 in the middle of the picture. */
function onBothSides(ink: Ink, draw: (ink: Ink, side: 1 | -1) => void): void {
  for (const side of [-1, 1] as const) {
    ink.save();
    ink.translate(MIDDLE, 0);
    ink.scale(side, 1);
    draw(ink, side);
    ink.restore();
  }
}

function shoulders(ink: Ink): void {
  ink.beginPath();
  ink.moveTo(MIDDLE, 392);
  ink.bezierCurveTo(MIDDLE + 60, 396, MIDDLE + 76, 404, MIDDLE + 118, 420);
  ink.bezierCurveTo(MIDDLE + 176, 438, MIDDLE + 214, 458, MIDDLE + 232, 520);
  ink.lineTo(MIDDLE + 240, 580);
  ink.lineTo(MIDDLE - 240, 580);
  ink.lineTo(MIDDLE - 232, 520);
  ink.bezierCurveTo(MIDDLE - 214, 458, MIDDLE - 176, 438, MIDDLE - 118, 420);
  ink.bezierCurveTo(MIDDLE - 76, 404, MIDDLE - 60, 396, MIDDLE, 392);
  ink.closePath();
}

function paintBlazer(layer: Layer): void {
  const { ink } = layer;
  shoulders(ink);
  const fabric = ink.createLinearGradient(MIDDLE - 240, 0, MIDDLE + 240, 0);
  fabric.addColorStop(0, oklch(0.53, 0.036, 72));
  fabric.addColorStop(0.4, cloth.blazer);
  fabric.addColorStop(1, oklch(0.34, 0.032, 58));
  ink.fillStyle = fabric;
  ink.fill();
  ink.save();
  shoulders(ink);
  ink.clip();
  // Light of the window on one shoulder, and a thin warm edge from the lamp on the other.
  layer.soft(12, soft => {
    soft.strokeStyle = cloth.blazerLight(0.75);
    soft.lineWidth = 16;
    soft.beginPath();
    soft.moveTo(MIDDLE - 90, 412);
    soft.bezierCurveTo(MIDDLE - 176, 438, MIDDLE - 214, 458, MIDDLE - 234, 520);
    soft.stroke();
  });
  layer.soft(3, soft => {
    soft.strokeStyle = oklch(0.72, 0.07, 70, 0.6);
    soft.lineWidth = 3.5;
    soft.beginPath();
    soft.moveTo(MIDDLE + 104, 416);
    soft.bezierCurveTo(MIDDLE + 176, 438, MIDDLE + 214, 458, MIDDLE + 232, 520);
    soft.lineTo(MIDDLE + 238, 560);
    soft.stroke();
  });
  // Sleeve seams and the folds next to them.
  layer.soft(2.5, soft => {
    onBothSides(soft, seam => {
      seam.strokeStyle = cloth.blazerDark(0.45);
      seam.lineWidth = 2.2;
      seam.beginPath();
      seam.moveTo(160, 428);
      seam.bezierCurveTo(176, 452, 174, 500, 164, 560);
      seam.stroke();
      seam.strokeStyle = cloth.blazerLight(0.2);
      seam.lineWidth = 3;
      seam.beginPath();
      seam.moveTo(152, 470);
      seam.quadraticCurveTo(136, 500, 130, 560);
      seam.stroke();
    });
  });
  layer.soft(14, soft => {
    onBothSides(soft, arm => {
      arm.strokeStyle = cloth.blazerDark(0.75);
      arm.lineWidth = 15;
      arm.beginPath();
      arm.moveTo(168, 600);
      arm.bezierCurveTo(160, 550, 163, 515, 172, 480);
      arm.stroke();
    });
  });
  ink.restore();
}

function paintTop(layer: Layer): void {
  const { ink } = layer;
  ink.save();
  ink.beginPath();
  ink.moveTo(MIDDLE - 74, 396);
  ink.bezierCurveTo(MIDDLE - 40, 440, MIDDLE + 40, 440, MIDDLE + 74, 396);
  ink.lineTo(MIDDLE + 96, 440);
  ink.lineTo(MIDDLE + 34, 580);
  ink.lineTo(MIDDLE - 34, 580);
  ink.lineTo(MIDDLE - 96, 440);
  ink.closePath();
  const fabric = ink.createLinearGradient(MIDDLE - 70, 420, MIDDLE + 70, 560);
  fabric.addColorStop(0, cloth.topLight(1));
  fabric.addColorStop(0.4, cloth.top);
  fabric.addColorStop(1, cloth.topDark(1));
  ink.fillStyle = fabric;
  ink.fill();
  ink.clip();
  layer.soft(7, soft => {
    soft.strokeStyle = cloth.topDark(0.7);
    soft.lineWidth = 8;
    for (const [fromX, toX] of [
      [-30, -8],
      [34, 6],
    ] as const) {
      soft.beginPath();
      soft.moveTo(MIDDLE + fromX, 446);
      soft.quadraticCurveTo(MIDDLE + fromX * 0.5, 500, MIDDLE + toX, 570);
      soft.stroke();
    }
  });
  ink.restore();
}

function neck(ink: Ink): void {
  ink.beginPath();
  ink.moveTo(MIDDLE - 46, 290);
  ink.bezierCurveTo(MIDDLE - 46, 350, MIDDLE - 45, 378, MIDDLE - 70, 404);
  ink.bezierCurveTo(MIDDLE - 44, 448, MIDDLE + 44, 448, MIDDLE + 70, 404);
  ink.bezierCurveTo(MIDDLE + 45, 378, MIDDLE + 46, 350, MIDDLE + 46, 290);
  ink.closePath();
}

function paintNeck(layer: Layer): void {
  const { ink } = layer;
  ink.save();
  neck(ink);
  const tone = ink.createLinearGradient(MIDDLE - 56, 0, MIDDLE + 56, 0);
  tone.addColorStop(0, oklch(0.64, 0.078, 50));
  tone.addColorStop(0.32, oklch(0.71, 0.074, 54));
  tone.addColorStop(0.7, oklch(0.64, 0.078, 48));
  tone.addColorStop(1, oklch(0.5, 0.075, 42));
  ink.fillStyle = tone;
  ink.fill();
  ink.clip();
  layer.soft(9, soft => {
    // Shadow of the chin, darkest under the jaw, falling to the right.
    soft.fillStyle = skin.deep(0.62);
    soft.beginPath();
    soft.ellipse(MIDDLE + 6, 332, 66, 36, 0, 0, 2 * Math.PI);
    soft.fill();
    soft.fillStyle = skin.shade(0.55);
    soft.beginPath();
    soft.ellipse(MIDDLE + 14, 352, 52, 34, 0.15, 0, 2 * Math.PI);
    soft.fill();
  });
  layer.soft(4.5, soft => {
    // Neck muscles from behind the ears to the collarbone, and the hollow between their lower ends.
    soft.strokeStyle = skin.shade(0.4);
    soft.lineWidth = 5;
    onBothSides(soft, side => {
      side.beginPath();
      side.moveTo(36, 350);
      side.quadraticCurveTo(26, 392, 9, 420);
      side.stroke();
    });
    soft.fillStyle = skin.shade(0.4);
    soft.beginPath();
    soft.ellipse(MIDDLE, 422, 10, 8, 0, 0, 2 * Math.PI);
    soft.fill();
    soft.strokeStyle = skin.light(0.38);
    soft.lineWidth = 6;
    soft.beginPath();
    soft.moveTo(MIDDLE - 62, 406);
    soft.quadraticCurveTo(MIDDLE - 36, 416, MIDDLE - 14, 428);
    soft.stroke();
  });
  ink.restore();
  // Neckline of the top and its shadow on the skin.
  layer.soft(2.5, soft => {
    soft.strokeStyle = skin.deep(0.5);
    soft.lineWidth = 4;
    neckline(soft, -2);
  });
  ink.strokeStyle = cloth.top;
  ink.lineWidth = 8;
  neckline(ink, 3);
  ink.strokeStyle = cloth.topLight(0.75);
  ink.lineWidth = 1.6;
  neckline(ink, 1);
  ink.strokeStyle = cloth.topDark(0.6);
  ink.lineWidth = 1.4;
  neckline(ink, 7.5);
}

function neckline(ink: Ink, down: number): void {
  ink.beginPath();
  ink.moveTo(MIDDLE - 71, 402 + down);
  ink.bezierCurveTo(MIDDLE - 44, 449 + down, MIDDLE + 44, 449 + down, MIDDLE + 71, 402 + down);
  ink.stroke();
}

/** Traces the right collar. Together with `lapel`, leaves the notch between them. */
function collar(ink: Ink): void {
  ink.beginPath();
  ink.moveTo(58, 384);
  ink.bezierCurveTo(78, 392, 96, 402, 108, 414);
  ink.lineTo(122, 440);
  ink.lineTo(101, 447);
  ink.lineTo(75, 424);
  ink.bezierCurveTo(74, 408, 68, 396, 58, 384);
  ink.closePath();
}

function lapel(ink: Ink): void {
  ink.beginPath();
  ink.moveTo(75, 424);
  ink.lineTo(103, 448.5);
  ink.lineTo(138, 447);
  ink.bezierCurveTo(126, 492, 88, 552, 46, 604);
  ink.lineTo(16, 604);
  ink.bezierCurveTo(44, 540, 78, 470, 75, 424);
  ink.closePath();
}

function paintLapels(layer: Layer): void {
  const { ink } = layer;
  layer.soft(6, soft => {
    soft.fillStyle = cloth.blazerDark(0.7);
    onBothSides(soft, side => {
      side.translate(2, 6);
      for (const piece of [collar, lapel]) {
        piece(side);
        side.fill();
      }
    });
  });
  onBothSides(ink, (side, sign) => {
    const lit = sign < 0 ? 0.05 : -0.01;
    const fabric = side.createLinearGradient(50, 390, 118, 560);
    fabric.addColorStop(0, oklch(0.5 + lit, 0.036, 70));
    fabric.addColorStop(0.45, oklch(0.47 + lit, 0.034, 66));
    fabric.addColorStop(1, oklch(0.36 + lit, 0.03, 60));
    for (const piece of [lapel, collar]) {
      piece(side);
      side.fillStyle = fabric;
      side.fill();
    }
    // Seam: a dark line and a thin light one.
    side.lineWidth = 1.3;
    side.strokeStyle = cloth.blazerDark(0.75);
    side.beginPath();
    side.moveTo(75.5, 424.5);
    side.lineTo(102, 447.8);
    side.stroke();
    side.lineWidth = 0.9;
    side.strokeStyle = cloth.blazerLight(sign < 0 ? 0.5 : 0.28);
    side.beginPath();
    side.moveTo(104, 448.5);
    side.lineTo(138, 447);
    side.bezierCurveTo(126, 492, 88, 552, 46, 604);
    side.moveTo(58, 384);
    side.bezierCurveTo(78, 392, 96, 402, 108, 414);
    side.lineTo(122, 440);
    side.stroke();
  });
}
