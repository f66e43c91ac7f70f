import { setTimeout as delay } from 'node:timers/promises';
import type { RecordingId } from '../../../../shared/ids.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import { JobError } from '../../jobs/job.ts';
import { CaptureSurvey } from './survey.ts';

/** A media server says when it has closed a stretch; this is for when that goes unheard. */
const LOOK_EVERY_MS = 1_000;

/**
 * A survey in which nothing of this recording is still being written: the end of an interview reaches its media server a moment after the
 * log. Rejects with a `JobError` where that does not come soon.
 */
export async function closedSurvey(
  plane: Pick<MediaPlane, 'request' | 'nodeIds' | 'subscribe'>,
  recordingId: RecordingId,
  signal: AbortSignal,
  patienceMs = 15_000,
): Promise<CaptureSurvey> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    signal.throwIfAborted();
    const ended = heardOfEnd(plane, recordingId, signal);
    try {
      const survey = await CaptureSurvey.make(plane);
      if (survey.of(recordingId).every(({ state }) => state === 'closed')) return survey;
      if (performance.now() > giveUpAt)
        throw new JobError('A media server has not closed the recording yet.', 'later');
      await ended.promise;
    } finally {
      ended.stop();
    }
  }
}

/** Resolves when a stretch of the recording has ended, and from time to time all the same. */
function heardOfEnd(
  plane: Pick<MediaPlane, 'subscribe'>,
  recordingId: RecordingId,
  signal: AbortSignal,
): { promise: Promise<void>; stop: () => void } {
  const over = new AbortController();
  const unsubscribe = plane.subscribe(({ name, payload }) => {
    if (name === 'capture.ended' && payload.recordingId === recordingId) over.abort();
  });
  const promise = delay(LOOK_EVERY_MS, undefined, { signal: AbortSignal.any([over.signal, signal]) }).catch(
    () => {},
  );
  return {
    promise,
    stop: () => {
      unsubscribe();
      over.abort();
    },
  };
}
