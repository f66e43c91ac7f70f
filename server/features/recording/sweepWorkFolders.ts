import type { InterviewRecordingStore } from '../../store/interviewRecordingStore.ts';
import type { JobStore } from '../../store/jobStore.ts';
import type { WorkFolders } from './WorkFolders.ts';

const LIVE: ReadonlySet<string> = new Set(['waiting', 'running', 'retrying', 'failed']);

/**
 * Takes away what this server has left lying of recordings that no one works on any more, as after it was killed or another server has
 * taken its work over. Of recordings that the database does not know nothing is touched. Rejects where the database cannot be reached.
 */
export async function sweepWorkFolders({
  folders,
  recordings,
  jobs,
}: {
  folders: WorkFolders;
  recordings: Pick<InterviewRecordingStore, 'stateOf'>;
  jobs: Pick<JobStore, 'about'>;
}): Promise<void> {
  for (const recordingId of await folders.recordingIds()) {
    const state = await recordings.stateOf(recordingId);
    if (state === undefined) continue;
    const work = (await jobs.about([recordingId])).filter(({ kind }) => kind !== 'erase');
    if (work.some(job => LIVE.has(job.state))) continue;
    await folders.remove(recordingId);
  }
}
