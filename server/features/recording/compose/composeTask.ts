import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import type { Caption } from '../../../../shared/recording/review.ts';
import type { ComposeFailure } from './composeError.ts';

/** A person whose media is in the recording. */
export interface ComposedPerson {
  /** What the finaliser was told to call the person: `person` of `FinishedMedia`. */
  person: string;
  /** What stands in the picture. */
  name: string;
  role: 'candidate' | 'interviewer' | 'recruiter';
}

/** A part of the recording that a player can jump to. */
export interface ComposedChapter {
  title: string;
  /** Of the recording's time line. */
  fromMs: number;
  toMs: number;
}

/** Everything that one composed file is made of. It crosses a process boundary: plain data only. */
export interface ComposeTask {
  recording: FinishedRecording;
  /** Where the files of `recording.media` lie on this machine: `fileName` to path. */
  files: Readonly<Record<string, string>>;
  people: readonly ComposedPerson[];
  /** Of the virtual recruiter, on the recording's time line. */
  captions: readonly Caption[];
  chapters: readonly ComposedChapter[];
  /** Of the interview. */
  title: string;
  /**
   * A folder of this recording's own, kept from one attempt to the next: what an attempt has rendered and verified, the next one takes.
   * Emptied when the file is done.
   */
  workFolder: string;
  /** Appears when it is whole and verified, and not before. On the same file system as `workFolder`. */
  outFile: string;
}

/** One H.264/AAC MP4 of the whole recording, whose time is the recording's. */
export interface ComposedFile {
  path: string;
  bytes: number;
  /** Hex. */
  sha256: string;
  durationMs: number;
  width: number;
  height: number;
}

/** Sent by the process that composes: progress from time to time, and one of the others at its end. `detail` is for the log. */
export type ComposeMessage =
  | { state: 'running'; share: number }
  | { state: 'done'; file: ComposedFile }
  | { state: 'failed'; code: ComposeFailure; detail: string };
