import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Logger } from 'pino';
import type { RecordingId } from '../../../../shared/ids.ts';
import type { FinishedMedia, FinishedRecording } from '../../../../shared/recording/finished.ts';
import { candidateOf } from '../../../../shared/recruiter/recruiterContextOf.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import { makeFolder } from '../../../makeFolder.ts';
import type {
  InterviewRecordingStore,
  StoredInterviewRecording,
} from '../../../store/interviewRecordingStore.ts';
import type { MediaFileStore } from '../../../store/mediaFileStore.ts';
import type { ReportClipStore, StoredClip } from '../../../store/reportClipStore.ts';
import { type JobContext, JobError, type JobHandler } from '../../jobs/job.ts';
import { ComposeError } from '../../recording/compose/composeTask.ts';
import { fileDigest } from '../../recording/storage/fileReading.ts';
import type { ObjectStorage } from '../../recording/storage/ObjectStorage.ts';
import { asStorageJobError, type RecordingStorage } from '../../recording/storage/RecordingStorage.ts';
import { asWorkJobError, type WorkFolders } from '../../recording/WorkFolders.ts';
import type { CutOptions } from './cutClip.ts';
import type { DistantFile } from './excerpt.ts';
import { type ClipPlan, planClip } from './planClip.ts';

export const CLIP_CONTENT_TYPE = 'video/mp4';

/** Cuts a clip. Resolves with the path of the verified file. */
export type Cut = (plan: ClipPlan, options: CutOptions) => Promise<string>;

export interface ClipsJobOptions {
  interviews: Pick<Interviews, 'read'>;
  recordings: InterviewRecordingStore;
  clips: ReportClipStore;
  files: Pick<MediaFileStore, 'of'>;
  objects: Pick<ObjectStorage, 'read'>;
  storage: RecordingStorage;
  folders: WorkFolders;
  cut: Cut;
  logger: Logger;
}

/** Cuts a report's clips one by one. A retry skips finished clips. If one fails, the rest are still cut. */
export class ClipsJob implements JobHandler {
  readonly kind = 'clips';
  /** Maximum number of simultaneous clip jobs. They run next to heavy jobs, which take an hour. */
  readonly atMost = 1;
  readonly #options: ClipsJobOptions;

  constructor(options: ClipsJobOptions) {
    this.#options = options;
  }

  async run(target: string, context: JobContext): Promise<void> {
    const { recordings, storage, folders, logger } = this.#options;
    const recordingId = target as RecordingId;
    const recording = await recordings.find(recordingId);
    if (!recording || recording.state === 'erased') return;
    if (recording.state !== 'ready' && recording.state !== 'failed')
      throw new JobError('The recording is still being processed.', 'later');
    const failures = await this.#cutAll(recording, context);
    await storage.tidy();
    await folders.remove(recordingId, 'clips').catch(error =>
      // The folder is removed at the next cleanup.
      logger.warn({ recordingId, err: error }, 'a work folder could not be removed'),
    );
    if (failures.length > 0) throw failures[0];
  }

  /** Reads the list again after each clip, because the author may change the report. */
  async #cutAll(recording: StoredInterviewRecording, { signal, progress }: JobContext): Promise<unknown[]> {
    const { clips } = this.#options;
    const tried = new Set<string>();
    const failures: unknown[] = [];
    for (;;) {
      const all = await clips.of(recording.interviewId);
      const open = all.filter(clip => clip.state === 'waiting' && !tried.has(nameOf(clip)));
      progress(1 - open.length / Math.max(1, all.length));
      const [next] = open;
      if (!next) return failures;
      tried.add(nameOf(next));
      try {
        await this.#cutOne(next, recording, signal);
      } catch (error) {
        signal.throwIfAborted();
        failures.push(asJobError(error));
      }
    }
  }

  async #cutOne(
    clip: StoredClip,
    { recordingId, interviewId, finished }: StoredInterviewRecording,
    signal: AbortSignal,
  ): Promise<void> {
    const { interviews, clips, folders, storage, cut, logger } = this.#options;
    const candidate = candidateOf(await interviews.read(interviewId));
    const plan = finished && planClip(finished, candidate?.seatId, clip);
    if (!plan) return clips.fail(interviewId, clip);
    const name = nameOf(clip);
    const folder = path.join(await folders.open(recordingId, 'clips'), name);
    await rm(folder, { recursive: true, force: true });
    makeFolder(folder);
    const clipFile = await cut(plan, { open: await this.#filesOf(finished, signal), folder, signal });
    const { size } = await stat(clipFile);
    const file = {
      name: `${name}.mp4`,
      kind: 'clip',
      contentType: CLIP_CONTENT_TYPE,
      bytes: size,
      sha256: await fileDigest(clipFile, signal),
      path: clipFile,
    } as const;
    const [stored] =
      (await storage.put(recordingId, ['clip'], [file], { signal, onProgress: () => {} })) ?? [];
    if (!stored) return;
    const { fileId } = stored;
    const durationMs = plan.toMs - plan.fromMs;
    const outcome = await clips.finish(interviewId, clip, { fileId, recordingId, durationMs });
    await rm(folder, { recursive: true, force: true });
    if (outcome === 'kept') logger.info({ recordingId }, 'a clip of a recording was cut');
  }

  /** Returns a function that opens the recording's files for range reads. */
  async #filesOf(
    { recordingId }: FinishedRecording,
    signal: AbortSignal,
  ): Promise<(media: FinishedMedia) => DistantFile> {
    const { files, objects } = this.#options;
    const stored = await files.of(recordingId, 'stored');
    return ({ fileName }) => {
      const file = stored.find(({ name }) => name === fileName);
      if (!file) throw new JobError('A file of the recording is not in the storage.', 'later');
      const read = async (first: number, last: number) =>
        buffer(await objects.read(file.storageKey, { first, last }, signal));
      return { bytes: file.bytes, read };
    };
  }
}

function nameOf({ fromMs, toMs }: StoredClip): string {
  return `clip-${fromMs}-${toMs}`;
}

function asJobError(error: unknown): unknown {
  if (error instanceof ComposeError) return new JobError('A clip could not be cut.', error.retry, error);
  return asWorkJobError(asStorageJobError(error));
}
