import { createCanvas } from '@napi-rs/canvas';
import type { Span } from '../../../../../shared/recording/finished.ts';
import { drawLine, fitted, type Ink, initialsOf, setStyle, wrapped } from '../../../../drawnText.ts';
import { CANVAS, CAPTIONS, HEADER, type Rect } from '../plan/canvas.ts';
import type { Piece, Tile } from '../plan/planPieces.ts';
import type { Signs } from '../plan/planSigns.ts';
import { drawIcon, PALETTE } from './theme.ts';

export const CAPTION_LINES = 2;
const CAPTION_STYLE = { size: 24, color: PALETTE.ink, align: 'center' } as const;
const CAPTION_LINE_HEIGHT = 34;

/** Draws the overlay of a piece, with a hole for each video. The same input gives the same image. */
export class OverlayPainter {
  readonly #canvas = createCanvas(CANVAS.width, CANVAS.height);
  readonly #ink: Ink = this.#canvas.getContext('2d');

  paint({ tiles, unrecorded }: Piece, signs: Omit<Signs, 'frames'>): Promise<Buffer> {
    const ink = this.#ink;
    ink.clearRect(0, 0, CANVAS.width, CANVAS.height);
    ink.fillStyle = PALETTE.canvas;
    ink.fillRect(0, 0, CANVAS.width, CANVAS.height);
    for (const tile of tiles)
      drawTile(ink, tile, {
        speaking: tile.kind === 'person' && signs.speaking.includes(tile.person.person),
        muted: tile.kind === 'person' && signs.muted.includes(tile.person.person),
      });
    if (unrecorded) drawUnrecorded(ink, unrecorded);
    this.#drawHeading(signs.heading, tiles[0]?.rect.x ?? HEADER.x);
    if (signs.caption) this.#drawCaption(signs.caption);
    return this.#canvas.encode('png');
  }

  readonly captionLines = (text: string): string[] => {
    setStyle(this.#ink, CAPTION_STYLE);
    return wrapped(this.#ink, text, CAPTIONS.width);
  };

  #drawHeading(heading: string, left: number): void {
    const ink = this.#ink;
    setStyle(ink, { size: 17, weight: 'medium', color: PALETTE.muted });
    drawLine(ink, fitted(ink, heading, CANVAS.width - HEADER.x - left), left, HEADER.y + 20);
  }

  #drawCaption(caption: string): void {
    const ink = this.#ink;
    const lines = caption.split('\n');
    setStyle(ink, CAPTION_STYLE);
    const top = CAPTIONS.y + (CAPTIONS.height - lines.length * CAPTION_LINE_HEIGHT) / 2;
    for (const [index, line] of lines.entries())
      drawLine(ink, line, CAPTIONS.x + CAPTIONS.width / 2, top + index * CAPTION_LINE_HEIGHT + 25);
  }
}

function drawUnrecorded(ink: Ink, { fromMs, toMs }: Span): void {
  const middle = CANVAS.width / 2;
  drawIcon(ink, 'notRecorded', { x: middle - 28, y: 252, size: 56, color: PALETTE.muted });
  setStyle(ink, { size: 32, weight: 'strong', color: PALETTE.ink, align: 'center' });
  ink.fillText('Not recorded', middle, 368);
  setStyle(ink, { size: 20, color: PALETTE.muted, align: 'center' });
  ink.fillText(`${timeText(fromMs)} to ${timeText(toMs)}`, middle, 408);
}

