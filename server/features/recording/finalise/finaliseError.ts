/** Why a recording could not be made playable: the closed list, each with one sentence for the person who looks after it, and whether repeating can help. */
export const FINALISE_FAILURES = {
  'ffmpeg-missing': ['later', 'ffmpeg and ffprobe are needed on the server, and are not there.'],
  'ffmpeg-failed': ['soon', 'ffmpeg or ffprobe was ended, or could not do its work.'],
  'disk-full': ['later', 'The disk of the server is full.'],
  'storage-failed': ['later', 'The recorded files cannot be read, or the finished ones cannot be written.'],
  crashed: ['soon', 'Finalising ended in the middle, perhaps for want of memory.'],
  'verification-failed': ['never', 'A finished file is not what it should be.'],
  cancelled: ['soon', 'Finalising was called off.'],
  failed: ['soon', 'Finalising failed.'],
} as const satisfies Record<string, readonly ['soon' | 'later' | 'never', string]>;

export type FinaliseFailure = keyof typeof FINALISE_FAILURES;

/** Finalising failed, for one of the known reasons. What was captured is as it was, and nothing is in the folder for what is finished. `cause` is for the log. */
export class FinaliseError extends Error {
  readonly code: FinaliseFailure;

  constructor(code: FinaliseFailure, cause?: unknown) {
    super(FINALISE_FAILURES[code][1], cause === undefined ? undefined : { cause });
    this.name = 'FinaliseError';
    this.code = code;
  }

  /** As a `JobError` says it. */
  get retry(): 'soon' | 'later' | 'never' {
    return FINALISE_FAILURES[this.code][0];
  }
}
