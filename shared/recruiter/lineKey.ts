import { z } from 'zod';

/**
 * Names one line among all that a recruiter can say in an interview, as `question.slow-endpoint` or `acknowledgement.3`. Indexes count
 * from 0 in the kit's own lists.
 */
export const LineKey = z
  .string()
  .regex(/^[a-zA-Z]+(\.[a-zA-Z0-9-]+){0,2}$/)
  .max(120)
  .brand<'LineKey'>();
export type LineKey = z.infer<typeof LineKey>;
