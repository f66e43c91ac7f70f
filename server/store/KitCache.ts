import { InterviewKit } from '../../shared/kit/kit.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import type { Database } from './database.ts';
import { readingSchema } from './StoredFormat.ts';

const KITS_CACHED = 20;
const SavedKit = readingSchema(InterviewKit, 'leave-out');

/** Loads each saved kit version once for all logs that refer to it, because saved versions never change. */
export class KitCache {
  readonly #database: Pick<Database, 'kysely'>;
  readonly #loading = new Map<string, Promise<InterviewKit | undefined>>();
  /** Weak references, so that a kit is freed when no interview uses it. */
  readonly #known = new Map<string, WeakRef<InterviewKit>>();
  #newest: InterviewKit[] = [];

  constructor(database: Pick<Database, 'kysely'>) {
    this.#database = database;
  }

  async find(kitId: KitId, version: number): Promise<InterviewKit | undefined> {
    const name = nameOf(kitId, version);
    const known = this.#known.get(name)?.deref();
    if (known) return known;
    const loading =
      this.#loading.get(name) ?? this.#load(kitId, version).finally(() => this.#loading.delete(name));
    this.#loading.set(name, loading);
    return loading;
  }

  async #load(kitId: KitId, version: number): Promise<InterviewKit | undefined> {
    const row = await this.#database.kysely
      .selectFrom('kitVersions')
      .select('kit')
      .where(({ and }) => and({ kitId, version }))
      .executeTakeFirst();
    if (!row) return undefined;
    const kit = SavedKit.parse(JSON.parse(row.kit));
    this.#known.set(nameOf(kitId, version), new WeakRef(kit));
    this.#newest = [kit, ...this.#newest].slice(0, KITS_CACHED);
    return kit;
  }
}

function nameOf(kitId: KitId, version: number): string {
  return `${version} ${kitId}`;
}
