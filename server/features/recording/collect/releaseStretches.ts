import type { Logger } from 'pino';
import type { RecordingId } from '../../../../shared/ids.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import type { InterviewRecordingStore } from '../../../store/interviewRecordingStore.ts';
import type { CaptureSurvey, StretchPlace } from './survey.ts';

interface ReleaseTask {
  plane: Pick<MediaPlane, 'request'>;
  recordings: Pick<InterviewRecordingStore, 'stretchesOf' | 'setStretch'>;
  survey: CaptureSurvey;
  recordingId: RecordingId;
  logger: Logger;
}

/**
 * Lets media servers delete what is in the storage, and what the log never knew of: that was never announced to anybody, so no one may
 * keep it. Never rejects: what cannot be released now is found again.
 */
export async function releaseStretches(task: ReleaseTask): Promise<void> {
  const { recordings, survey, recordingId, logger } = task;
  try {
    const known = new Map(
      (await recordings.stretchesOf(recordingId)).map(({ stretchId, state }) => [stretchId, state]),
    );
    for (const place of survey.of(recordingId)) {
      const state = known.get(place.stretchId);
      if (place.state === 'open' || (state !== undefined && state !== 'stored')) continue;
      await release(task.plane, place);
      if (state !== undefined) await recordings.setStretch(place.stretchId, 'released');
    }
  } catch (error) {
    logger.warn({ recordingId, err: error }, 'a media server could not delete what is in the storage');
  }
}

/** Safe to repeat. Rejects where the node does not answer. */
export async function release(
  plane: Pick<MediaPlane, 'request'>,
  { nodeId, stretchId }: Pick<StretchPlace, 'nodeId' | 'stretchId'>,
): Promise<void> {
  await plane.request('capture.release', { nodeId, stretchId });
}
