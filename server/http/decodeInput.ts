import type { z } from 'zod';
import { AppError } from '../../shared/errors.ts';

/**
 * Decodes what came in, or throws `invalid` that names the fields: `details.field` the first one, `details.fields` each one with
 * what is wrong with it. Paths are dotted, as in `seats.0.displayName`.
 */
export function decodeInput<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const decoded = schema.safeParse(input);
  if (decoded.success) return decoded.data;
  const fields: Record<string, string> = {};
  for (const issue of decoded.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [''];
    for (const name of names) fields[fieldPath([...issue.path, name])] ??= issue.message;
  }
  const [field = '', problem = ''] = Object.entries(fields)[0] ?? [];
  throw AppError.invalid(field === '' ? problem : `${field}: ${problem}`, { field, fields });
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path.map(String).filter(Boolean).join('.');
}
