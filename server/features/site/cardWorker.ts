import { parentPort, workerData } from 'node:worker_threads';
import { createCanvas } from '@napi-rs/canvas';
import { drawLine, fitted, type Ink, setStyle, wrapped } from '../../drawnText.ts';

export type CardFacts = { kicker: string; title: string; lines: string[] };

const CARD_SIZE = { width: 1_200, height: 630 } as const;

/** Colors of the light theme, see `client/styles/tokens.css`. */
const COLORS = {
  canvas: 'oklch(0.973 0.006 85)',
  ink: 'oklch(0.245 0.012 70)',
  muted: 'oklch(0.45 0.013 75)',
  accent: 'oklch(0.43 0.074 185)',
  accentInk: 'oklch(0.41 0.075 185)',
  accentSoft: 'oklch(0.94 0.026 180)',
  onAccent: 'oklch(0.99 0.008 185)',
} as const;

const MARGIN = 80;
const TITLE = { size: 76, leading: 88, lines: 2 } as const;
const LINE = { size: 32, leading: 50 } as const;
/** Bars of the logo: x, y, and height in a square of 32. */
const VOICES = [
  [5.5, 7.5, 8],
  [10, 11.5, 8.5],
  [14.5, 15.5, 9],
  [19, 11.5, 8.5],
  [23.5, 7.5, 8],
] as const;

function drawCard({ kicker, title, lines }: CardFacts): Buffer {
  const { width, height } = CARD_SIZE;
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  ink.fillStyle = COLORS.canvas;
  ink.fillRect(0, 0, width, height);
  drawBackdrop(ink);
  drawSign(ink, MARGIN, 68, 64);
  setStyle(ink, { size: 34, weight: 'strong', color: COLORS.ink });
  drawLine(ink, 'Vivavoce', MARGIN + 84, 112);

  const room = width - 2 * MARGIN;
  setStyle(ink, { size: 30, weight: 'medium', color: COLORS.accentInk });
  drawLine(ink, fitted(ink, kicker, room), MARGIN, 230);
  setStyle(ink, { size: TITLE.size, weight: 'strong', color: COLORS.ink });
  const titleLines = cutLines(ink, title, room, TITLE.lines);
  let baseline = 318;
  for (const line of titleLines) {
    drawLine(ink, line, MARGIN, baseline);
    baseline += TITLE.leading;
  }
  setStyle(ink, { size: LINE.size, color: COLORS.muted });
  baseline += 4;
  for (const line of lines) {
    drawLine(ink, fitted(ink, line, room), MARGIN, baseline);
    baseline += LINE.leading;
  }
  ink.fillStyle = COLORS.accent;
  ink.fillRect(0, height - 14, width, 14);
  return canvas.toBuffer('image/png');
}

function cutLines(ink: Ink, text: string, room: number, count: number): string[] {
  const lines = wrapped(ink, text, room);
  if (lines.length <= count) return lines;
  const rest = lines.slice(count - 1).join(' ');
  return [...lines.slice(0, count - 1), fitted(ink, rest, room)];
}

function drawBackdrop(ink: Ink): void {
  ink.fillStyle = COLORS.accentSoft;
  drawVoices(ink, 760, 60, 15.5);
}

function drawSign(ink: Ink, x: number, y: number, size: number): void {
  ink.fillStyle = COLORS.accent;
  ink.beginPath();
  ink.roundRect(x, y, size, size, (size * 9) / 32);
  ink.fill();
  ink.fillStyle = COLORS.onAccent;
  drawVoices(ink, x, y, size / 32);
}

function drawVoices(ink: Ink, left: number, top: number, scale: number): void {
  for (const [x, y, height] of VOICES) {
    ink.beginPath();
    ink.roundRect(left + x * scale, top + y * scale, 3 * scale, height * scale, 1.5 * scale);
    ink.fill();
  }
}

parentPort?.postMessage(drawCard(workerData as CardFacts));
