import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import type { FinishedMedia, Span } from '../../../../shared/recording/finished.ts';
import { setStyle } from '../../../drawnText.ts';
import { runFfmpeg } from '../../recording/compose/work/runFfmpeg.ts';
import { drawIcon, PALETTE } from '../../recording/compose/work/theme.ts';
import { verifyFile } from '../../recording/compose/work/verifyFile.ts';
import { clipArguments } from './clipArguments.ts';
import { type DistantFile, type Excerpt, openDistant, pictureExcerpt, soundExcerpt } from './excerpt.ts';
import { CLIP_FRAME_RATE, type ClipCard, type ClipPlan } from './planClip.ts';

export interface CutOptions {
  open: (media: FinishedMedia) => DistantFile;
  /** Folder that only this clip uses. */
  folder: string;
  signal: AbortSignal;
}

/** Cuts an MP4 for all browsers and returns its verified file. Rejects with `ComposeError` or file errors. */
export async function cutClip(plan: ClipPlan, { open, folder, signal }: CutOptions): Promise<string> {
  const excerpts = await readExcerpts(plan, { open, folder, signal });
  const cards: string[] = [];
  for (const { card } of plan.cards) {
    const file = path.join(folder, `${card}.png`);
    await writeFile(file, await drawCard(card, plan.width, plan.height));
    cards.push(file);
  }
  const outFile = path.join(folder, 'clip.mp4');
  await runFfmpeg(clipArguments(plan, { ...excerpts, cards, outFile }), { signal });
  const durationMs = plan.toMs - plan.fromMs;
  const { frames, width, height } = plan;
  const picture = { frames, width, height, frameRate: CLIP_FRAME_RATE };
  await verifyFile(outFile, { picture, durationMs }, signal);
  return outFile;
}

async function readExcerpts(
  { picture, sound, ...span }: ClipPlan,
  { open, folder, signal }: CutOptions,
): Promise<{ picture: Excerpt | undefined; sound: Excerpt[] }> {
  const all = [...new Set([...(picture ? [picture] : []), ...sound])];
  const excerpts: { picture: Excerpt | undefined; sound: Excerpt[] } = { picture: undefined, sound: [] };
  for (const [index, media] of all.entries()) {
    using input = openDistant(open(media));
    const own = ownTime(span, media);
    const fileOf = (kind: string) => path.join(folder, `${kind}-${index}.webm`);
    if (media === picture) excerpts.picture = await pictureExcerpt(input, own, fileOf('picture'), signal);
    const audio = sound.includes(media) && (await soundExcerpt(input, own, fileOf('sound'), signal));
    if (audio) excerpts.sound.push(audio);
  }
  return excerpts;
}

/** Converts a span to the file's own time. The times may be negative. */
function ownTime({ fromMs, toMs }: Span, media: FinishedMedia): Span {
  return { fromMs: fromMs - media.fromMs, toMs: toMs - media.fromMs };
}

const CARD_TEXTS: Record<ClipCard, string> = { off: 'Camera off', away: 'Away', unrecorded: 'Not recorded' };

function drawCard(card: ClipCard, width: number, height: number): Promise<Buffer> {
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
    color: PALETTE.muted,
  });
  setStyle(ink, { size: size * 0.065, weight: 'medium', color: PALETTE.ink, align: 'center' });
  ink.fillText(CARD_TEXTS[card], width / 2, height / 2 + size * 0.11);
  return canvas.encode('png');
}
