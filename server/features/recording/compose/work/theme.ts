import { Path2D } from '@napi-rs/canvas';
import type { Ink } from '../../../../drawnText.ts';

/** Lucide icons of the room, as paths on a 24 × 24 grid. */
const ICONS = {
  microphoneOff: [
    'm2 2 20 20',
    'M18.89 13.23A7.12 7.12 0 0 0 19 12v-2',
    'M5 10v2a7 7 0 0 0 12 5',
    'M15 9.34V5a3 3 0 0 0-5.68-1.33',
    'M9 9v3a3 3 0 0 0 5.12 2.12',
    'M12 19v3',
  ],
  cameraOff: [
    'M10.66 6H14a2 2 0 0 1 2 2v2.5l5.248-3.062A.5.5 0 0 1 22 7.87v8.196',
    'M16 16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h2',
    'm2 2 20 20',
  ],
  notRecorded: ['M22 12a10 10 0 1 1-20 0a10 10 0 1 1 20 0', 'M10 15V9', 'M14 15V9'],
} as const;

const FIELD = 24;

/** Draws an icon whose upper left corner is at `x` and `y`. */
export function drawIcon(
  ink: Ink,
  icon: keyof typeof ICONS,
  { x, y, size, color }: { x: number; y: number; size: number; color: string },
): void {
  ink.save();
  ink.translate(x, y);
  ink.scale(size / FIELD, size / FIELD);
  ink.strokeStyle = color;
  ink.lineWidth = 2;
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  for (const path of ICONS[icon]) ink.stroke(new Path2D(path));
  ink.restore();
}

/** Dark colors of `client/styles/tokens.css`. The scrim is denser, to keep text on blurry video legible. */
export const PALETTE = {
  canvas: 'oklch(0.185 0.007 75)',
  surface: 'oklch(0.22 0.008 75)',
  sunken: 'oklch(0.155 0.006 75)',
  line: 'oklch(0.305 0.01 75)',
  ink: 'oklch(0.95 0.006 85)',
  muted: 'oklch(0.765 0.01 80)',
  aside: 'oklch(0.85 0.008 80)',
  accent: 'oklch(0.73 0.085 182)',
  accentInk: 'oklch(0.8 0.09 182)',
  accentSoft: 'oklch(0.295 0.04 185)',
  scrim: 'oklch(0.1 0.005 70 / 0.74)',
  danger: 'oklch(0.78 0.125 24)',
} as const;
