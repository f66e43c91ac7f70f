/**
 * A set-up that cannot go on, in one sentence a person can act on. A script that runs
 * the set-up prints the message alone: a stack trace would say nothing more.
 */
export class SetupError extends Error {}
