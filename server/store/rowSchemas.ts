import { z } from 'zod';

/** Reads a Boolean, which the databases store as 0 or 1. */
export const flag = z.number().transform(value => value === 1);

/** Reads null as undefined. */
export function optional<S extends z.ZodType>(schema: S) {
  return schema.nullable().transform(value => value ?? undefined);
}

/** Reads a value from JSON text. */
export function json<S extends z.ZodType>(schema: S) {
  return z.string().transform(text => schema.parse(JSON.parse(text)));
}
