/** Why a recording could not be composed: the closed list, each with whether repeating can help and one sentence for people. */
export const COMPOSE_FAILURES = {
  'ffmpeg-missing': ['later', 'ffmpeg and ffprobe are needed on the server, and are not there.'],
  'source-missing': ['later', 'A file of the recording is not where it should be.'],
  killed: ['soon', 'Composing was ended in the middle, perhaps for want of memory.'],
  failed: ['soon', 'ffmpeg could not compose the recording.'],
  'disk-full': ['later', 'The disk of the server is full, or cannot be written to.'],
  cancelled: ['soon', 'Composing was called off.'],
} as const satisfies Record<string, readonly ['soon' | 'later' | 'never', string]>;

export type ComposeFailure = keyof typeof COMPOSE_FAILURES;

/** Composing failed, for one of the known reasons. What was rendered and verified by then stays for the next attempt. `cause` is for the log. */
export class ComposeError extends Error {
  readonly code: ComposeFailure;

  constructor(code: ComposeFailure, cause?: unknown) {
    super(COMPOSE_FAILURES[code][1], cause === undefined ? undefined : { cause });
    this.name = 'ComposeError';
    this.code = code;
  }

  /** As a `JobError` says it. */
  get retry(): 'soon' | 'later' | 'never' {
    return COMPOSE_FAILURES[this.code][0];
  }
}
