import { z } from 'zod';
import { type ErrorReason, isReasonMessage, refusalOfIssue } from '../../shared/errorReasons.ts';
import { AppError } from '../../shared/errors.ts';
import { fieldMessage } from './errorMessage.ts';

/** Error texts, keyed by the path of the field in the input, such as `seats.0.displayName`. */
export type FieldErrors = Readonly<Record<string, string>>;
export type Checked<Out> = { ok: true; output: Out } | { ok: false; errors: FieldErrors };

/** Returns the checked input, or error texts. Schemas in `shared/` give reasons, which become texts here. */
export function checkFields<Out>(schema: z.ZodType<Out>, input: unknown): Checked<Out> {
  const checked = schema.safeParse(input, { error: issue => fieldMessage(refusalOfIssue(issue)) });
  if (checked.success) return { ok: true, output: checked.data };
  const errors: Record<string, string> = {};
  for (const issue of checked.error.issues)
    errors[issue.path.join('.')] ??= isReasonMessage(issue.message)
      ? fieldMessage(refusalOfIssue(issue))
      : issue.message;
  return { ok: false, errors };
}

const FieldRefusals = z.record(
  z.string(),
  z.object({
    reason: z.custom<ErrorReason>(reason => typeof reason === 'string'),
    values: z.record(z.string(), z.unknown()).optional(),
  }),
);

export function fieldErrorsOf(error: unknown): FieldErrors {
  if (!(error instanceof AppError) || error.code !== 'invalid') return {};
  const { data = {} } = FieldRefusals.safeParse(error.details?.fields);
  return Object.fromEntries(
    Object.entries(data).map(([field, { reason, values = {} }]) => [field, fieldMessage({ reason, values })]),
  );
}
