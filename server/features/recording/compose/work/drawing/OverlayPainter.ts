import { createCanvas } from '@napi-rs/canvas';
import type { Span } from '../../../../../../shared/recording/finished.ts';
import { drawLine, fitted, type Ink, setStyle, wrapped } from '../../../../../drawnText.ts';
import { CANVAS, CAPTIONS, HEADER } from '../../plan/layout.ts';
import type { Piece } from '../../plan/planPieces.ts';
import type { Signs } from '../../plan/planSigns.ts';
import { drawTile } from './drawTile.ts';
import { drawIcon } from './icons.ts';
import { PALETTE } from './palette.ts';

export const CAPTION_LINES = 2;
const CAPTION_STYLE = { size: 24, colour: PALETTE.ink, align: 'center' } as const;
const CAPTION_LINE_HEIGHT = 34;

/** What lies over the pictures: all of the canvas, with a hole for each picture. The same scene and signs give the same pixels. */
export class OverlayPainter {
  readonly #canvas = createCanvas(CANVAS.width, CANVAS.height);
  readonly #ink: Ink = this.#canvas.getContext('2d');

  /** Resolves with a PNG. */
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

  /** A caption's lines as they are drawn. */
  readonly captionLines = (text: string): string[] => {
    setStyle(this.#ink, CAPTION_STYLE);
    return wrapped(this.#ink, text, CAPTIONS.width);
  };

  #drawHeading(heading: string, left: number): void {
    const ink = this.#ink;
    setStyle(ink, { size: 17, weight: 'medium', colour: PALETTE.muted });
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
  drawIcon(ink, 'notRecorded', { x: middle - 28, y: 252, size: 56, colour: PALETTE.muted });
  setStyle(ink, { size: 32, weight: 'strong', colour: PALETTE.ink, align: 'center' });
  ink.fillText('Not recorded', middle, 368);
  setStyle(ink, { size: 20, colour: PALETTE.muted, align: 'center' });
  ink.fillText(`${timeText(fromMs)} to ${timeText(toMs)}`, middle, 408);
}

/** As players write it: minutes and seconds, hours where there are any. */
function timeText(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}
