import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import type { Caption } from '../../../../shared/recording/review.ts';
import { type Retry, TaskError } from '../../../forkedProgram.ts';

export interface ComposedPerson {
  person: string;
  name: string;
  role: 'candidate' | 'interviewer' | 'recruiter';
}

export type ComposedChapter = { title: string; fromMs: number; toMs: number };

/** Input of the compose process. Plain data only. */
export interface ComposeTask {
  recording: FinishedRecording;
  files: Readonly<Record<string, string>>;
  people: readonly ComposedPerson[];
  captions: readonly Caption[];
  chapters: readonly ComposedChapter[];
  title: string;
  /** Keeps rendered parts for the next attempt. Emptied when the MP4 is complete. */
  workFolder: string;
  /** Path of the MP4. Exists once the MP4 is verified. Must be on the same file system as `workFolder`. */
  outFile: string;
}

export interface ComposedFile {
  path: string;
  bytes: number;
  sha256: string;
  durationMs: number;
  width: number;
  height: number;
  /** Names of the media files that the MP4 doesn't have all of, because ffmpeg couldn't render them. */
  leftOut: string[];
}

const COMPOSE_FAILURES = {
  'ffmpeg-missing': ['later', 'ffmpeg and ffprobe are needed on the server, and are not there.'],
  'source-missing': ['later', 'A file of the recording is not where it should be.'],
  killed: ['soon', 'Composing was ended in the middle, perhaps for want of memory.'],
  failed: ['soon', 'ffmpeg could not compose the recording.'],
  'disk-full': ['later', 'The disk of the server is full, or cannot be written to.'],
  cancelled: ['soon', 'Composing was called off.'],
} as const satisfies Record<string, readonly [Retry, string]>;

export type ComposeFailure = keyof typeof COMPOSE_FAILURES;

/**
 * Thrown when a recording can't be composed, not even without some of its files. Verified parts stay in the work folder
 * for the next attempt.
 */
export class ComposeError extends TaskError<ComposeFailure> {
  constructor(code: ComposeFailure, cause?: unknown) {
    super('ComposeError', code, COMPOSE_FAILURES[code], cause);
  }
}
