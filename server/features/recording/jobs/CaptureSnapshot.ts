import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { NodeId, RecordingId, StretchId } from '../../../../shared/ids.ts';
import type { CapturedRun } from '../../../../shared/media/capture.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import type { InterviewRecordingStore } from '../../../store/interviewRecordingStore.ts';
import { JobError } from '../../jobs/job.ts';

const LISTED_MAX = 1_000;

export type CaptureCopy = CapturedRun & { nodeId: NodeId };

/**
 * `here`: on a media server that answers. `open`: on such a server, and still being written. `gone`: its
 * media server answers but does not have it. `away`: its media server does not answer.
 */
type CaptureLocation = 'here' | 'open' | 'gone' | 'away';

/** Lists the capture runs found on each media server that answered. */
export class CaptureSnapshot {
  readonly copies: readonly CaptureCopy[];
  readonly answered: ReadonlySet<NodeId>;

  /** Asks all media servers for their captures. Never rejects, because a server that fails counts as away. */
  static async take(plane: Pick<MediaPlane, 'request' | 'nodeIds'>): Promise<CaptureSnapshot> {
    const answered = new Set<NodeId>();
    const lists = await Promise.all(
      plane.nodeIds().map(async (nodeId): Promise<CaptureCopy[]> => {
        const list = await plane.request('capture.list', { nodeId }).catch(() => undefined);
        if (!list) return [];
        if (list.stretches.length < LISTED_MAX) answered.add(nodeId);
        return list.stretches.map(stretch => ({ ...stretch, nodeId }));
      }),
    );
    return new CaptureSnapshot(lists.flat(), answered);
  }

  private constructor(copies: readonly CaptureCopy[], answered: ReadonlySet<NodeId>) {
    this.copies = copies;
    this.answered = answered;
  }

  copiesOf(stretchId: StretchId): CaptureCopy[] {
    return this.copies.filter(copy => copy.stretchId === stretchId);
  }

  of(recordingId: RecordingId): CaptureCopy[] {
    return this.copies.filter(copy => copy.recordingId === recordingId);
  }

  locationOf({ stretchId, nodeId }: { stretchId: StretchId; nodeId: NodeId }): CaptureLocation {
    const copies = this.copiesOf(stretchId);
    if (copies.some(({ state }) => state === 'open')) return 'open';
    if (copies.length > 0) return 'here';
    return this.answered.has(nodeId) ? 'gone' : 'away';
  }
}

const POLL_MS = 1_000;
/**
 * Closing a capture needs several file syncs, which are slow on a busy disk. Waiting is better than giving up, because
 * the job would then pause for a minute.
 */
const CLOSING_MAX_MS = 45_000;

/** Waits until media servers have closed all captures. Rejects with `JobError` when that takes too long. */
export async function closedSnapshot(
  plane: Pick<MediaPlane, 'request' | 'nodeIds' | 'subscribe'>,
  recordingId: RecordingId,
  signal: AbortSignal,
  timeoutMs = CLOSING_MAX_MS,
): Promise<CaptureSnapshot> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const ended = new AbortController();
    const unsubscribe = plane.subscribe(({ name, payload }) => {
      if (name === 'capture.ended' && payload.recordingId === recordingId) ended.abort();
    });
    try {
      const snapshot = await CaptureSnapshot.take(plane);
      if (snapshot.of(recordingId).every(({ state }) => state === 'closed')) return snapshot;
      if (performance.now() > giveUpAt)
        throw new JobError('A media server has not closed the recording yet.', 'later');
      // Polls as well, because the event that a capture has ended may be lost.
      const endedOrAborted = AbortSignal.any([ended.signal, signal]);
      await delay(POLL_MS, undefined, { signal: endedOrAborted }).catch(() => {});
    } finally {
      unsubscribe();
    }
  }
}

interface ReleaseTask {
  plane: Pick<MediaPlane, 'request'>;
  recordings: Pick<InterviewRecordingStore, 'stretchesOf' | 'setStretch'>;
  snapshot: CaptureSnapshot;
  recordingId: RecordingId;
  logger: Logger;
}

/** Releases captures that are stored or were never logged. Never rejects, because a later sweep retries. */
export async function releaseStoredCaptures(task: ReleaseTask): Promise<void> {
  const { recordings, snapshot, recordingId, logger } = task;
  try {
    const known = new Map(
      (await recordings.stretchesOf(recordingId)).map(({ stretchId, state }) => [stretchId, state]),
    );
    for (const copy of snapshot.of(recordingId)) {
      const state = known.get(copy.stretchId);
      if (copy.state === 'open' || (state !== undefined && state !== 'stored')) continue;
      await releaseCapture(task.plane, copy);
      if (state !== undefined) await recordings.setStretch(copy.stretchId, 'released');
    }
  } catch (error) {
    logger.warn({ recordingId, err: error }, 'a media server could not delete what is in the storage');
  }
}

export async function releaseCapture(
  plane: Pick<MediaPlane, 'request'>,
  { nodeId, stretchId }: Pick<CaptureCopy, 'nodeId' | 'stretchId'>,
): Promise<void> {
  await plane.request('capture.release', { nodeId, stretchId });
}
