import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FinaliseTask } from '../../server/features/recording/finalise/finaliseTask.ts';
import type { Compose } from '../../server/features/recording/jobs/ComposeJob.ts';
import type { Finalise } from '../../server/features/recording/jobs/FinaliseJob.ts';
import type { CaptureProblem, FinishedMedia } from '../../shared/recording/finished.ts';
import { finishedMedia } from './finishedRecording.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/**
 * Fakes of finalizing and composing. The finalized file is the concatenation of the captured bytes, and the
 * composed file is that of the finalized files, so a test can tell what became of every byte.
 */
export class HandMadeFinishing {
  readonly tasks: FinaliseTask[] = [];
  /** Number of composed files. */
  composed = 0;
  /** Names of files that composing leaves out. */
  leftOut: string[] = [];
  /** Problems to report in addition to those of the captured files. */
  problems: CaptureProblem[] = [];
  /** Nothing that was captured is playable. */
  isUseless = false;
  /** Called when work starts; may wait or throw. */
  before: (work: 'finalise' | 'compose', signal: AbortSignal | undefined) => void | Promise<void> = () => {};

  finalise: Finalise = async (task, { signal, onProgress }) => {
    this.tasks.push(task);
    signal?.throwIfAborted();
    await this.before('finalise', signal);
    signal?.throwIfAborted();
    await rm(task.outFolder, { recursive: true, force: true });
    await mkdir(task.outFolder, { recursive: true });
    const media = this.isUseless ? [] : [await finishedPerson(task)];
    onProgress?.(1);
    const stretches = task.stretches.map(({ stretchId, fromMs, toMs = fromMs }) => ({
      stretchId,
      fromMs,
      toMs,
    }));
    const durationMs = Math.max(0, ...stretches.map(({ toMs }) => toMs));
    return { recordingId: task.recordingId, durationMs, stretches, media, problems: this.problems };
  };

  compose: Compose = async ({ files, outFile }, { signal, onProgress }) => {
    signal?.throwIfAborted();
    await this.before('compose', signal);
    signal?.throwIfAborted();
    this.composed += 1;
    const parts = await Promise.all(Object.values(files).map(file => readFile(file)));
    const bytes = Buffer.concat([Buffer.from('composed '), ...parts]);
    await writeFile(outFile, bytes);
    onProgress?.(1);
    const picture = { durationMs: 1_000, width: 1_280, height: 720 };
    const { leftOut } = this;
    return { path: outFile, bytes: bytes.length, sha256: sha256(bytes), ...picture, leftOut };
  };
}

/** All captured bytes as the candidate's file, with a thumbnail. */
async function finishedPerson({ captureFolder, outFolder, stretches }: FinaliseTask): Promise<FinishedMedia> {
  const bytes = Buffer.concat(
    await Promise.all(stretches.map(({ stretchId }) => bytesIn(path.join(captureFolder, stretchId)))),
  );
  const [fileName, thumbnailName] = ['candidate-1.webm', 'candidate-1.jpg'];
  await writeFile(path.join(outFolder, fileName), bytes);
  await writeFile(path.join(outFolder, thumbnailName), 'a picture');
  const span = { fromMs: 0, toMs: 60_000 };
  const changes = { fileName, thumbnailName, bytes: bytes.length, sha256: sha256(bytes) };
  return finishedMedia('candidate', span, changes);
}

/** Bytes of the media files in order of their names. */
async function bytesIn(folder: string): Promise<Buffer> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.webm')).toSorted();
  return Buffer.concat(await Promise.all(names.map(name => readFile(path.join(folder, name)))));
}
