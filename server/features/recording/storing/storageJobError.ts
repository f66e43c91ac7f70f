import { JobError } from '../../jobs/job.ts';
import { StorageError } from '../storage/ObjectStorage.ts';

/** What the storage says, for a job: whatever is wrong with it may be fixed without anyone telling us. Everything else as it is. */
export function asStorageJobError(error: unknown): unknown {
  if (!(error instanceof StorageError)) return error;
  return new JobError(error.message, error.code === 'corrupt' ? 'soon' : 'later', error);
}
