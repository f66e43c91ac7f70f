/** Why the sfu cannot start, in one sentence that says what to do. The composition root prints it and exits with 1. */
export class SfuStartError extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'SfuStartError';
  }
}
