import { Path2D } from '@napi-rs/canvas';
import type { Ink } from '../../../../../drawnText.ts';

/** Lines on a field of 24 by 24, after the icons of Lucide that the room has. */
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

/** Draws it with its upper left corner at a place. */
export function drawIcon(
  ink: Ink,
  icon: keyof typeof ICONS,
  { x, y, size, colour }: { x: number; y: number; size: number; colour: string },
): void {
  ink.save();
  ink.translate(x, y);
  ink.scale(size / FIELD, size / FIELD);
  ink.strokeStyle = colour;
  ink.lineWidth = 2;
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  for (const path of ICONS[icon]) ink.stroke(new Path2D(path));
  ink.restore();
}
