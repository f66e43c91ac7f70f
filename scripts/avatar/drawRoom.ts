import { seededRandom } from '../../server/features/recruiter/clips/render/avatar/motion.ts';
import { oklch } from '../../server/features/recruiter/clips/render/avatar/palette.ts';
import { AVATAR_SIZE } from '../../server/features/recruiter/clips/render/avatar/pose.ts';
import type { Ink } from '../../server/features/recruiter/clips/render/avatar/sprites.ts';
import { Layer } from './Layer.ts';

const { width, height } = AVATAR_SIZE;

/**
 * Draws the room behind the presenter, out of focus: a window on the left, a shelf and a lamp on the right. The room is dark, like
 * the page around the video, and darker than the face everywhere.
 */
export function roomLayer(): Layer {
  const layer = new Layer('room');
  paintWall(layer.ink);
  paintWindow(layer);
  paintShelf(layer);
  paintLamp(layer);
  paintPlant(layer);
  paintVignette(layer.ink);
  return layer;
}

function paintWall(ink: Ink): void {
  const wall = ink.createLinearGradient(0, 0, width, height * 0.4);
  wall.addColorStop(0, oklch(0.5, 0.03, 172));
  wall.addColorStop(0.45, oklch(0.42, 0.03, 176));
  wall.addColorStop(1, oklch(0.31, 0.022, 170));
  ink.fillStyle = wall;
  ink.fillRect(0, 0, width, height);
  // Daylight on the wall, so that head and shoulders stand out.
  const glow = ink.createRadialGradient(width * 0.46, height * 0.5, 40, width * 0.46, height * 0.5, 330);
  glow.addColorStop(0, oklch(0.62, 0.03, 165, 0.5));
  glow.addColorStop(1, oklch(0.55, 0.03, 165, 0));
  ink.fillStyle = glow;
  ink.fillRect(0, 0, width, height);
}

function paintWindow(layer: Layer): void {
  layer.soft(16, ink => {
    ink.fillStyle = oklch(0.3, 0.018, 150, 0.9);
    ink.fillRect(28, -40, 186, 430);
    for (const [x, w] of [
      [40, 74],
      [126, 76],
    ] as const) {
      const pane = ink.createLinearGradient(0, 0, 0, 390);
      pane.addColorStop(0, oklch(0.8, 0.03, 185));
      pane.addColorStop(0.55, oklch(0.72, 0.04, 165));
      pane.addColorStop(1, oklch(0.58, 0.05, 145));
      ink.fillStyle = pane;
      ink.fillRect(x, -30, w, 188);
      ink.fillRect(x, 172, w, 200);
    }
  });
  // Curtain at the window's edge. It keeps the brightest area away from the face.
  layer.soft(11, ink => {
    for (let fold = 0; fold < 5; fold++) {
      ink.fillStyle = oklch(0.42 + 0.07 * (fold % 2), 0.02, 95, 0.85);
      ink.fillRect(196 + fold * 13, -40, 12, 640);
      ink.fillStyle = oklch(0.36 + 0.06 * (fold % 2), 0.018, 95, 0.9);
      ink.fillRect(-20 + fold * 12, -40, 11, 640);
    }
  });
  layer.soft(60, ink => {
    ink.fillStyle = oklch(0.75, 0.03, 170, 0.22);
    ink.beginPath();
    ink.ellipse(170, 170, 190, 230, 0, 0, 2 * Math.PI);
    ink.fill();
  });
}

function paintShelf(layer: Layer): void {
  const random = seededRandom(7);
  const spines = [
    oklch(0.43, 0.074, 185),
    oklch(0.5, 0.05, 75),
    oklch(0.36, 0.03, 250),
    oklch(0.46, 0.08, 40),
    oklch(0.56, 0.03, 85),
    oklch(0.33, 0.04, 170),
  ];
  layer.soft(9, ink => {
    ink.fillStyle = oklch(0.23, 0.02, 65, 0.85);
    ink.fillRect(704, -30, 300, 640);
    for (const shelf of [118, 262, 406]) {
      let x = 716;
      while (x < 980) {
        const thickness = 12 + 16 * random();
        const tall = 58 + 40 * random();
        if (random() < 0.16) x += 26;
        ink.fillStyle = spines[Math.floor(random() * spines.length)] ?? oklch(0.4, 0.05, 75);
        ink.globalAlpha = 0.62;
        ink.fillRect(x, shelf - tall, thickness - 2, tall);
        x += thickness;
      }
      ink.globalAlpha = 1;
      ink.fillStyle = oklch(0.4, 0.045, 62);
      ink.fillRect(700, shelf, 300, 9);
    }
    ink.fillStyle = oklch(0.33, 0.035, 60);
    ink.fillRect(698, -30, 10, 640);
  });
}

function paintLamp(layer: Layer): void {
  layer.soft(70, ink => {
    ink.fillStyle = oklch(0.72, 0.1, 70, 0.4);
    ink.beginPath();
    ink.ellipse(838, 300, 140, 150, 0, 0, 2 * Math.PI);
    ink.fill();
  });
  layer.soft(10, ink => {
    ink.fillStyle = oklch(0.8, 0.09, 78, 0.92);
    ink.beginPath();
    ink.moveTo(812, 262);
    ink.lineTo(864, 262);
    ink.lineTo(884, 326);
    ink.lineTo(792, 326);
    ink.fill();
    ink.fillStyle = oklch(0.3, 0.03, 60);
    ink.fillRect(833, 326, 10, 66);
  });
}

function paintPlant(layer: Layer): void {
  const random = seededRandom(21);
  layer.soft(8, ink => {
    for (let leaf = 0; leaf < 17; leaf++) {
      const angle = -Math.PI / 2 + (random() - 0.5) * 2.5;
      const length = 70 + 90 * random();
      ink.save();
      ink.translate(96 + 24 * (random() - 0.5), 470);
      ink.rotate(angle);
      ink.fillStyle = oklch(0.3 + 0.17 * random(), 0.06, 150, 0.9);
      ink.beginPath();
      ink.moveTo(0, 0);
      ink.quadraticCurveTo(length * 0.5, -17, length, 0);
      ink.quadraticCurveTo(length * 0.5, 17, 0, 0);
      ink.fill();
      ink.restore();
    }
    ink.fillStyle = oklch(0.36, 0.03, 50);
    ink.beginPath();
    ink.moveTo(58, 456);
    ink.lineTo(136, 456);
    ink.lineTo(126, 560);
    ink.lineTo(68, 560);
    ink.fill();
  });
}

function paintVignette(ink: Ink): void {
  const shade = ink.createRadialGradient(width / 2, height * 0.42, 150, width / 2, height * 0.45, 640);
  shade.addColorStop(0, oklch(0.15, 0.01, 75, 0));
  shade.addColorStop(0.55, oklch(0.15, 0.01, 75, 0.17));
  shade.addColorStop(1, oklch(0.13, 0.01, 75, 0.7));
  ink.fillStyle = shade;
  ink.fillRect(0, 0, width, height);
}
