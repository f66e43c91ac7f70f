import { statSync } from 'node:fs';
import path from 'node:path';
import type {
  CaptureProblem,
  FinishedMedia,
  FinishedRecording,
  Span,
} from '../../../../../shared/recording/finished.ts';
import { fileDigest, syncToDisk } from '../../storage/fileReading.ts';
import type { FinaliseTask } from '../finaliseTask.ts';
import { type AlignedSegment, alignSegments } from './align/alignSegments.ts';
import { readCaptureFolder } from './capture/captureFolder.ts';
import { type ReadSegment, readSegment } from './capture/readSegment.ts';
import { OutFolder } from './outFolder.ts';
import { describeMedia } from './plan/describeMedia.ts';
import { type MediaPlan, planMedia } from './plan/planMedia.ts';
import { requireMediaPrograms } from './verify/mediaProgram.ts';
import { makeThumbnail } from './verify/thumbnail.ts';
import { verifyMedia } from './verify/verifyMedia.ts';
import { writeWebm } from './write/writeWebm.ts';

const READING = 1;
const WRITING = 2;
const VERIFYING = 1;

export async function finaliseCapture(
  task: FinaliseTask,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
): Promise<FinishedRecording> {
  await requireMediaPrograms(signal);
  await using out = await OutFolder.create(task.outFolder);
  const { segments: files, problems } = await readCaptureFolder(task);
  const bytes = files.reduce((sum, file) => sum + bytesOf(file.mediaFile), 0);
  const progress = new Progress((READING + WRITING + VERIFYING) * bytes, onProgress);

  const read: ReadSegment[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const size = bytesOf(file.mediaFile);
    const reading = await readSegment(file, task.recordingId, at => progress.at(at / size, READING * size));
    progress.done(READING * size);
    problems.push(...reading.problems);
    if (reading.segment) read.push(reading.segment);
  }
  const segments = alignSegments(read, task.stretches);
  const stretches = stretchesOf(task, segments, problems);
  const media: FinishedMedia[] = [];
  for (const plan of planMedia(segments, task.people)) {
    media.push(await makeMedia(plan, stretches, { folder: out.path, progress, signal }));
  }
  await out.complete();
  const { recordingId } = task;
  return { recordingId, durationMs: durationOf(task, [...stretches, ...media]), stretches, media, problems };
}

async function makeMedia(
  plan: MediaPlan,
  stretches: FinishedRecording['stretches'],
  { folder, progress, signal }: { folder: string; progress: Progress; signal: AbortSignal },
): Promise<FinishedMedia> {
  const fileName = `${plan.name}.webm`;
  const file = path.join(folder, fileName);
  const sources = [...plan.soundSegments, ...plan.pictureSegments];
  const size = sources.reduce((sum, { mediaFile }) => sum + bytesOf(mediaFile), 0);
  const written = await writeWebm(file, plan, {
    signal,
    onProgress: share => progress.at(share, WRITING * size),
  });
  progress.done(WRITING * size);
  await verifyMedia(
    {
      file,
      durationMs: plan.span.toMs - plan.span.fromMs,
      hasSound: plan.sound.length > 0,
      hasPicture: written.frames > 0,
      written,
    },
    signal,
  );
  const thumbnailName = `${plan.name}.jpg`;
  const thumbnailFile = path.join(folder, thumbnailName);
  const { keyFramesMs } = written;
  const hasThumbnail =
    keyFramesMs.length > 0 && (await makeThumbnail(file, keyFramesMs, thumbnailFile, signal));
  if (hasThumbnail) await syncToDisk(thumbnailFile);
  const sha256 = await fileDigest(file, signal);
  progress.done(VERIFYING * size);
  return {
    ...describeMedia(plan, written, stretches),
    fileName,
    bytes: bytesOf(file),
    sha256,
    ...(hasThumbnail && { thumbnailName }),
  };
}

/** Returns the capture runs that are not missing. A run without a logged end ends with its last packet. */
function stretchesOf(
  task: FinaliseTask,
  segments: readonly AlignedSegment[],
  problems: readonly CaptureProblem[],
): FinishedRecording['stretches'] {
  const missing = new Set(problems.flatMap(({ code, stretchId }) => (code === 'missing' ? stretchId : [])));
  return task.stretches
    .map(({ stretchId, fromMs, toMs = fromMs }, index) => {
      const ends = segments
        .filter(segment => segment.stretchId === stretchId)
        .map(segment => Math.ceil(segment.toMs));
      const nextMs = task.stretches[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
      return { stretchId, fromMs, toMs: Math.max(fromMs, Math.min(nextMs, Math.max(toMs, ...ends))) };
    })
    .filter(({ stretchId }) => !missing.has(stretchId));
}

function durationOf({ stretches }: FinaliseTask, spans: readonly Span[]): number {
  return Math.max(0, ...stretches.map(({ fromMs, toMs = fromMs }) => toMs), ...spans.map(({ toMs }) => toMs));
}

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Combines the progress of steps of different lengths into one share that only increases. */
class Progress {
  readonly #report: (share: number) => void;
  readonly #whole: number;
  #done = 0;
  #reported = 0;

  constructor(whole: number, report: (share: number) => void) {
    this.#whole = Math.max(1, whole);
    this.#report = report;
  }

  at(share: number, length: number): void {
    const reached = Math.min(1, (this.#done + Math.max(0, Math.min(1, share)) * length) / this.#whole);
    if (reached - this.#reported < 0.005) return;
    this.#reported = reached;
    this.#report(reached);
  }

  done(length: number): void {
    this.#done += length;
    this.at(0, 0);
  }
}
