import type { ErrorReason, ErrorValues, PlainReason } from './errorReasons.ts';

/** All error codes that may reach a client. Each says what the receiver can do about the error. */
export const ERROR_CODES = [
  'invalid', // the input does not fit its schema; `details` names the field
  'unauthenticated', // missing or expired credentials
  'forbidden', // this role may never do that
  'not-lead', // only the lead may do that
  'not-admitted', // only people inside the room may do that
  'wrong-phase', // not in this phase of the interview
  'outside-window', // the candidate may not start now; `details` has the time window
  'not-found',
  'unknown-request', // the server has no request with this name
  'link-invalid', // unknown, or, with a reason for its holder, one that no longer works
  'conflict', // an outdated version; `details.current` is the current value
  'not-in-kit', // the interview's kit has no such question, competency, or follow-up
  'locked', // the scorecard is locked and cannot change
  'incomplete', // the scorecard lacks ratings; `details.missing` names the competencies
  'blind', // the scorecards of this interview are not open yet
  'scoring-closed', // the interview and its scoring are over
  'too-many-pages', // the link or the member's console is open on too many pages
  'duplicate-command', // an earlier command with different content used this id
  'rate-limited', // `details.retryAfterMs` is the time to wait
  'too-large',
  'stale-epoch', // the media room was recreated after the request was sent
  'media-unavailable', // no media server can take the room now
  'storage-full', // the disk of the media server is full
  'newer-version', // saved in a format of a newer version, which only servers of that version can read
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

/** The answer to a failed request. The client chooses the words to show. */
export interface ErrorReply {
  code: ErrorCode;
  /** Needed only by pages of the previous version, which ignore a reply without a message. */
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

/** An error for a client, which has a text for each `code` and `reason`. The `message` is for logs. */
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

  /** `what` names a thing that the client has a text for, or is a word for logs. */
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

  /** `what` is the thing saved by a newer version, such as an interview. */
  static newerVersion(what: string): AppError {
    return new AppError('newer-version', 'newer-version', { values: { what } });
  }

  /** Converts an error reply to an error. Keeps a reason that only newer versions know. */
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

/** Converts any thrown value to a reply. Errors other than `AppError` become `internal` without details. */
export function errorToReply(error: unknown): ErrorReply {
  return error instanceof AppError
    ? error.toReply()
    : { code: 'internal', message: 'internal', retryable: false };
}
