import { z } from 'zod';
import type { ErrorReason } from '../../shared/errorReasons.ts';
import { AppError, ERROR_CODES, type ErrorReply } from '../../shared/errors.ts';
import { REQUESTS, type RequestName, type RequestResult } from '../../shared/protocol/requests.ts';

const ErrorBody = z.object({
  code: z.enum(ERROR_CODES),
  /** A newer server may send a reason that this page has no text for. */
  reason: z.custom<ErrorReason>(reason => typeof reason === 'string').optional(),
  values: z.record(z.string(), z.unknown()).optional(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()).optional(),
});

const AnyReply = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: ErrorBody }),
]);

/** Returns the decoded result. Throws the `AppError` in the reply, or `internal` if the reply is invalid. */
export function openReply<N extends RequestName>(name: N, raw: unknown): RequestResult<N> {
  const reply = AnyReply.safeParse(raw);
  if (!reply.success) throw new AppError('internal', 'page-outdated');
  if (!reply.data.ok) throw AppError.fromReply(reply.data.error as ErrorReply);
  const result = REQUESTS[name].result.safeParse(reply.data.result);
  if (!result.success) throw new AppError('internal', 'page-outdated', { cause: result.error });
  return result.data as RequestResult<N>;
}

export function errorIn(raw: unknown): AppError | undefined {
  const body = ErrorBody.safeParse(raw);
  return body.success ? AppError.fromReply(body.data as ErrorReply) : undefined;
}

export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal', 'page-failed', { cause: error });
}
