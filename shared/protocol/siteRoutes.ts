import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';
import { Timestamp } from '../interview/fields.ts';
import { KitId, KitVersion } from '../kit/kitIds.ts';
import { PageRetention } from '../practice/practice.ts';
import { nothing } from '../schemaOf.ts';
import { RetentionDays } from './recordingRoutes.ts';
import { route } from './routeRow.ts';

export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, reasonMessage('slug-format'))
  .max(60)
  .brand<'Slug'>();
export type Slug = z.infer<typeof Slug>;

/** Statistics of practice interviews. Invited interviews don't count. */
export const RoleNumbers = z.strictObject({
  /** Number of practice interviews with at least one answer. */
  interviewed: z.number().int().nonnegative(),
  /** Number of these interviews with a published report. */
  withFeedback: z.number().int().nonnegative(),
  rated: z.number().int().nonnegative(),
  /** Rounded to one decimal. Absent without ratings. */
  average: z.number().min(1).max(5).optional(),
});
export type RoleNumbers = z.infer<typeof RoleNumbers>;

export const Publication = z.strictObject({
  kitId: KitId,
  role: z.string(),
  level: z.string(),
  locale: z.string(),
  slug: Slug,
  published: z.boolean(),
  /** Position in the order of the published kits, from 0. */
  position: z.number().int().nonnegative(),
  /** Earlier addresses, which redirect to the current one. */
  earlierSlugs: z.array(Slug),
  /** Number of linter errors. A kit with errors can't be published. */
  errors: z.number().int().nonnegative(),
  warnings: z.number().int().nonnegative(),
  numbers: RoleNumbers,
  updatedAt: Timestamp,
});
export type Publication = z.infer<typeof Publication>;

export const SITE_ROUTES = {
  /** Returns published kits by `position`, then the other kits by role. */
  'publications.list': route('GET /api/publications', 'site.read', nothing, {
    publicSide: z.boolean(),
    publications: z.array(Publication),
  }),
  /** `conflict` if another kit (`details.kitId`) has the address, or if the kit is newer than `version`. */
  'publications.change': route(
    'PATCH /api/publications/:kitId',
    'site.change',
    {
      kitId: KitId,
      slug: Slug.optional(),
      published: z.boolean().optional(),
      version: KitVersion.optional(),
    },
    { publication: Publication },
  ),
  /** Sets the order. Kits that aren't listed follow in their previous order. */
  'publications.order': route('PUT /api/publications/order', 'site.change', {
    kitIds: z.array(KitId).max(500),
  }),
  /** `days`: `keep` as a number of days. Absent if pages are kept until someone deletes them. */
  'practicePages.read': route('GET /api/practice-pages', 'site.read', nothing, {
    keep: PageRetention,
    days: z.number().int().positive().optional(),
  }),
  /** Counts what a shorter time would delete now. `later`: pages whose owners get a message first. */
  'practicePages.preview': route(
    'POST /api/practice-pages/preview',
    'retention.change',
    { days: RetentionDays },
    { pages: z.number().int().nonnegative(), later: z.number().int().nonnegative() },
  ),
  /** Deletes pages older than the new retention. Page owners with an email address are notified first. */
  'practicePages.change': route('PUT /api/practice-pages', 'retention.change', { keep: PageRetention }),
  /** Turns the public side on or off. Without it, `/` shows the sign-in, and no one can practice. */
  'publicSide.change': route('PUT /api/public-side', 'site.change', { publicSide: z.boolean() }),
} as const;
