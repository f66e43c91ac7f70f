import type { ErrorReason, ErrorValues, PlainReason } from './errorReasons.ts';

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

/** Failed request on the wire. The client chooses the words. */
export interface ErrorReply {
  code: ErrorCode;
  /** Only for pages of the previous version, which drop a reply without it. */
  message?: string;
  reason?: ErrorReason;
  values?: Record<string, unknown>;
  retryable: boolean;
  details?: Record<string, unknown>;
}

interface ErrorOptions {
  details?: Record<string, unknown> | undefined;
  cause?: unknown;
}

type ReasonAndOptions =
  | [reason?: PlainReason | undefined, options?: ErrorOptions]
  | {
      [R in Exclude<ErrorReason, PlainReason>]: [
        reason: R,
        options: ErrorOptions & { values: ErrorValues[R] },
      ];
    }[Exclude<ErrorReason, PlainReason>];

/**
 * The one error class. `reason` says more than `code` does; the client has a text for each. The `message` is for logs. Only the
 * dispatchers at the edges turn a throw into an `ErrorReply`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly reason: ErrorReason | undefined;
  readonly values: Record<string, unknown> | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, ...[reason, options = {}]: ReasonAndOptions) {
    const values = 'values' in options ? options.values : undefined;
    super(
      [reason ?? code, ...(values ? [JSON.stringify(values)] : [])].join(' '),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'AppError';
    this.code = code;
    this.reason = reason;
    this.values = values;
    this.details = options.details;
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }

  static invalid(reason: PlainReason, details?: Record<string, unknown>): AppError {
    return new AppError('invalid', reason, { details });
  }

  /** `problem` tells developers what is wrong with the request. */
  static refused(problem: string, details?: Record<string, unknown>, code: ErrorCode = 'invalid'): AppError {
    return new AppError(code, 'request-refused', { values: { problem }, details });
  }

  /** `what` is a thing that the client has a text for, or a word for logs. */
  static notFound(what: string, id: string): AppError {
    return new AppError('not-found', 'not-found', { values: { what, id } });
  }

  static forbidden(reason?: PlainReason): AppError {
    return new AppError('forbidden', reason);
  }

  static unauthenticated(reason?: PlainReason): AppError {
    return new AppError('unauthenticated', reason);
  }

  static linkInvalid(): AppError {
    return new AppError('link-invalid');
  }

  static tooManyPages(): AppError {
    return new AppError('too-many-pages');
  }

  static conflict(reason: PlainReason | undefined, current: unknown): AppError {
    return new AppError('conflict', reason, { details: { current } });
  }

  static unavailable(reason?: PlainReason, cause?: unknown): AppError {
    return new AppError('unavailable', reason, { cause });
  }

  /** `what` was saved: an interview, a report. */
  static newerVersion(what: string): AppError {
    return new AppError('newer-version', 'newer-version', { values: { what } });
  }

  /** Keeps a reason that this version does not know, from a newer sender. */
  static fromReply({ code, reason, values, details }: ErrorReply, cause?: unknown): AppError {
    return new AppError(code, ...([reason, { values, details, cause }] as ReasonAndOptions));
  }

  toReply(): ErrorReply {
    return {
      code: this.code,
      message: this.reason ?? this.code,
      ...(this.reason && { reason: this.reason }),
      ...(this.values && { values: this.values }),
      retryable: this.retryable,
      ...(this.details && { details: this.details }),
    };
  }
}

/** Turns anything thrown into what may be shown: inner errors become a bare `internal`. */
export function errorToReply(error: unknown): ErrorReply {
  return error instanceof AppError
    ? error.toReply()
    : { code: 'internal', message: 'internal', retryable: false };
}
