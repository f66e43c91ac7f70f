import type { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { refuseNul } from '../../shared/protocol/refuseNul.ts';

/**
 * Decodes what came in, or throws `invalid` that names the fields: `details.field` the first one, `details.fields` each one with
 * what is wrong with it. Paths are dotted, as in `seats.0.displayName`.
 */
export function decodeInput<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  refuseNul(input);
  const decoded = schema.safeParse(input);
  if (decoded.success) return decoded.data;
  // A field may be called like a part of every object, `__proto__` for one.
  const fields = new Map<string, string>();
  for (const issue of decoded.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [''];
    for (const name of names) {
      const field = fieldPath([...issue.path, name]);
      if (!fields.has(field)) fields.set(field, issue.message);
    }
  }
  const [field = '', problem = ''] = [...fields][0] ?? [];
  throw AppError.invalid(field === '' ? problem : `${field}: ${problem}`, {
    field,
    fields: Object.fromEntries(fields),
  });
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path.map(String).filter(Boolean).join('.');
}
