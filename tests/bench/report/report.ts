import { rename } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pino } from 'pino';
import { JOB_TIMING, JobError } from '../../../server/features/jobs/job.ts';
import { h264Encoding } from '../../../server/features/recording/compose/work/ffmpegArguments.ts';
import { runFfmpeg } from '../../../server/features/recording/compose/work/runFfmpeg.ts';
import type { ObjectStorage } from '../../../server/features/recording/storage/ObjectStorage.ts';
import { CLIP_FRAME_RATE } from '../../../server/features/report/clips/planClip.ts';
import { createClips } from '../../../server/features/report/clips/ReportClips.ts';
import { makeFolder } from '../../../server/makeFolder.ts';
import type { FinishedMedia, Span } from '../../../shared/recording/finished.ts';
import { eventually } from '../../support/eventually.ts';
import { FinishingStage } from '../../support/finishingStage.ts';
import { reportWithClips, writeReport } from '../../support/reportRows.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { compared } from '../figure.ts';
import { longMedia } from './longRecording.ts';

const PATIENCE_MS = 10 * 60_000;

/**
 * How long it takes from the publication of a report until all of its clips are ready: two strengths and two improvements, spread over a
 * stored recording of a candidate and the recruiter. With a real database, job queue, storage, and encoder, on an otherwise idle server.
 * `report.read` is the amount read from the storage.
 *
 * The baseline is ffmpeg encoding the same at the same priority from local files.
 */
export const report: BenchCase = {
  name: 'report',
  measures: 'a published report until all of its clips are ready',
  figures: ['report', 'report.read'],
  parameters: { minutes: { full: 60, quick: 2 }, seconds: { full: 20, quick: 10 } },
  async run(context) {
    await using folder = await temporaryFolder('bench');
    context.progress('the recording is being made');
    const source = path.join(folder.path, 'source');
    makeFolder(source);
    const clips = clipsOf(context);
    await using stage = await FinishingStage.start({ DATA_DIR: path.join(folder.path, 'data') });
    const interview = await stage.interview();
    const all = { minutes: context.parameter('minutes') };
    const media = [
      await longMedia(source, {
        ...all,
        ...{ fileName: 'candidate-1.webm', person: interview.candidate.seatId },
        ...{ width: 1_280, height: 720, kilobits: 1_000 },
      }),
      await longMedia(source, {
        ...all,
        ...{ fileName: 'recruiter-1.webm', person: 'recruiter' },
        ...{ width: 640, height: 360, kilobits: 250 },
      }),
    ];
    const baselineMs = await cutLocally(source, clips);
    const measured = await cutFromStorage(stage, interview, { source, media, clips });
    const bytes = media.reduce((sum, file) => sum + file.bytes, 0);
    context.report({
      name: 'report',
      value: measured.ms,
      unit: 'ms',
      n: 1,
      ...compared(measured.ms, baselineMs),
      note: `${clips.length} clips of ${context.parameter('seconds')} s out of ${all.minutes} minutes; baseline: ffmpeg alone, from local files`,
    });
    context.report({
      name: 'report.read',
      value: measured.bytes / 1_000,
      unit: 'kB',
      n: 1,
      ...compared(measured.bytes / 1_000, bytes / 1_000),
      note: `in ${measured.reads} ranges; baseline: all that the recording has`,
    });
  },
};

/** At fractional seconds, the last one near the end. */
function clipsOf(context: BenchContext): Span[] {
  const [wholeMs, lengthMs] = [context.parameter('minutes') * 60_000, context.parameter('seconds') * 1_000];
  return [0.08, 0.37, 0.66, 0.98].map(share => {
    const fromMs = Math.round((wholeMs - lengthMs) * share) + 337;
    return { fromMs, toMs: fromMs + lengthMs };
  });
}

async function cutLocally(source: string, clips: readonly Span[]): Promise<number> {
  const startedAt = performance.now();
  for (const [index, { fromMs, toMs }] of clips.entries()) {
    const part = ['-threads', '1', '-ss', `${fromMs / 1_000}`, '-t', `${(toMs - fromMs) / 1_000}`];
    const [candidate, recruiter] = ['candidate-1.webm', 'recruiter-1.webm'].map(name =>
      path.join(source, name),
    );
    const graph = '[0:v]scale=960:540[v];[0:a][1:a]amix=normalize=0[a]';
    await runFfmpeg(
      [
        ...['-filter_threads', '1', '-filter_complex_threads', '1'],
        ...[...part, '-i', `${candidate}`, ...part, '-vn', '-i', `${recruiter}`],
        ...['-filter_complex', graph, '-map', '[v]', '-map', '[a]', ...h264Encoding(CLIP_FRAME_RATE)],
        ...['-c:a', 'aac', '-b:a', '96k', path.join(source, `local-${index}.mp4`)],
      ],
      { signal: new AbortController().signal },
    );
  }
  return performance.now() - startedAt;
}

async function cutFromStorage(
  stage: FinishingStage,
  interview: Awaited<ReturnType<FinishingStage['interview']>>,
  { source, media, clips }: { source: string; media: FinishedMedia[]; clips: readonly Span[] },
): Promise<{ ms: number; bytes: number; reads: number }> {
  const durationMs = Math.max(...media.map(({ toMs }) => toMs));
  const recordings = await stage.open({
    // The server's default timing.
    timing: JOB_TIMING,
    // Composing isn't measured.
    compose: async () => {
      throw new JobError('No one wants it.', 'never');
    },
    finalise: async ({ recordingId, outFolder, stretches }) => {
      makeFolder(outFolder);
      for (const { fileName } of media)
        await rename(path.join(source, fileName), path.join(outFolder, fileName));
      const [first] = stretches;
      if (!first) throw new Error('Nothing was recorded.');
      const { stretchId } = first;
      return {
        recordingId,
        durationMs,
        stretches: [{ stretchId, fromMs: 0, toMs: durationMs }],
        media,
        problems: [],
      };
    },
  });
  await interview.record();
  await interview.end();
  const { store, interviews } = stage;
  await eventually(
    'the recording to be ready',
    async () => (await store.interviewRecordings.stateOf(interview.recordingId)) === 'ready',
    PATIENCE_MS,
  );
  const storage = new CountingStorage(recordings.storage);
  const reportClips = createClips({
    store,
    interviews,
    finished: { ...recordings, storage },
    logger: pino({ level: 'silent' }),
  });
  const content = reportWithClips(...clips);
  await writeReport(store, interview.interviewId, { draft: content, published: content });
  const startedAt = performance.now();
  await reportClips.want(interview.interviewId);
  await eventually(
    'all clips to be ready',
    async () =>
      (await reportClips.progressOf(interview.interviewId, clips)).every(({ state }) => state === 'ready'),
    PATIENCE_MS,
  );
  return { ms: performance.now() - startedAt, bytes: storage.bytes, reads: storage.reads };
}

/** A storage that counts the bytes read. */
class CountingStorage implements Pick<ObjectStorage, 'read' | 'remove'> {
  bytes = 0;
  reads = 0;
  readonly #storage: Pick<ObjectStorage, 'read' | 'remove'>;

  constructor(storage: Pick<ObjectStorage, 'read' | 'remove'>) {
    this.#storage = storage;
  }

  read: ObjectStorage['read'] = async (key, range, signal): Promise<Readable> => {
    this.reads += 1;
    if (range) this.bytes += range.last - range.first + 1;
    return this.#storage.read(key, range, signal);
  };

  remove(key: string): Promise<void> {
    return this.#storage.remove(key);
  }
}
