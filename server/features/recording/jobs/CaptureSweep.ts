import type { Logger } from 'pino';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import type { ErasureStore } from '../../../store/erasureStore.ts';
import type { InterviewRecordingStore, StoredStretch } from '../../../store/interviewRecordingStore.ts';
import type { JobName } from '../../../store/jobStore.ts';
import type { LostStorageStore } from '../../../store/lostStorageStore.ts';
import {
  type CaptureCopy,
  CaptureSnapshot,
  releaseCapture,
  releaseStoredCaptures,
} from './CaptureSnapshot.ts';

interface CaptureSweepOptions {
  plane: Pick<MediaPlane, 'request' | 'nodeIds'>;
  recordings: InterviewRecordingStore;
  erasures: Pick<ErasureStore, 'find'>;
  lostPlaces: Pick<LostStorageStore, 'returned' | 'deleted'>;
  jobs: { enqueueAgain(name: JobName): Promise<void> };
  logger: Logger;
}

/** Cleans up captures when their media servers are back. Finalizes again when a missing capture returns. */
export class CaptureSweep {
  readonly #options: CaptureSweepOptions;

  constructor(options: CaptureSweepOptions) {
    this.#options = options;
  }

  async sweep(): Promise<void> {
    const { plane, recordings, erasures, jobs, logger } = this.#options;
    const snapshot = await CaptureSnapshot.take(plane);
    const byRecording = Map.groupBy(snapshot.copies, ({ recordingId }) => recordingId);
    await this.#releaseForLostServers(snapshot);
    const known = await recordings.stretchesOfAll([...byRecording.keys()]);
    for (const [recordingId, { state, stretches }] of known) {
      const copies = byRecording.get(recordingId) ?? [];
      // Until the receipt is complete, `EraseJob` counts and deletes the captures.
      const isErased = state === 'erased' && (await erasures.find(recordingId))?.completedAt !== undefined;
      if (isErased) await this.#releaseErased(copies);
      if (state !== 'ready' && state !== 'failed') continue;
      await releaseStoredCaptures({ plane, recordings, snapshot, recordingId, logger });
      if (hasReturned(stretches, snapshot))
        await jobs.enqueueAgain({ kind: 'finalise', target: recordingId });
    }
  }

  /** Deletes captures of deleted recordings from media servers that were declared lost and have returned. */
  async #releaseForLostServers(snapshot: CaptureSnapshot): Promise<void> {
    const { lostPlaces } = this.#options;
    const nodeIds = [...snapshot.answered];
    for (const [recordingId, placeIds] of await lostPlaces.returned('mediaServer', nodeIds)) {
      if (!(await this.#releaseErased(snapshot.of(recordingId)))) continue;
      for (const placeId of placeIds) await lostPlaces.deleted(recordingId, { kind: 'mediaServer', placeId });
    }
  }

  async #releaseErased(copies: readonly CaptureCopy[]): Promise<boolean> {
    const { plane, logger } = this.#options;
    const results = copies.map(copy =>
      copy.state === 'open'
        ? false
        : releaseCapture(plane, copy).then(
            () => true,
            error => {
              const { recordingId } = copy;
              logger.warn({ recordingId, err: error }, 'what was erased could not be deleted');
              return false;
            },
          ),
    );
    return (await Promise.all(results)).every(Boolean);
  }
}

/** Returns true if a missing capture has returned and all other captures are still available. */
function hasReturned(stretches: readonly StoredStretch[], snapshot: CaptureSnapshot): boolean {
  const isHere = (stretch: StoredStretch) => snapshot.locationOf(stretch) === 'here';
  const [missing, used] = [
    stretches.filter(({ state }) => state === 'captured'),
    stretches.filter(({ state }) => state !== 'captured'),
  ];
  return missing.some(isHere) && used.every(isHere);
}
