import { z } from 'zod';
import { Timestamp } from '../interview/fields.ts';
import { KitId, KitVersion } from '../kit/kitIds.ts';
import { PageRetention } from '../practice/practice.ts';
import type { RouteRow } from './routeRow.ts';

/** The last part of a public role page's address. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use a-z, 0-9, and single hyphens.')
  .max(60)
  .brand<'Slug'>();
export type Slug = z.infer<typeof Slug>;

/** Counts of practice for one role, from the database. Invited interviews never count. */
export const RoleNumbers = z.strictObject({
  /** Practice interviews with at least one answer. */
  interviewed: z.number().int().nonnegative(),
  /** Of these, those whose candidate got a report. */
  withFeedback: z.number().int().nonnegative(),
  rated: z.number().int().nonnegative(),
  /** Stars from 1 to 5, one decimal; absent where no one has rated. */
  average: z.number().min(1).max(5).optional(),
});
export type RoleNumbers = z.infer<typeof RoleNumbers>;

/** A kit with its place on the public side. */
export const Publication = z.strictObject({
  kitId: KitId,
  role: z.string(),
  level: z.string(),
  locale: z.string(),
  slug: Slug,
  published: z.boolean(),
  /** Counts from 0 among those that are published. */
  position: z.number().int().nonnegative(),
  /** Earlier addresses, which lead to this one. */
  earlierSlugs: z.array(Slug),
  /** What the linter has against it: with errors it cannot be published. */
  errors: z.number().int().nonnegative(),
  warnings: z.number().int().nonnegative(),
  numbers: RoleNumbers,
  updatedAt: Timestamp,
});
export type Publication = z.infer<typeof Publication>;

export const SITE_ROUTES = {
  /** Every kit that is not archived: those published in their order, then the others by role. */
  'publications.list': {
    method: 'GET',
    path: '/api/publications',
    params: z.strictObject({}),
    result: z.strictObject({ publicSide: z.boolean(), publications: z.array(Publication) }),
    access: 'site.read',
  },
  /**
   * `conflict` with `details.kitId` for an address that another kit has; an earlier address of one's own can be had back. With `version`, what
   * was looked at before publishing: `conflict` where the kit has another one by now.
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
  /** The published kits in their new order; kits that are left out follow in their old one. */
  'publications.order': {
    method: 'PUT',
    path: '/api/publications/order',
    params: z.strictObject({ kitIds: z.array(KitId).max(500) }),
    result: z.strictObject({}),
    access: 'site.change',
  },
  /** How long private pages of people who practice are kept. `days`: what that comes to now; absent where they are kept until they are deleted. */
  'practicePages.read': {
    method: 'GET',
    path: '/api/practice-pages',
    params: z.strictObject({}),
    result: z.strictObject({ keep: PageRetention, days: z.number().int().positive().optional() }),
    access: 'site.read',
  },
  /** Pages whose time is over by then are deleted immediately; owners who left an address are told first. */
  'practicePages.change': {
    method: 'PUT',
    path: '/api/practice-pages',
    params: z.strictObject({ keep: PageRetention }),
    result: z.strictObject({}),
    access: 'retention.change',
  },
  /** Without a public side `/` shows the sign-in and no one practices; everything else stays. */
  'publicSide.change': {
    method: 'PUT',
    path: '/api/public-side',
    params: z.strictObject({ publicSide: z.boolean() }),
    result: z.strictObject({}),
    access: 'site.change',
  },
} as const satisfies Record<string, RouteRow>;
