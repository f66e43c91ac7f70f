import { z } from 'zod';

/** How long a private page is kept after its last visit: as long as recordings are, some days, or until its owner deletes it. */
export const PageKeep = z.union([
  z.literal('as-recordings'),
  z.literal('until-deleted'),
  z.number().int().min(1).max(3_650),
]);
export type PageKeep = z.infer<typeof PageKeep>;
