import type { z } from 'zod';
import { issueText } from '../texts/errors.ts';

/** Error texts by the path of their field in the input, such as `seats.0.displayName`. */
export type FieldErrors = Readonly<Record<string, string>>;

export type Checked<Out> = { ok: true; output: Out } | { ok: false; errors: FieldErrors };

/** Validates an input. Messages are those of the schema, or ours. */
export function checkFields<Out>(schema: z.ZodType<Out>, input: unknown): Checked<Out> {
  const checked = schema.safeParse(input, { error: issueText });
  if (checked.success) return { ok: true, output: checked.data };
  const errors: Record<string, string> = {};
  for (const issue of checked.error.issues) errors[issue.path.join('.')] ??= issue.message;
  return { ok: false, errors };
}
