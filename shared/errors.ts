/** The closed list of error codes that may reach a client. Each says what the receiver can do about it. */
export const ERROR_CODES = [
  'invalid', // the input does not fit its schema; `details` names the field
  'unauthenticated', // no or no longer valid proof of who is asking
  'forbidden', // this role may never do that
  'not-lead', // only the lead may do that
  'not-admitted', // only people inside the room may do that
  'wrong-phase', // not in this phase of the interview
  'outside-window', // the candidate may not start now; `details` says from when and until when
  'not-found',
  'unknown-request', // this server knows no request of this name
  'link-invalid', // unknown, expired and revoked links look alike on purpose
  'conflict', // a stale version; `details.current` carries the current value
  'not-in-kit', // no such question, competency or probe in the kit of this interview
  'locked', // the scorecard is locked: what it says stays
  'incomplete', // a scorecard that leaves competencies open; `details.missing` names them
  'blind', // the scorecards of this interview are not open yet
  'scoring-closed', // the interview is over and its scoring, too
  'too-many-pages', // this link, or this member's console, is open on as many pages as it may be
  'duplicate-command', // the same command id with another content
  'rate-limited', // `details.retryAfterMs` says when to come back
  'too-large',
  'stale-epoch', // the media room was rebuilt meanwhile
  'media-unavailable', // no media server can take the room now
  'storage-full', // no room is left on the disk of the media server
  'newer-version', // saved in a format of a newer version; a server of that version takes it
  'unavailable', // a dependency is down: keep the command and send it again
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'rate-limited',
  'media-unavailable',
  'newer-version',
  'unavailable',
]);

/** What goes over the wire for a failed request. */
export interface ErrorReply {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  details?: Record<string, unknown>;
}

/** The one error class. Only the dispatchers at the edges turn a throw into an `ErrorReply`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }

  static invalid(message: string, details?: Record<string, unknown>): AppError {
    return new AppError('invalid', message, details ? { details } : {});
  }

  static notFound(what: string, id: string): AppError {
    return new AppError('not-found', `There is no ${what} ${id}.`);
  }

  static forbidden(message = 'Your role may not do that.'): AppError {
    return new AppError('forbidden', message);
  }

  static unauthenticated(message = 'Please sign in.'): AppError {
    return new AppError('unauthenticated', message);
  }

  static linkInvalid(): AppError {
    return new AppError(
      'link-invalid',
      'This link does not work. It may have expired or been replaced by a newer one.',
    );
  }

  static tooManyPages(): AppError {
    return new AppError('too-many-pages', 'This is open in too many tabs or on too many devices.');
  }

  static conflict(message: string, current: unknown): AppError {
    return new AppError('conflict', message, { details: { current } });
  }

  static unavailable(message: string, cause?: unknown): AppError {
    return new AppError('unavailable', message, { cause });
  }

  /** `what` was saved: an interview, a report. */
  static newerVersion(what: string): AppError {
    return new AppError(
      'newer-version',
      `This ${what} was saved by a newer version of Vivavoce, and this server can't change it. Nothing is lost. Try again in a minute, or ask the person who runs this server to update it.`,
    );
  }

  static fromReply(reply: ErrorReply): AppError {
    return new AppError(reply.code, reply.message, reply.details ? { details: reply.details } : {});
  }

  toReply(): ErrorReply {
    const reply: ErrorReply = { code: this.code, message: this.message, retryable: this.retryable };
    if (this.details) reply.details = this.details;
    return reply;
  }
}

/** Turns anything thrown into what may be shown: inner errors become a bare `internal`. */
export function errorToReply(error: unknown): ErrorReply {
  if (error instanceof AppError) return error.toReply();
  return {
    code: 'internal',
    message: 'Something went wrong on our side. Nothing you entered is lost.',
    retryable: false,
  };
}
