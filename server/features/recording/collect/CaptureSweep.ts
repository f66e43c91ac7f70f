import type { Logger } from 'pino';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import type { ErasureStore } from '../../../store/erasureStore.ts';
import type { InterviewRecordingStore, StoredStretch } from '../../../store/interviewRecordingStore.ts';
import type { JobName } from '../../../store/jobStore.ts';
import type { LostStorageStore } from '../../../store/lostStorageStore.ts';
import { release, releaseStretches } from './releaseStretches.ts';
import { CaptureSurvey, type StretchPlace } from './survey.ts';

interface CaptureSweepOptions {
  plane: Pick<MediaPlane, 'request' | 'nodeIds'>;
  recordings: InterviewRecordingStore;
  erasures: Pick<ErasureStore, 'find'>;
  lostPlaces: Pick<LostStorageStore, 'returned' | 'deleted'>;
  jobs: { enqueueAgain(name: JobName): Promise<void> };
  logger: Logger;
}

/**
 * Looks after what lies on media servers that no one is at work on: what came back with a server that had been away. What was erased is
 * deleted, what is in the storage, too, and what was missing is made part of its recording. Recordings that no one knows are left alone.
 */
export class CaptureSweep {
  readonly #options: CaptureSweepOptions;

  constructor(options: CaptureSweepOptions) {
    this.#options = options;
  }

  /** Rejects where the database cannot be reached. */
  async sweep(): Promise<void> {
    const { plane, recordings, erasures, jobs, logger } = this.#options;
    const survey = await CaptureSurvey.make(plane);
    const byRecording = Map.groupBy(survey.places, ({ recordingId }) => recordingId);
    await this.#releaseLeftBehind(survey);
    const known = await recordings.stretchesOfAll([...byRecording.keys()]);
    for (const [recordingId, { state, stretches }] of known) {
      const places = byRecording.get(recordingId) ?? [];
      // Until the receipt is complete, a job is at it that counts what it deletes.
      const isErased = state === 'erased' && (await erasures.find(recordingId))?.completedAt !== undefined;
      if (isErased) await this.#releaseErased(places);
      if (state !== 'ready' && state !== 'failed') continue;
      await releaseStretches({ plane, recordings, survey, recordingId, logger });
      if (hasTurnedUp(stretches, survey)) await jobs.enqueueAgain({ kind: 'finalise', target: recordingId });
    }
  }

  /** Deletes what a media server still holds of recordings that were deleted while it was declared lost. */
  async #releaseLeftBehind(survey: CaptureSurvey): Promise<void> {
    const { lostPlaces } = this.#options;
    const nodeIds = [...survey.answered];
    for (const [recordingId, placeIds] of await lostPlaces.returned('mediaServer', nodeIds)) {
      if (!(await this.#releaseErased(survey.of(recordingId)))) continue;
      for (const placeId of placeIds) await lostPlaces.deleted(recordingId, { kind: 'mediaServer', placeId });
    }
  }

  /** Returns whether all of it is deleted now. */
  async #releaseErased(places: readonly StretchPlace[]): Promise<boolean> {
    const { plane, logger } = this.#options;
    const results = places.map(place =>
      place.state === 'open'
        ? false
        : release(plane, place).then(
            () => true,
            error => {
              const { recordingId } = place;
              logger.warn({ recordingId, err: error }, 'what was erased could not be deleted');
              return false;
            },
          ),
    );
    return (await Promise.all(results)).every(Boolean);
  }
}

/** Something that was missing is there, and so is everything that it would have to be put together with. */
function hasTurnedUp(stretches: readonly StoredStretch[], survey: CaptureSurvey): boolean {
  const isHere = (stretch: StoredStretch) => survey.sightOf(stretch) === 'here';
  const [missing, used] = [
    stretches.filter(({ state }) => state === 'captured'),
    stretches.filter(({ state }) => state !== 'captured'),
  ];
  return missing.some(isHere) && used.every(isHere);
}
