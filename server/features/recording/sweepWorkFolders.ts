import type { InterviewRecordingStore } from '../../store/interviewRecordingStore.ts';
import type { JobStore } from '../../store/jobStore.ts';
import type { LostStorageStore } from '../../store/lostStorageStore.ts';
import type { WorkFolders } from './WorkFolders.ts';

const LIVE: ReadonlySet<string> = new Set(['waiting', 'running', 'retrying', 'failed']);

/**
 * Takes away what this server has left lying of recordings that no one works on any more, as after it was killed or another server has
 * taken its work over, and what was deleted while this server was declared lost. Of recordings that the database does not know nothing
 * else is touched. Rejects where the database cannot be reached.
 */
export async function sweepWorkFolders({
  folders,
  recordings,
  lostPlaces,
  jobs,
}: {
  folders: WorkFolders;
  recordings: Pick<InterviewRecordingStore, 'stateOf'>;
  lostPlaces: Pick<LostStorageStore, 'returned' | 'deleted'>;
  jobs: Pick<JobStore, 'about'>;
}): Promise<void> {
  const { folderId } = folders;
  for (const recordingId of (await lostPlaces.returned('server', [folderId])).keys()) {
    await folders.remove(recordingId);
    await lostPlaces.deleted(recordingId, { kind: 'server', placeId: folderId });
  }
  for (const recordingId of await folders.recordingIds()) {
    const state = await recordings.stateOf(recordingId);
    if (state === undefined) continue;
    const work = (await jobs.about([recordingId])).filter(({ kind }) => kind !== 'erase');
    if (work.some(job => LIVE.has(job.state))) continue;
    await folders.remove(recordingId);
  }
}
