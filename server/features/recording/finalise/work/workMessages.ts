import type { FinishedRecording } from '../../../../../shared/recording/finished.ts';
import type { FinaliseFailure } from '../finaliseError.ts';
import type { FinaliseTask } from '../finaliseTask.ts';

/** What the process that finalises is told, once. */
export interface FinaliseRequest {
  task: FinaliseTask;
}

/** What it says: progress, from time to time, and then one of the others. `detail` is for the log. */
export type FinaliseMessage =
  | { state: 'progress'; share: number }
  | { state: 'finished'; finished: FinishedRecording }
  | { state: 'failed'; code: FinaliseFailure; detail: string };