function timeText(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

type TileSigns = { speaking: boolean; muted: boolean };
type Measures = typeof LARGE;
const LARGE = {
  radius: 12,
  plateHeight: 36,
  inset: 14,
  padding: 12,
  nameSize: 17,
  noteSize: 15,
  avatarSize: 120,
};
const SMALL: Measures = {
  radius: 10,
  plateHeight: 26,
  inset: 8,
  padding: 8,
  nameSize: 13,
  noteSize: 12,
  avatarSize: 48,
};

const ROLES = { candidate: 'Candidate', interviewer: 'Interviewer', recruiter: 'Recruiter' } as const;
const CARDS = { off: 'Camera off', away: 'Away', 'left-out': 'Couldn’t be included' } as const;
const RING = 3;

/** Draws a tile. Its video is visible through a hole with rounded corners. */
function drawTile(ink: Ink, tile: Tile, signs: TileSigns): void {
  const measures = tile.large ? LARGE : SMALL;
  fillRound(ink, tile.rect, measures.radius, tile.card ? PALETTE.surface : PALETTE.sunken);
  if (tile.card) {
    drawCard(ink, tile, measures, signs);
  } else {
    if (tile.picture) cutHole(ink, tile.rect, tile.picture.shown, measures.radius);
    drawPlate(ink, tile, measures, signs);
  }
  if (signs.speaking) drawRing(ink, tile.rect, measures.radius);
}

function cutHole(ink: Ink, tile: Rect, picture: Rect, radius: number): void {
  ink.save();
  ink.beginPath();
  ink.rect(picture.x, picture.y, picture.width, picture.height);
  ink.clip();
  ink.globalCompositeOperation = 'destination-out';
  fillRound(ink, tile, radius, '#000');
  ink.restore();
}

/** Draws the name, and the role or a note about a shared screen. */
function drawPlate(
  ink: Ink,
  { rect, person, kind, large }: Tile,
  measures: Measures,
  signs: TileSigns,
): void {
  const { plateHeight, inset, padding, nameSize, noteSize } = measures;
  const icon = signs.muted ? nameSize + 6 : 0;
  const note = kind === 'screen' ? 'shares a screen' : large ? ROLES[person.role] : '';
  setStyle(ink, { size: noteSize, color: PALETTE.muted });
  const noteWidth = note ? ink.measureText(note).width + padding : 0;
  setStyle(ink, { size: nameSize, weight: 'medium', color: PALETTE.ink });
  const room = rect.width - 2 * inset - 2 * padding - icon - noteWidth;
  const name = fitted(ink, person.name, room);
  const nameWidth = ink.measureText(name).width;
  const plate: Rect = {
    x: rect.x + inset,
    y: rect.y + rect.height - inset - plateHeight,
    width: nameWidth + noteWidth + icon + 2 * padding,
    height: plateHeight,
  };
  fillRound(ink, plate, 8, PALETTE.scrim);
  const baseline = plate.y + plateHeight / 2 + nameSize * 0.36;
  if (signs.muted) drawMuted(ink, plate.x + padding - 1, plate.y + plateHeight / 2, nameSize);
  setStyle(ink, { size: nameSize, weight: 'medium', color: PALETTE.ink });
  drawLine(ink, name, plate.x + padding + icon, baseline);
  if (!note) return;
  setStyle(ink, { size: noteSize, color: PALETTE.aside });
  ink.fillText(note, plate.x + 2 * padding + icon + nameWidth, baseline);
}

function drawCard(ink: Ink, { rect, person, card }: Tile, measures: Measures, signs: TileSigns): void {
  const { nameSize, noteSize, avatarSize } = measures;
  const size = Math.min(avatarSize, rect.height * 0.4);
  const spacing = size * 0.16;
  const height = size + spacing + nameSize * 1.4 + noteSize * 1.3;
  const middle = rect.x + rect.width / 2;
  const top = rect.y + (rect.height - height) / 2;
  ink.beginPath();
  ink.arc(middle, top + size / 2, size / 2, 0, 2 * Math.PI);
  ink.fillStyle = PALETTE.accentSoft;
  ink.fill();
  setStyle(ink, { size: size * 0.36, weight: 'strong', color: PALETTE.accentInk, align: 'center' });
  ink.fillText(initialsOf(person.name), middle, top + size / 2 + size * 0.13);
  const baseline = top + size + spacing + nameSize;
  setStyle(ink, { size: nameSize, weight: 'medium', color: PALETTE.ink, align: 'center' });
  const icon = signs.muted ? nameSize + 6 : 0;
  const name = fitted(ink, person.name, rect.width - 2 * measures.inset - icon);
  const nameLeft = middle - (ink.measureText(name).width + icon) / 2;
  if (signs.muted) drawMuted(ink, nameLeft, baseline - nameSize * 0.36, nameSize);
  setStyle(ink, { size: nameSize, weight: 'medium', color: PALETTE.ink });
  drawLine(ink, name, nameLeft + icon, baseline);
  if (!card) return;
  setStyle(ink, { size: noteSize, color: PALETTE.muted, align: 'center' });
  ink.fillText(CARDS[card], middle, baseline + noteSize * 1.5);
}

function drawMuted(ink: Ink, x: number, middleY: number, size: number): void {
  drawIcon(ink, 'microphoneOff', { x, y: middleY - size / 2, size, color: PALETTE.danger });
}

function drawRing(ink: Ink, { x, y, width, height }: Rect, radius: number): void {
  const out = RING / 2;
  ink.beginPath();
  ink.roundRect(x - out, y - out, width + 2 * out, height + 2 * out, radius + out);
  ink.strokeStyle = PALETTE.accent;
  ink.lineWidth = RING;
  ink.stroke();
}

function fillRound(ink: Ink, { x, y, width, height }: Rect, radius: number, color: string): void {
  ink.beginPath();
  ink.roundRect(x, y, width, height, radius);
  ink.fillStyle = color;
  ink.fill();
}
