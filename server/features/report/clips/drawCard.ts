import { createCanvas } from '@napi-rs/canvas';
import { setStyle } from '../../../drawnText.ts';
import { drawIcon, PALETTE } from '../../recording/compose/work/theme.ts';
import type { ClipCard } from './planClip.ts';

const TEXTS: Record<ClipCard, string> = { off: 'Camera off', away: 'Away', unrecorded: 'Not recorded' };

/** What is seen of a clip where there is no picture. Resolves with a PNG. */
export function drawCard(card: ClipCard, width: number, height: number): Promise<Buffer> {
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  ink.fillStyle = PALETTE.canvas;
  ink.fillRect(0, 0, width, height);
  const size = Math.min(width, height);
  const icon = size * 0.14;
  drawIcon(ink, card === 'unrecorded' ? 'notRecorded' : 'cameraOff', {
    x: (width - icon) / 2,
    y: height / 2 - icon * 1.1,
    size: icon,
    colour: PALETTE.muted,
  });
  setStyle(ink, { size: size * 0.065, weight: 'medium', colour: PALETTE.ink, align: 'center' });
  ink.fillText(TEXTS[card], width / 2, height / 2 + size * 0.11);
  return canvas.encode('png');
}
