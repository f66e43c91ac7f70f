import { z } from 'zod';
import { Timestamp } from '../interview/fields.ts';

/** Lets one viewer fetch the files of one recording for some minutes; renewed while the page is open. */
export const MediaGrant = z.strictObject({
  /** Part of an address, `MEDIA_FILES` in `shared/protocol/recordingRoutes.ts`. */
  grant: z.string().regex(/^[0-9A-Za-z_-]{22,64}$/),
  expiresAt: Timestamp,
});
export type MediaGrant = z.infer<typeof MediaGrant>;
