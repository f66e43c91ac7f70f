import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';
import { Timestamp } from '../interview/fields.ts';
import { KitId, KitVersion } from '../kit/kitIds.ts';
import { PageRetention } from '../practice/practice.ts';
import type { RouteRow } from './routeRow.ts';

/** Last path segment of a public role page. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, reasonMessage('slug-format'))
  .max(60)
  .brand<'Slug'>();
export type Slug = z.infer<typeof Slug>;

/** Practice statistics of one role. Invited interviews do not count. */
export const RoleNumbers = z.strictObject({
  /** Practice interviews with at least one answer. */
  interviewed: z.number().int().nonnegative(),
  /** Of these, those with a published report. */
  withFeedback: z.number().int().nonnegative(),
  rated: z.number().int().nonnegative(),
  /** Average stars, 1 to 5, one decimal; absent without ratings. */
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
  /** Index among the published kits. */
  position: z.number().int().nonnegative(),
  /** Earlier addresses, which redirect to the current one. */
  earlierSlugs: z.array(Slug),
  /** Number of linter errors. A kit with errors cannot be published. */
  errors: z.number().int().nonnegative(),
  warnings: z.number().int().nonnegative(),
  numbers: RoleNumbers,
  updatedAt: Timestamp,
});
export type Publication = z.infer<typeof Publication>;

export const SITE_ROUTES = {
  /** Every kit that is not archived: published ones in order, then the others by role. */
  'publications.list': {
    method: 'GET',
    path: '/api/publications',
    params: z.strictObject({}),
    result: z.strictObject({ publicSide: z.boolean(), publications: z.array(Publication) }),
    access: 'site.read',
  },
  /**
   * `conflict` with `details.kitId` when another kit has the address; a kit can take its own earlier address. With
   * `version`: `conflict` when the kit has a newer version.
   */
  'publications.change': {
    method: 'PATCH',
    path: '/api/publications/:kitId',
    params: z.strictObject({
      kitId: KitId,
      slug: Slug.optional(),
      published: z.boolean().optional(),
      version: KitVersion.optional(),
    }),
    result: z.strictObject({ publication: Publication }),
    access: 'site.change',
  },
  /** Sets the order of published kits. Kits that are left out follow in their previous order. */
  'publications.order': {
    method: 'PUT',
    path: '/api/publications/order',
    params: z.strictObject({ kitIds: z.array(KitId).max(500) }),
    result: z.strictObject({}),
    access: 'site.change',
  },
  /**
   * Retention of private practice pages. `days`: current value in days; absent when they are stored until deleted.
   */
  'practicePages.read': {
    method: 'GET',
    path: '/api/practice-pages',
    params: z.strictObject({}),
    result: z.strictObject({ keep: PageRetention, days: z.number().int().positive().optional() }),
    access: 'site.read',
  },
  /** Pages past the new retention are deleted immediately; owners with an address are notified first. */
  'practicePages.change': {
    method: 'PUT',
    path: '/api/practice-pages',
    params: z.strictObject({ keep: PageRetention }),
    result: z.strictObject({}),
    access: 'retention.change',
  },
  /** Without a public side, `/` shows the sign-in and no one can practice. Nothing is deleted. */
  'publicSide.change': {
    method: 'PUT',
    path: '/api/public-side',
    params: z.strictObject({ publicSide: z.boolean() }),
    result: z.strictObject({}),
    access: 'site.change',
  },
} as const satisfies Record<string, RouteRow>;
