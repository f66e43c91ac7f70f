import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';

/** What practice needs to know of the public side. */
export interface PublishedKits {
  /** Undefined for an address that leads to no public role. */
  findPublished(slug: Slug): Promise<{ kitId: KitId; slug: Slug } | undefined>;
  /** Undefined where the role is not public. */
  slugOf(kitId: KitId): Promise<Slug | undefined>;
  /** Everything public, in its order. */
  listPublished(): Promise<KitId[]>;
}
