import type { Kysely } from 'kysely';
import { AppError } from '../../../shared/errors.ts';
import { ANY_ROLE, type KitId } from '../../../shared/kit/kitIds.ts';
import type { RouteParams, StaffMember } from '../../../shared/protocol/http.ts';
import type { KitSummary } from '../../../shared/protocol/kitRoutes.ts';
import type { Publication, RoleNumbers, Slug } from '../../../shared/protocol/siteRoutes.ts';
import { freeSlug, slugFrom } from '../../../shared/site/slugs.ts';
import type { Tables } from '../../store/schema.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { SiteStore, StoredPublication } from '../../store/siteStore.ts';
import type { Kits } from '../kit/kits.ts';

export interface PublicationsOptions {
  site: SiteStore;
  settings: SettingStore;
  kits: Pick<Kits, 'list' | 'requireSeen'>;
  numbers: () => Promise<(kitId: KitId) => RoleNumbers>;
  onChanged: () => void;
}

/** Starts with the kit that fits visitors of every profession. */
const BUILT_IN_ORDER = [
  ANY_ROLE,
  ...'backend-developer frontend-developer data-analyst product-manager hr-recruiter'.split(' '),
];

/** Publication settings of kits: whether they are public, their address, and their order. */
export class Publications {
  readonly #options: PublicationsOptions;

  constructor(options: PublicationsOptions) {
    this.#options = options;
  }

  /** Returns the kits that are not archived: published kits in order, then the other kits by role. */
  async list(reader: StaffMember): Promise<Publication[]> {
    const [kits, stored, numbers] = await Promise.all([
      this.#options.kits.list(reader),
      this.#options.site.publications(),
      this.#options.numbers(),
    ]);
    const addresses = new Addresses(stored);
    const publications = kits
      .filter(({ archived }) => !archived)
      .map(kit => publicationOf(kit, addresses.of(kit), numbers(kit.kitId)));
    const published = publications
      .filter(one => one.published)
      .toSorted((a, b) => a.position - b.position || (a.slug < b.slug ? -1 : 1));
    const others = publications
      .filter(one => !one.published)
      .toSorted((a, b) => a.role.localeCompare(b.role) || a.level.localeCompare(b.level));
    return [...published.map((one, position) => ({ ...one, position })), ...others];
  }

