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
import { asStorageJobError, type RecordingStorage } from '../storage/RecordingStorage.ts';
import { asWorkJobError, type WorkFolders } from '../WorkFolders.ts';
import { type CaptureCopy, closedSnapshot, releaseCapture } from './CaptureSnapshot.ts';

interface EraseJobOptions {
  plane: Pick<MediaPlane, 'request' | 'nodeIds' | 'subscribe'>;
  recordings: InterviewRecordingStore;
  files: MediaFileStore;
  erasures: ErasureStore;
  lostPlaces: LostStorageStore;
  storage: RecordingStorage;
  folders: WorkFolders;
  stop: (name: JobName) => Promise<'gone' | 'ending'>;
  logger: Logger;
}

/**
 * Lists a recording's parts in a receipt and deletes them. Retries until each server with parts answers or
 * is declared lost.
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
      await this.#stopJobs(recordingId);
      context.progress(0.1);
      await this.#deleteFiles(recordingId, context);
      await this.#options.folders.remove(recordingId);
      context.progress(0.6);
      await this.#deleteCaptures(recordingId, context);
      await this.#forgetLostFolders(recordingId);
    } catch (error) {
      context.signal.throwIfAborted();
      throw asWorkJobError(asStorageJobError(error));
    }
    if (!(await erasures.complete(recordingId)))
      throw new JobError('Another server that has worked on the recording is away.', 'later');
    logger.info({ recordingId }, 'a recording was erased');
  }

  /** Stops the recording's jobs, because a running job could write files again. */
  async #stopJobs(recordingId: RecordingId): Promise<void> {
    const ends = await Promise.all(
      ['finalise', 'compose', 'clips', 'transcript'].map(kind =>
        this.#options.stop({ kind, target: recordingId }),
      ),
    );
    if (ends.includes('ending')) throw new JobError('The recording is still being worked on.', 'soon');
  }

  async #deleteFiles(recordingId: RecordingId, { signal }: JobContext): Promise<void> {
    const { files, erasures, storage } = this.#options;
    const all = await files.of(recordingId, 'pending', 'stored', 'superseded');
    // Incomplete files were never usable, so the receipt does not count them.
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

  async #deleteCaptures(recordingId: RecordingId, { signal }: JobContext): Promise<void> {
    const { plane, recordings, erasures } = this.#options;
    const snapshot = await closedSnapshot(plane, recordingId, signal);
    const failures: unknown[] = [];
    for (const copy of snapshot.of(recordingId)) {
      signal.throwIfAborted();
      await this.#deleteCopy(copy).catch(error => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
    const left = (await recordings.stretchesOf(recordingId)).filter(({ state }) => state !== 'released');
    let isAwaited = false;
    for (const stretch of left) {
      const { nodeId, stretchId } = stretch;
      const isGone =
        snapshot.locationOf(stretch) !== 'away' ||
        (await this.#isAbandoned(recordingId, { kind: 'mediaServer', placeId: nodeId }));
      if (isGone) await erasures.forgetStretch(stretchId);
      else isAwaited = true;
    }
    if (isAwaited) throw mediaServerAway();
  }

  async #forgetLostFolders(recordingId: RecordingId): Promise<void> {
    const { erasures } = this.#options;
    const { workFolders } = await erasures.rest(recordingId);
    for (const placeId of workFolders)
      if (await this.#isAbandoned(recordingId, { kind: 'server', placeId }))
        await erasures.forgetWorkFolder(recordingId, placeId);
  }

  async #isAbandoned(recordingId: RecordingId, place: StoragePlace): Promise<boolean> {
    const { lostPlaces } = this.#options;
    if (!(await lostPlaces.isLost(place))) return false;
    await lostPlaces.leaveBehind(recordingId, place);
    return true;
  }

  async #deleteCopy(copy: CaptureCopy): Promise<void> {
    const { plane, erasures } = this.#options;
    try {
      await erasures.tally(copy.recordingId, await this.#receiptOf(copy));
      await releaseCapture(plane, copy);
    } catch (error) {
      if (isAway(error)) throw mediaServerAway(error);
      throw error;
    }
  }

  /** Lists a capture's files. A file that the disk cannot read has no digest, but may still be deleted. */
  async #receiptOf({ nodeId, stretchId, segments }: CaptureCopy): Promise<ErasedFile[]> {
    const { plane } = this.#options;
    const files = segments.flatMap(({ segmentId, mediaBytes, journalBytes }) => [
      { segmentId, part: 'media' as const, bytes: mediaBytes, name: `${stretchId}/${segmentId}.webm` },
      { segmentId, part: 'journal' as const, bytes: journalBytes, name: `${stretchId}/${segmentId}.jsonl` },
    ]);
    const digests: ErasedFile[] = [];
    for (const { segmentId, part, bytes, name } of files) {
      if (bytes === 0) continue;
      const digest = await plane
        .request('capture.digest', { nodeId, stretchId, segmentId, part })
        .catch(error => {
          if (isAway(error)) throw error;
          return { sha256: '' };
        });
      digests.push({ name, bytes, sha256: digest.sha256 });
    }
    return digests;
  }
}

function mediaServerAway(cause?: unknown): JobError {
  return new JobError('Waiting for a media server that holds a part of the recording.', 'later', cause);
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'media-unavailable';
}
