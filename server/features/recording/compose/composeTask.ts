import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import type { Caption } from '../../../../shared/recording/review.ts';

export interface ComposedPerson {
  /** `person` of `FinishedMedia`. */
  person: string;
  name: string;
  role: 'candidate' | 'interviewer' | 'recruiter';
}

export interface ComposedChapter {
  title: string;
  fromMs: number;
  toMs: number;
}

/** Input of the compose process: plain data only. */
export interface ComposeTask {
  recording: FinishedRecording;
  /** Local paths of `recording.media`, by `fileName`. */
  files: Readonly<Record<string, string>>;
  people: readonly ComposedPerson[];
  captions: readonly Caption[];
  chapters: readonly ComposedChapter[];
  title: string;
  /** Folder of this recording, which the next attempt reuses. Emptied when the file is complete. */
  workFolder: string;
  /** Created when the file is complete and verified. On the same file system as `workFolder`. */
  outFile: string;
}

export interface ComposedFile {
  path: string;
  bytes: number;
  /** SHA-256, hex. */
  sha256: string;
  durationMs: number;
  width: number;
  height: number;
}

/** Messages of the compose process: progress, then one of the others. `detail` is for the log. */
export type ComposeMessage =
  | { state: 'running'; share: number }
  | { state: 'done'; file: ComposedFile }
  | { state: 'failed'; code: ComposeFailure; detail: string };

/** Failure codes, each with its retry policy and a sentence for people. */
const COMPOSE_FAILURES = {
  'ffmpeg-missing': ['later', 'ffmpeg and ffprobe are needed on the server, and are not there.'],
  'source-missing': ['later', 'A file of the recording is not where it should be.'],
  killed: ['soon', 'Composing was ended in the middle, perhaps for want of memory.'],
  failed: ['soon', 'ffmpeg could not compose the recording.'],
  'disk-full': ['later', 'The disk of the server is full, or cannot be written to.'],
  cancelled: ['soon', 'Composing was called off.'],
} as const satisfies Record<string, readonly ['soon' | 'later' | 'never', string]>;

export type ComposeFailure = keyof typeof COMPOSE_FAILURES;

/** Failure of composing. Verified parts stay for the next attempt. `cause` is for the log. */
export class ComposeError extends Error {
  readonly code: ComposeFailure;

  constructor(code: ComposeFailure, cause?: unknown) {
    super(COMPOSE_FAILURES[code][1], cause === undefined ? undefined : { cause });
    this.name = 'ComposeError';
    this.code = code;
  }

  get retry(): 'soon' | 'later' | 'never' {
    return COMPOSE_FAILURES[this.code][0];
  }
}
