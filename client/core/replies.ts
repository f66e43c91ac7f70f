import { z } from 'zod';
import { AppError, ERROR_CODES } from '../../shared/errors.ts';
import { REQUESTS, type RequestName, type RequestResult } from '../../shared/protocol/requests.ts';
import { errorTexts } from '../texts/errors.ts';

const ErrorBody = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()).optional(),
});

const AnyReply = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: ErrorBody }),
]);

/** Opens a reply: returns the decoded result, throws the `AppError` it carries, or `internal` if it is neither. */
export function openReply<N extends RequestName>(name: N, raw: unknown): RequestResult<N> {
  const reply = AnyReply.safeParse(raw);
  if (!reply.success) throw new AppError('internal', errorTexts.unknownAnswer);
  if (!reply.data.ok) throw errorFromBody(reply.data.error);
  const result = REQUESTS[name].result.safeParse(reply.data.result);
  if (!result.success) throw new AppError('internal', errorTexts.unknownAnswer, { cause: result.error });
  return result.data as RequestResult<N>;
}

/** Decodes the error in a JSON body or `connect_error`; undefined if there is none. */
export function errorIn(raw: unknown): AppError | undefined {
  const body = ErrorBody.safeParse(raw);
  return body.success ? errorFromBody(body.data) : undefined;
}

export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal', errorTexts.page, { cause: error });
}

function errorFromBody(body: z.infer<typeof ErrorBody>): AppError {
  return new AppError(body.code, body.message, body.details ? { details: body.details } : {});
}
