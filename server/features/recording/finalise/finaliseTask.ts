import type { RecordingId, StretchId } from '../../../../shared/ids.ts';
import type { CapturedPerson, FinishedRecording } from '../../../../shared/recording/finished.ts';

export interface FinaliseTask {
  recordingId: RecordingId;
  /** Contains `<stretchId>/<segmentId>.webm` and `.jsonl` from the media servers. Read-only. */
  captureFolder: string;
  /** Created or replaced once all files are complete. */
  outFolder: string;
  /** Capture runs, oldest first, in milliseconds on the recording's timeline. Without `toMs`, a run ends with its last packet. */
  stretches: readonly { stretchId: StretchId; fromMs: number; toMs?: number | undefined }[];
  people: readonly CapturedPerson[];
}

export interface FinaliseOptions {
  signal?: AbortSignal | undefined;
  /** Called with 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

/** Messages of the finalizing process: progress, then one of the others. `detail` is for the log. */
export type FinaliseMessage =
  | { state: 'progress'; share: number }
  | { state: 'finished'; finished: FinishedRecording }
  | { state: 'failed'; code: FinaliseFailure; detail: string };

/** Failure codes, each with its retry policy and a sentence for people. */
export const FINALISE_FAILURES = {
  'ffmpeg-missing': ['later', 'ffmpeg and ffprobe are needed on the server, and are not there.'],
  'ffmpeg-failed': ['soon', 'ffmpeg or ffprobe was ended, or could not do its work.'],
  'disk-full': ['later', 'The disk of the server is full.'],
  'storage-failed': ['later', 'The recorded files cannot be read, or the finished ones cannot be written.'],
  crashed: ['soon', 'Finalizing ended in the middle, perhaps for want of memory.'],
  'verification-failed': ['never', 'A finished file is not what it should be.'],
  cancelled: ['soon', 'Finalizing was called off.'],
  failed: ['soon', 'Finalizing failed.'],
} as const satisfies Record<string, readonly ['soon' | 'later' | 'never', string]>;

export type FinaliseFailure = keyof typeof FINALISE_FAILURES;

/** Failure of finalizing. The captures are unchanged and the output folder does not exist. `cause` is for the log. */
export class FinaliseError extends Error {
  readonly code: FinaliseFailure;

  constructor(code: FinaliseFailure, cause?: unknown) {
    super(FINALISE_FAILURES[code][1], cause === undefined ? undefined : { cause });
    this.name = 'FinaliseError';
    this.code = code;
  }

  get retry(): 'soon' | 'later' | 'never' {
    return FINALISE_FAILURES[this.code][0];
  }
}
