import { drawLine, fitted, type Ink, initialsOf, setStyle } from '../../../../../drawnText.ts';
import type { Rect } from '../../plan/layout.ts';
import type { Tile } from '../../plan/planPieces.ts';
import { drawIcon } from './icons.ts';
import { PALETTE } from './palette.ts';

export interface TileSigns {
  speaking: boolean;
  muted: boolean;
}

interface Measures {
  radius: number;
  /** Of the plate with the name. */
  plateHeight: number;
  inset: number;
  padding: number;
  nameSize: number;
  noteSize: number;
  avatarSize: number;
}

const LARGE: Measures = {
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
const CARDS = { off: 'Camera off', away: 'Away' } as const;
const RING = 3;

/** Everything of a tile but its picture, for which a hole is left with the tile's round corners. */
export function drawTile(ink: Ink, tile: Tile, signs: TileSigns): void {
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

/** The name on the picture, and to whom the screen belongs where it is one. */
function drawPlate(
  ink: Ink,
  { rect, person, kind, large }: Tile,
  measures: Measures,
  signs: TileSigns,
): void {
  const { plateHeight, inset, padding, nameSize, noteSize } = measures;
  const icon = signs.muted ? nameSize + 6 : 0;
  const note = kind === 'screen' ? 'shares a screen' : large ? ROLES[person.role] : '';
  setStyle(ink, { size: noteSize, colour: PALETTE.muted });
  const noteWidth = note ? ink.measureText(note).width + padding : 0;
  setStyle(ink, { size: nameSize, weight: 'medium', colour: PALETTE.ink });
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
  setStyle(ink, { size: nameSize, weight: 'medium', colour: PALETTE.ink });
  drawLine(ink, name, plate.x + padding + icon, baseline);
  if (!note) return;
  setStyle(ink, { size: noteSize, colour: PALETTE.aside });
  ink.fillText(note, plate.x + 2 * padding + icon + nameWidth, baseline);
}

/** Who it is and why there is no picture, in the middle. */
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
  setStyle(ink, { size: size * 0.36, weight: 'strong', colour: PALETTE.accentInk, align: 'center' });
  ink.fillText(initialsOf(person.name), middle, top + size / 2 + size * 0.13);
  const baseline = top + size + spacing + nameSize;
  setStyle(ink, { size: nameSize, weight: 'medium', colour: PALETTE.ink, align: 'center' });
  const icon = signs.muted ? nameSize + 6 : 0;
  const name = fitted(ink, person.name, rect.width - 2 * measures.inset - icon);
  const nameLeft = middle - (ink.measureText(name).width + icon) / 2;
  if (signs.muted) drawMuted(ink, nameLeft, baseline - nameSize * 0.36, nameSize);
  setStyle(ink, { size: nameSize, weight: 'medium', colour: PALETTE.ink });
  drawLine(ink, name, nameLeft + icon, baseline);
  if (!card) return;
  setStyle(ink, { size: noteSize, colour: PALETTE.muted, align: 'center' });
  ink.fillText(CARDS[card], middle, baseline + noteSize * 1.5);
}

function drawMuted(ink: Ink, x: number, middleY: number, size: number): void {
  drawIcon(ink, 'microphoneOff', { x, y: middleY - size / 2, size, colour: PALETTE.danger });
}

function drawRing(ink: Ink, { x, y, width, height }: Rect, radius: number): void {
  const out = RING / 2;
  ink.beginPath();
  ink.roundRect(x - out, y - out, width + 2 * out, height + 2 * out, radius + out);
  ink.strokeStyle = PALETTE.accent;
  ink.lineWidth = RING;
  ink.stroke();
}

export function fillRound(ink: Ink, { x, y, width, height }: Rect, radius: number, colour: string): void {
  ink.beginPath();
  ink.roundRect(x, y, width, height, radius);
  ink.fillStyle = colour;
  ink.fill();
}
