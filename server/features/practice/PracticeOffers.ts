import { AppError } from '../../../shared/errors.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { practiceOfferOf } from '../../../shared/practice/practiceKit.ts';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { KitStore, StoredKit } from '../../store/kitStore.ts';
import type { Site } from '../site/site.ts';

interface PracticeOffersOptions {
  published: Pick<Site, 'findPublished'>;
  kits: Pick<KitStore, 'findVersion'>;
}

/** What can be practiced for each public role. Keeps the latest result, because choosing questions is slow. */
export class PracticeOffers {
  readonly #options: PracticeOffersOptions;
  readonly #offers = new Map<KitId, { version: number; offer: ReturnType<typeof practiceOfferOf> }>();

  constructor(options: PracticeOffersOptions) {
    this.#options = options;
  }

  /** Returns the public version of a role's kit. Throws `not-found` if the role isn't public. */
  async requirePublished(slug: Slug): Promise<{ slug: Slug; stored: StoredKit }> {
    const found = await this.#options.published.findPublished(slug);
    const stored = found && (await this.#options.kits.findVersion(found.kitId, found.version));
    if (!found || !stored) throw new AppError('not-found', 'role-not-open');
    return { slug: found.slug, stored };
  }

  /** Throws `not-found` if the role isn't public. */
  async require(slug: Slug): Promise<{ slug: Slug; kitId: KitId } & ReturnType<typeof practiceOfferOf>> {
    const { slug: current, stored } = await this.requirePublished(slug);
    const { kitId, version, kit } = stored;
    const cached = this.#offers.get(kitId);
    const offer = cached?.version === version ? cached.offer : practiceOfferOf(kit);
    this.#offers.set(kitId, { version, offer });
    return { slug: current, kitId, ...offer };
  }
}
