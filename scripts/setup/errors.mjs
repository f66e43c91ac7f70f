/**
 * A reason why the setup can't continue, in one sentence that says what to do. Scripts print
 * the message without a stack trace.
 */
export class SetupError extends Error {}
