import { JobError } from '../jobs/job.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** A fault of this server's disk, as a `JobError`; everything else as it is. */
export function asDiskError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  return FULL.has(String(error.code))
    ? new JobError('The disk of the server is full.', 'later', error)
    : new JobError('The disk of the server cannot be read or written.', 'soon', error);
}
