/** Reasons for a missing clip or a fallback voice, with the sentence that the console shows. */
export const CLIP_FAILURES = {
  'nothing-to-say': 'The line has no words that can be spoken.',
  'too-long':
    'The line takes more than seven minutes to say, or one of its words has more than 200 characters.',
  'recording-missing': 'The recording is no longer there. Upload it again.',
  'recording-unusable': 'The recording could not be turned into a clip.',
  'storage-failed': 'The clip could not be stored: the disk is full, or its folder cannot be written to.',
  'render-timeout': 'Making the clip took too long.',
  'render-crashed': 'Making the clip ended in the middle, perhaps for want of memory.',
  'ffmpeg-failed': 'ffmpeg could not be started or ended with an error.',
  'render-failed': 'Making the clip failed.',
  'speech-unreachable': 'The speech service could not be reached.',
  'speech-timeout': 'The speech service did not answer in time.',
  'speech-refused': 'The speech service refused the request. Check its address, key, model and voice.',
  'speech-overloaded': 'The speech service was overloaded or out of order.',
  'speech-redirected': 'The speech service pointed to another address, which is not followed.',
  'speech-not-audio': 'The speech service answered with something that is not WAV sound.',
  'speech-too-large': 'The speech service sent more than 20 MB for one sentence.',
  'speech-implausible':
    'The speech service sent sound that cannot be this sentence: silent, far too short, or far too long.',
} as const satisfies Record<string, string>;

export type ClipFailure = keyof typeof CLIP_FAILURES;

/** Failures that a retry cannot fix. */
const FINAL: ReadonlySet<ClipFailure> = new Set([
  'nothing-to-say',
  'too-long',
  'recording-missing',
  'recording-unusable',
]);

/** A clip could not be rendered. `cause` is only for the log. */
export class ClipError extends Error {
  readonly reason: ClipFailure;

  constructor(reason: ClipFailure, cause?: unknown) {
    super(CLIP_FAILURES[reason], { cause });
    this.name = 'ClipError';
    this.reason = reason;
  }

  get isFinal(): boolean {
    return FINAL.has(this.reason);
  }
}
