import { type Kysely, sql, type Transaction } from 'kysely';
import { KitId } from '../../shared/kit/kitIds.ts';
import { type RoleNumbers, Slug } from '../../shared/protocol/siteRoutes.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { deleteRows, insertRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export interface StoredPublication {
  kitId: KitId;
  slug: Slug;
  published: boolean;
  position: number;
  publishedAt: number | undefined;
  updatedAt: number;
  earlierSlugs: Slug[];
}

export interface PublicHead {
  kitId: KitId;
  slug: Slug;
  version: number;
  /** Time of the last change to the kit or to its publication. */
  updatedAt: number;
}

export interface PublicationChange {
  kitId: KitId;
  slug: Slug;
  published: boolean;
  entries: readonly AuditEntry[];
}

export type ChangeOutcome = 'changed' | { takenBy: KitId };

/** Publications of kits on the public site, and their statistics. */
export class SiteStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  async publications(): Promise<StoredPublication[]> {
    return this.#publications(this.kysely);
  }

  async publicHeads(): Promise<PublicHead[]> {
    const rows = await this.kysely
      .selectFrom('publications')
      .innerJoin('kits', 'kits.kitId', 'publications.kitId')
      .select(['publications.kitId', 'slug', 'version', 'kits.updatedAt as kitUpdatedAt'])
      .select('publications.updatedAt')
      .where(({ and }) => and({ published: 1, archived: 0 }))
      .orderBy('position')
      .orderBy('slug')
      .execute();
    return rows.map(({ kitId, slug, version, kitUpdatedAt, updatedAt }) => ({
      kitId: KitId.parse(kitId),
      slug: Slug.parse(slug),
      version,
      updatedAt: Math.max(kitUpdatedAt, updatedAt),
    }));
  }

  async findBySlug(slug: Slug): Promise<StoredPublication | undefined> {
    const all = await this.publications();
    return all.find(one => one.slug === slug) ?? all.find(one => one.earlierSlugs.includes(slug));
  }

  /** Sets a kit's address and publication. Old addresses redirect. Changes nothing for a taken address. */
  change({ kitId, slug, published, entries }: PublicationChange): Promise<ChangeOutcome> {
    return this.#inLockedTransaction(async transaction => {
      const all = await this.#publications(transaction);
      const taken = all.find(
        one => one.kitId !== kitId && (one.slug === slug || one.earlierSlugs.includes(slug)),
      );
      if (taken) return { takenBy: taken.kitId };
      await this.#put(transaction, { kitId, slug, published }, all);
      for (const entry of entries) await this.#audit.add(entry, transaction);
      return 'changed';
    });
  }

  /** Sets the order of published kits. Kits that are not named follow in their current order. */
  async order(kitIds: readonly KitId[], entry: AuditEntry): Promise<void> {
    await this.#inLockedTransaction(async transaction => {
      const published = (await this.#publications(transaction)).filter(one => one.published);
      const known = published.map(({ kitId }) => kitId);
      const named = [...new Set(kitIds)].filter(kitId => known.includes(kitId));
      const wanted = [...named, ...known.filter(kitId => !named.includes(kitId))];
      for (const [position, kitId] of wanted.entries())
        await updateRows(transaction, 'publications', { kitId }, { position });
      await this.#audit.add(entry, transaction);
    });
  }

  /** Returns each role's statistics. Counts only practice, because invited interviews are confidential. */
  async numbers(): Promise<(kitId: KitId) => RoleNumbers> {
    const [held, ratings] = await Promise.all([this.#held(), this.#ratings()]);
    const heldBy = new Map<string | null, (typeof held)[number]>(held.map(row => [row.kitId, row]));
    const ratedBy = new Map<string, (typeof ratings)[number]>(ratings.map(row => [row.kitId, row]));
    return kitId => {
      const { interviewed = 0, withFeedback = 0 } = heldBy.get(kitId) ?? {};
      const { rated = 0, stars = 0 } = ratedBy.get(kitId) ?? {};
      return {
        interviewed,
        withFeedback,
        rated,
        ...(rated > 0 && { average: Math.round((stars / rated) * 10) / 10 }),
      };
    };
  }

  #held() {
    return this.kysely
      .selectFrom('interviews')
      .select(({ fn, ref }) => [
        'kitId',
        fn.countAll<number>().as('interviewed'),
        fn.count<number>(ref('feedbackAt')).as('withFeedback'),
      ])
      .where('kitId', 'is not', null)
      .where('practice', 'is not', null)
      .where('phase', '=', 'ended')
      .where('answers', '>', 0)
      .groupBy('kitId')
      .execute();
  }

  /** Counts the stars of all ratings, even of deleted practice. */
  #ratings() {
    return this.kysely
      .selectFrom('feedbackRatings')
      .leftJoin('interviews', 'interviews.interviewId', 'feedbackRatings.interviewId')
      .select(({ fn }) => [
        'feedbackRatings.kitId',
        fn.countAll<number>().as('rated'),
        fn.sum<number>('stars').as('stars'),
      ])
      .where(({ or, eb }) =>
        or([
          eb('interviews.practice', 'is not', null),
          eb('feedbackRatings.interviewId', 'like', 'deleted:%'),
        ]),
      )
      .groupBy('feedbackRatings.kitId')
      .execute();
  }

  async #publications(kysely: Kysely<Tables>): Promise<StoredPublication[]> {
    const rows = await kysely
      .selectFrom('publications')
      .selectAll()
      .orderBy('position')
      .orderBy('slug')
      .execute();
    const earlier = await kysely.selectFrom('earlierSlugs').selectAll().orderBy('slug').execute();
    return rows.map(row => ({
      kitId: KitId.parse(row.kitId),
      slug: Slug.parse(row.slug),
      published: row.published === 1,
      position: row.position,
      publishedAt: row.publishedAt ?? undefined,
      updatedAt: row.updatedAt,
      earlierSlugs: earlier.filter(({ kitId }) => kitId === row.kitId).map(({ slug }) => Slug.parse(slug)),
    }));
  }

  async #put(
    transaction: Transaction<Tables>,
    { kitId, slug, published }: Omit<PublicationChange, 'entries'>,
    all: readonly StoredPublication[],
  ): Promise<void> {
    const now = Date.now();
    const before = all.find(one => one.kitId === kitId);
    const last = Math.max(-1, ...all.filter(one => one.published).map(one => one.position));
    const row = {
      slug,
      published: published ? 1 : 0,
      position: published && !before?.published ? last + 1 : (before?.position ?? last + 1),
      publishedAt: before?.publishedAt ?? (published ? now : null),
      updatedAt: now,
    };
    await deleteRows(transaction, 'earlierSlugs', { slug });
    await transaction
      .insertInto('publications')
      .values({ kitId, ...row })
      .onConflict(conflict => conflict.column('kitId').doUpdateSet(row))
      .execute();
    if (before?.publishedAt !== undefined && before.slug !== slug)
      await insertRows(transaction, 'earlierSlugs', { slug: before.slug, kitId });
  }

  /** Runs changes of the public site one at a time, even across servers. */
  #inLockedTransaction<T>(run: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.inTransaction(async transaction => {
      // Only PostgreSQL needs a lock, because SQLite locks the database when a transaction starts.
      if (this.database.kind === 'postgres')
        await sql`lock table publications, earlier_slugs in share row exclusive mode`.execute(transaction);
      return run(transaction);
    });
  }
}
