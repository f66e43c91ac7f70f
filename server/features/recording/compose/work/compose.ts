import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../../../makeFolder.ts';
import { fileDigest } from '../../storage/fileReading.ts';
import { type ComposedFile, ComposeError, type ComposeTask } from '../composeTask.ts';
import { CANVAS, frameAt } from '../plan/canvas.ts';
import { planPieces } from '../plan/planPieces.ts';
import { captionPages, planSigns } from '../plan/planSigns.ts';
import { joinParts, writtenChapters } from './joinParts.ts';
import { CAPTION_LINES, OverlayPainter } from './OverlayPainter.ts';
import { PieceRenderer, type RenderedPiece } from './PieceRenderer.ts';
import { renderSound } from './renderSound.ts';
import { verifyFile, verifySamples } from './verifyFile.ts';
import { WorkFolder } from './WorkFolder.ts';

const SHARES = { pictures: 0.93, sound: 0.05, rest: 0.02 } as const;

export async function compose(
  task: ComposeTask,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
): Promise<ComposedFile> {
  requireFiles(task);
  const folder = new WorkFolder(task.workFolder);
  await folder.sweep();
  const painter = new OverlayPainter();
  const pieces = planPieces(task.recording, task.people);
  const captions = captionPages(task.captions, painter.captionLines, CAPTION_LINES);
  const planned = planSigns(task, pieces, captions).map((signs, index) => {
    const piece = pieces[index];
    if (!piece) throw new Error('Signs of a piece that is not there.');
    return { piece, signs };
  });
  const renderer = new PieceRenderer(task, folder, painter);
  const frames = frameAt(task.recording.durationMs);
  if (frames === 0) throw new ComposeError('failed', new Error('The recording has no length.'));

  const framesOf = (parts: readonly { piece: { frames: number } }[]) =>
    parts.reduce((sum, { piece }) => sum + piece.frames, 0);
  const missing = planned.filter(({ piece, signs }) => !renderer.isDone(piece, signs));
  let done = frames - framesOf(missing);
  const reportFrames = (framesNow: number) => onProgress((SHARES.pictures * framesNow) / frames);
  reportFrames(done);
  const rendered: RenderedPiece[] = [];
  for (const { piece, signs } of planned) {
    const isDone = renderer.isDone(piece, signs);
    rendered.push(await renderer.render(piece, signs, { signal, onFrames: now => reportFrames(done + now) }));
    if (!isDone) done += piece.frames;
    reportFrames(done);
  }

  const { file: sound, leftOut: unheard } = await renderSound(task, folder, {
    signal,
    onShare: share => onProgress(SHARES.pictures + SHARES.sound * share),
  });
  const outFile = folder.temporaryFile('mp4');
  const files = rendered.map(({ file }) => file);
  await joinParts(task, folder, { pieces: files, sound, outFile }, signal);
  const { durationMs } = task.recording;
  const chapters = writtenChapters(task.chapters, durationMs).length;
  await verifyFile(outFile, { picture: { frames }, durationMs, chapters }, signal);
  await verifySamples(outFile, durationMs, signal);
  const composed = await finish(task, folder, outFile, onProgress);
  const leftOut = new Set([...rendered.flatMap(piece => piece.leftOut), ...unheard]);
  return { ...composed, leftOut: [...leftOut].toSorted() };
}

function requireFiles({ recording, files }: ComposeTask): void {
  const missing = recording.media.filter(({ fileName }) => !existsSync(files[fileName] ?? ''));
  if (missing.length > 0)
    throw new ComposeError('source-missing', new Error(missing.map(({ fileName }) => fileName).join(', ')));
}

async function finish(
  { outFile, recording }: ComposeTask,
  folder: WorkFolder,
  written: string,
  onProgress: (share: number) => void,
): Promise<Omit<ComposedFile, 'leftOut'>> {
  const sha256 = await fileDigest(written);
  const { size } = await stat(written);
  makeFolder(path.dirname(outFile));
  await folder.keep(written, outFile);
  await folder.empty();
  onProgress(1);
  return { path: outFile, bytes: size, sha256, durationMs: recording.durationMs, ...CANVAS };
}
