import type { RecordingId, StretchId } from '../../../../shared/ids.ts';
import type { CapturedPerson, FinishedRecording } from '../../../../shared/recording/finished.ts';
import type { FinaliseFailure } from './finaliseError.ts';

/** One recording to be made playable. */
export interface FinaliseTask {
  recordingId: RecordingId;
  /** Has `<stretchId>/<segmentId>.webm` and `.jsonl`, as they came from the media servers. Nothing in it is changed. */
  captureFolder: string;
  /** Is there, whole, once finalising has succeeded, and untouched until then. What was there before is replaced. */
  outFolder: string;
  /** Oldest first, in milliseconds of the recording's time line. Without `toMs` it ends with what was captured. */
  stretches: readonly { stretchId: StretchId; fromMs: number; toMs?: number | undefined }[];
  people: readonly CapturedPerson[];
}

export interface FinaliseOptions {
  signal?: AbortSignal | undefined;
  /** Told from time to time, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

/** Sent by the process that finalises: progress from time to time, and one of the others at its end. `detail` is for the log. */
export type FinaliseMessage =
  | { state: 'progress'; share: number }
  | { state: 'finished'; finished: FinishedRecording }
  | { state: 'failed'; code: FinaliseFailure; detail: string };
