import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FinishedMedia, Span } from '../../../../shared/recording/finished.ts';
import { runFfmpeg } from '../../recording/compose/work/runFfmpeg.ts';
import { verifyClip } from '../../recording/compose/work/verifyFile.ts';
import { clipArguments } from './clipArguments.ts';
import { drawCard } from './drawCard.ts';
import { type DistantFile, type Excerpt, openDistant, pictureExcerpt, soundExcerpt } from './excerpt.ts';
import { CLIP_FRAME_RATE, type ClipPlan } from './planClip.ts';

export interface CutOptions {
  /** A file of the recording, wherever it lies. */
  open: (media: FinishedMedia) => DistantFile;
  /** For this clip alone, and there. */
  folder: string;
  signal: AbortSignal;
}

/**
 * Cuts one clip out of a recording: of the storage it reads what the clip needs, and of that it makes an MP4 that every browser plays. Resolves
 * with its path in the folder once it is whole and verified. Rejects with a `ComposeError`, or with what the storage or the file system says.
 */
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
  await verifyClip(outFile, { frames, durationMs, width, height, frameRate: CLIP_FRAME_RATE }, signal);
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
    const place = (kind: string) => path.join(folder, `${kind}-${index}.webm`);
    if (media === picture) excerpts.picture = await pictureExcerpt(input, own, place('picture'), signal);
    const heard = sound.includes(media) && (await soundExcerpt(input, own, place('sound'), signal));
    if (heard) excerpts.sound.push(heard);
  }
  return excerpts;
}

/** A file's own time is zero at its `fromMs`; before that a time is negative. */
function ownTime({ fromMs, toMs }: Span, media: FinishedMedia): Span {
  return { fromMs: fromMs - media.fromMs, toMs: toMs - media.fromMs };
}
