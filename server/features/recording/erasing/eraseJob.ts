import type { Logger } from 'pino';
import { AppError } from '../../../../shared/errors.ts';
import type { RecordingId } from '../../../../shared/ids.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import type { StoragePlace } from '../../../../shared/protocol/recordingRoutes.ts';
import type { ErasedFile, ErasureStore } from '../../../store/erasureStore.ts';
import type { InterviewRecordingStore } from '../../../store/interviewRecordingStore.ts';
import type { JobName } from '../../../store/jobStore.ts';
import type { LostStorageStore } from '../../../store/lostStorageStore.ts';
import type { MediaFileStore } from '../../../store/mediaFileStore.ts';
import { type JobContext, JobError, type JobHandler } from '../../jobs/job.ts';
import { closedSurvey } from '../collect/closedSurvey.ts';
import { release } from '../collect/releaseStretches.ts';
import type { StretchPlace } from '../collect/survey.ts';
import { asDiskError } from '../diskError.ts';
import type { RecordingStorage } from '../storing/RecordingStorage.ts';
import { asStorageJobError } from '../storing/storageJobError.ts';
import type { WorkFolders } from '../WorkFolders.ts';

interface EraseJobOptions {
  plane: Pick<MediaPlane, 'request' | 'nodeIds' | 'subscribe'>;
  recordings: InterviewRecordingStore;
  files: MediaFileStore;
  erasures: ErasureStore;
  lostPlaces: LostStorageStore;
  storage: RecordingStorage;
  folders: WorkFolders;
  /** Ends what still works on the recording. */
  stop: (name: JobName) => Promise<'gone' | 'ending'>;
  logger: Logger;
}

/**
 * Deletes everything of a recording that was erased: in the storage, in the folders of servers, on the disks of media servers. Nothing
 * is deleted that was not written down before, and nothing is called deleted before it has gone; so it may be cut off anywhere. It is
 * retried until every place that holds a part has answered or was declared lost; then the receipt is completed.
 */
export class EraseJob implements JobHandler {
  readonly kind = 'erase';
  readonly unending = 'Something of the recording could not be deleted yet.';
  readonly #options: EraseJobOptions;

  constructor(options: EraseJobOptions) {
    this.#options = options;
  }

  async run(target: string, context: JobContext): Promise<void> {
    const recordingId = target as RecordingId;
    const { recordings, erasures, logger } = this.#options;
    if ((await recordings.stateOf(recordingId)) !== 'erased') return;
    try {
      await this.#endWork(recordingId);
      context.progress(0.1);
      await this.#eraseFiles(recordingId, context);
      await this.#options.folders.remove(recordingId);
      context.progress(0.6);
      await this.#eraseStretches(recordingId, context);
      await this.#leaveFolders(recordingId);
    } catch (error) {
      context.signal.throwIfAborted();
      throw asDiskError(asStorageJobError(error));
    }
    if (!(await erasures.complete(recordingId)))
      throw new JobError('Another server that has worked on the recording is away.', 'later');
    logger.info({ recordingId }, 'a recording was erased');
  }

  /** Whatever is being written would be there again after it was deleted. */
  async #endWork(recordingId: RecordingId): Promise<void> {
    const ends = await Promise.all(
      ['finalise', 'compose', 'clips'].map(kind => this.#options.stop({ kind, target: recordingId })),
    );
    if (ends.includes('ending')) throw new JobError('The recording is still being worked on.', 'soon');
  }

  async #eraseFiles(recordingId: RecordingId, { signal }: JobContext): Promise<void> {
    const { files, erasures, storage } = this.#options;
    const all = await files.of(recordingId, 'pending', 'stored', 'superseded');
    // What was never there whole is deleted, too, but no one ever had it.
    const whole = all.filter(({ state }) => state !== 'pending');
    await erasures.tally(
      recordingId,
      whole.map(({ fileId, name, bytes, sha256 }) => ({ name: `${fileId} ${name}`, bytes, sha256 })),
    );
    for (const file of all) {
      signal.throwIfAborted();
      await storage.remove(file);
    }
  }

  async #eraseStretches(recordingId: RecordingId, { signal }: JobContext): Promise<void> {
    const { plane, recordings, erasures } = this.#options;
    const survey = await closedSurvey(plane, recordingId, signal);
    const failures: unknown[] = [];
    for (const place of survey.of(recordingId)) {
      signal.throwIfAborted();
      // One that cannot delete now does not keep the others from it.
      await this.#erasePlace(place).catch(error => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
    const left = (await recordings.stretchesOf(recordingId)).filter(({ state }) => state !== 'released');
    let isAwaited = false;
    for (const stretch of left) {
      const { nodeId, stretchId } = stretch;
      const mayBeForgotten =
        survey.sightOf(stretch) !== 'away' ||
        (await this.#isLeftBehind(recordingId, { kind: 'mediaServer', placeId: nodeId }));
      if (mayBeForgotten) await erasures.forgetStretch(stretchId);
      else isAwaited = true;
    }
    if (isAwaited) throw away();
  }

  /** Folders of servers that were declared lost. */
  async #leaveFolders(recordingId: RecordingId): Promise<void> {
    const { erasures } = this.#options;
    const { workFolders } = await erasures.rest(recordingId);
    for (const placeId of workFolders)
      if (await this.#isLeftBehind(recordingId, { kind: 'server', placeId }))
        await erasures.forgetWorkFolder(recordingId, placeId);
  }

  async #isLeftBehind(recordingId: RecordingId, place: StoragePlace): Promise<boolean> {
    const { lostPlaces } = this.#options;
    if (!(await lostPlaces.isLost(place))) return false;
    await lostPlaces.leaveBehind(recordingId, place);
    return true;
  }

  async #erasePlace(place: StretchPlace): Promise<void> {
    const { plane, erasures } = this.#options;
    try {
      await erasures.tally(place.recordingId, await this.#captured(place));
      await release(plane, place);
    } catch (error) {
      if (isAway(error)) throw away(error);
      throw error;
    }
  }

  /** A disk that cannot read a file any more may still delete it. */
  async #captured({ nodeId, stretchId, segments }: StretchPlace): Promise<ErasedFile[]> {
    const { plane } = this.#options;
    const files = segments.flatMap(({ segmentId, mediaBytes, journalBytes }) => [
      { segmentId, part: 'media' as const, bytes: mediaBytes, name: `${stretchId}/${segmentId}.webm` },
      { segmentId, part: 'journal' as const, bytes: journalBytes, name: `${stretchId}/${segmentId}.jsonl` },
    ]);
    const captured: ErasedFile[] = [];
    for (const { segmentId, part, bytes, name } of files) {
      if (bytes === 0) continue;
      const digest = await plane
        .request('capture.digest', { nodeId, stretchId, segmentId, part })
        .catch(error => {
          if (isAway(error)) throw error;
          return { sha256: '' };
        });
      captured.push({ name, bytes, sha256: digest.sha256 });
    }
    return captured;
  }
}

function away(cause?: unknown): JobError {
  return new JobError('Waiting for a media server that holds a part of the recording.', 'later', cause);
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'media-unavailable';
}
