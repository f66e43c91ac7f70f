import type { RecordingId, StretchId } from '../../../../shared/ids.ts';
import type { CapturedPerson } from '../../../../shared/recording/finished.ts';
import { type Retry, TaskError } from '../../../forkedProgram.ts';

export interface FinaliseTask {
  recordingId: RecordingId;
  /** Captures from media servers: `<stretchId>/<segmentId>.webm` and `.jsonl`. Read-only. */
  captureFolder: string;
  /** Folder of the finished files. Created, or replaced, only when all files are complete. */
  outFolder: string;
  /**
   * Capture runs (uninterrupted captures) in order, with times on the recording's timeline. Without `toMs`, a
   * run ends with its last packet.
   */
  stretches: readonly { stretchId: StretchId; fromMs: number; toMs?: number | undefined }[];
  people: readonly CapturedPerson[];
}

export const FINALISE_FAILURES = {
  'ffmpeg-missing': ['later', 'ffmpeg and ffprobe are needed on the server, and are not there.'],
  'ffmpeg-failed': ['soon', 'ffmpeg or ffprobe was ended, or could not do its work.'],
  'disk-full': ['later', 'The disk of the server is full.'],
  'storage-failed': ['later', 'The recorded files cannot be read, or the finished ones cannot be written.'],
  crashed: ['soon', 'Finalizing ended in the middle, perhaps for want of memory.'],
  'verification-failed': ['never', 'A finished file is not what it should be.'],
  cancelled: ['soon', 'Finalizing was called off.'],
  failed: ['soon', 'Finalizing failed.'],
} as const satisfies Record<string, readonly [Retry, string]>;

export type FinaliseFailure = keyof typeof FINALISE_FAILURES;

/** Thrown when finalizing fails. Neither the captures nor the output folder has changed. */
export class FinaliseError extends TaskError<FinaliseFailure> {
  constructor(code: FinaliseFailure, cause?: unknown) {
    super('FinaliseError', code, FINALISE_FAILURES[code], cause);
  }
}
