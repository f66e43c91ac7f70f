import type { Logger } from 'pino';
import type { Interviews } from '../../../interviews/interviews.ts';
import type { Store } from '../../../store/store.ts';
import type { Recordings } from '../../recording/recordings.ts';
import { ClipDesk } from './ClipDesk.ts';
import { ClipsJob, type Cut } from './ClipsJob.ts';
import { cutClip } from './cutClip.ts';

interface ClipsOptions {
  store: Store;
  interviews: Pick<Interviews, 'read'>;
  /** What becomes of recordings: their storage, and the queue of its jobs. */
  finished: Pick<Recordings, 'storage' | 'recordingStorage' | 'folders' | 'runner'>;
  /** Tests cut by hand. */
  cut?: Cut;
  logger: Logger;
}

/** Clips of reports, put together: the job that cuts them begins to be worked off. */
export function createClips({ store, interviews, finished, cut = cutClip, logger }: ClipsOptions): ClipDesk {
  const { runner } = finished;
  runner.add(
    new ClipsJob({
      interviews,
      recordings: store.interviewRecordings,
      clips: store.reportClips,
      files: store.mediaFiles,
      objects: finished.storage,
      storage: finished.recordingStorage,
      folders: finished.folders,
      cut,
      logger,
    }),
  );
  return new ClipDesk({ interviews, clips: store.reportClips, jobs: store.jobs, onJob: () => runner.poll() });
}