  /** Changes a setting. Throws `not-found`, `conflict` (taken address, newer kit), or `invalid` (bad kit). */
  async change(
    { kitId, slug, published, version }: RouteParams<'publications.change'>,
    member: StaffMember,
  ): Promise<Publication> {
    await this.#options.kits.requireSeen(kitId, member);
    const kit = await this.#requireKit(kitId);
    if (version !== undefined && version !== kit.version)
      throw new AppError('conflict', 'kit-saved-elsewhere');
    const stored = await this.#options.site.publications();
    const before = new Addresses(stored).of(kit);
    const after = { slug: slug ?? before.slug, published: published ?? before.published };
    if (after.published && !before.published) requireFit(kit);
    const fields = (['slug', 'published'] as const).filter(field => after[field] !== before[field]);
    if (fields.length > 0) {
      const outcome = await this.#options.site.change({
        kitId,
        ...after,
        entries: [
          { actor: member.userId, action: 'publication.changed', target: kitId, details: { fields } },
        ],
      });
      if (outcome !== 'changed') throw taken(outcome.takenBy);
      this.#options.onChanged();
    }
    const changed = (await this.list(member)).find(one => one.kitId === kitId);
    if (!changed) throw AppError.notFound('kit', kitId);
    return changed;
  }

  /** Sets the order. Ignores kits that are no longer published. */
  async order(kitIds: readonly KitId[], userId: string): Promise<void> {
    const entry = { actor: userId, action: 'publications.ordered', target: 'site', details: {} };
    await this.#options.site.order(kitIds, entry);
    this.#options.onChanged();
  }

  async setPublicSide(publicSide: boolean, userId: string): Promise<void> {
    await writePublicSide(this.#options.settings, publicSide, userId);
    this.#options.onChanged();
  }

  /** Publishes the built-in kits that have no publication row. */
  async publishBuiltIns(): Promise<void> {
    const stored = await this.#options.site.publications();
    const decided = new Set(stored.map(({ kitId }) => kitId));
    const addresses = new Addresses(stored);
    const arriving = (await this.#options.kits.list())
      .filter(kit => kit.builtIn && !kit.archived && kit.errors === 0 && !decided.has(kit.kitId))
      .toSorted((a, b) => orderOf(a.kitId) - orderOf(b.kitId));
    for (const kit of arriving) {
      const { slug } = addresses.of(kit);
      const { kitId } = kit;
      const entry = { actor: 'system', action: 'publication.changed', target: kitId };
      const entries = [{ ...entry, details: { fields: ['published'] } }];
      // Does nothing if another kit has just taken the address. The next start of the server retries.
      await this.#options.site.change({ kitId, slug, published: true, entries });
    }
    if (arriving.length > 0) this.#options.onChanged();
  }

  async #requireKit(kitId: KitId): Promise<KitSummary> {
    const kit = (await this.#options.kits.list()).find(one => one.kitId === kitId);
    if (!kit) throw AppError.notFound('kit', kitId);
    if (kit.archived) throw AppError.invalid('kit-archived', { field: 'kitId' });
    return kit;
  }
}

/** Stores whether visitors can see the public pages. Doesn't notify listeners. */
export function writePublicSide(
  settings: SettingStore,
  publicSide: boolean,
  userId: string,
  transaction?: Kysely<Tables>,
): Promise<void> {
  const details = { publicSide };
  const entry = { actor: userId, action: 'publicSide.changed', target: 'site', details };
  return settings.write('site.public', publicSide, entry, transaction);
}

type PublicationState = Pick<StoredPublication, 'slug' | 'published' | 'position' | 'earlierSlugs'>;

/** Publication state of each kit. A kit that was never published gets a free address. */
class Addresses {
  readonly #byKit: ReadonlyMap<KitId, StoredPublication>;
  readonly #taken: Set<Slug>;

  constructor(stored: readonly StoredPublication[]) {
    this.#byKit = new Map(stored.map(one => [one.kitId, one]));
    this.#taken = new Set(stored.flatMap(({ slug, earlierSlugs }) => [slug, ...earlierSlugs]));
  }

  of(kit: KitSummary): PublicationState {
    const stored = this.#byKit.get(kit.kitId);
    if (stored) return stored;
    const slug = this.#free(kit);
    this.#taken.add(slug);
    return { slug, published: false, position: 0, earlierSlugs: [] };
  }

  /** Returns a free address from the id of a built-in kit, or from the role and, if needed, the level. */
  #free({ kitId, builtIn, role, level }: KitSummary): Slug {
    const isTaken = (slug: Slug) => this.#taken.has(slug);
    const plain = slugFrom(builtIn ? kitId : role);
    return freeSlug(isTaken(plain) && !builtIn ? slugFrom(`${role} ${level}`) : plain, isTaken);
  }
}

function publicationOf(kit: KitSummary, state: PublicationState, numbers: RoleNumbers): Publication {
  const { kitId, role, level, locale, errors, warnings, updatedAt } = kit;
  const { slug, published, earlierSlugs } = state;
  const position = published ? state.position : 0;
  const publication = { slug, published, position, earlierSlugs, numbers };
  return { kitId, role, level, locale, errors, warnings, updatedAt, ...publication };
}

function requireFit({ errors }: KitSummary): void {
  if (errors === 0) return;
  throw new AppError('invalid', 'kit-unfinished-for-public', {
    values: { problems: errors },
    details: { field: 'published' },
  });
}

function taken(kitId: KitId): AppError {
  return new AppError('conflict', 'address-taken', { details: { kitId } });
}

function orderOf(kitId: KitId): number {
  const index = BUILT_IN_ORDER.indexOf(kitId);
  return index < 0 ? BUILT_IN_ORDER.length : index;
}
