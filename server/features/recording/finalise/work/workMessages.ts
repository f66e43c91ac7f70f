import type { FinishedRecording } from '../../../../../shared/recording/finished.ts';
import type { FinaliseFailure } from '../finaliseError.ts';

/** Sent by the process that finalises: progress from time to time, and one of the others at its end. `detail` is for the log. */
export type FinaliseMessage =
  | { state: 'progress'; share: number }
  | { state: 'finished'; finished: FinishedRecording }
  | { state: 'failed'; code: FinaliseFailure; detail: string };
