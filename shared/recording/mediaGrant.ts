import { z } from 'zod';
import { Timestamp } from '../interview/fields.ts';

/** Grants one viewer access to the files of one recording for some minutes. Open pages renew it. */
export const MediaGrant = z.strictObject({
  /** Part of the address `MEDIA_FILES` in `shared/protocol/recordingRoutes.ts`. */
  grant: z.string().regex(/^[0-9A-Za-z_-]{22,64}$/),
  expiresAt: Timestamp,
});
export type MediaGrant = z.infer<typeof MediaGrant>;
