import { z } from 'zod';

export const flag = z.number().transform(value => value === 1);

export function optional<S extends z.ZodType>(schema: S) {
  return schema.nullable().transform(value => value ?? undefined);
}

export function json<S extends z.ZodType>(schema: S) {
  return z.string().transform(text => schema.parse(JSON.parse(text)));
}
