import type { Transaction } from 'kysely';
import { withGuideOfToday } from '../../shared/kit/earlierKits.ts';
import { Kit } from '../../shared/kit/kit.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { Tables } from './schema.ts';

/** What is known of a kit without its content. */
export interface KitHead {
  kitId: KitId;
  /** The newest. */
  version: number;
  builtIn: boolean;
  archived: boolean;
  /** When the newest version was saved. */
  updatedAt: number;
}

export interface StoredKit extends KitHead {
  kit: Kit;
}

export interface KitVersionLine {
  version: number;
  at: number;
  /** User id; null for what came with the product. */
  savedBy: string | null;
  /** Absent where that account is gone. */
  savedByName: string | undefined;
}

/** A version to be written, with the trace it leaves. Both are written, or neither. */
export interface KitWrite {
  kitId: KitId;
  kit: Kit;
  savedBy: string | null;
  entry: AuditEntry;
}

/**
 * Kits and their versions, on SQLite and PostgreSQL. Versions count from 1 and never change: the databases refuse it. What an earlier
 * version of the product saved is therefore brought to the schema of today whenever it is read.
 */
export class KitStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /**
   * Version 1 of a new kit, with the recordings of the kit that it is a copy of. `taken` when there is a kit with this id; nothing was
   * written then.
   */
  create(write: KitWrite & { builtIn: boolean; copyOf?: KitId }): Promise<'created' | 'taken'> {
    const { kitId, builtIn, copyOf } = write;
    const updatedAt = Date.now();
    return this.inTransaction(async transaction => {
      const created = await transaction
        .insertInto('kits')
        .values({ kitId, version: 1, builtIn: numberOf(builtIn), archived: 0, updatedAt })
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst();
      if (created.numInsertedOrUpdatedRows !== 1n) return 'taken';
      await this.#addVersion(transaction, write, 1, updatedAt);
      if (copyOf !== undefined) await copyRecordings(transaction, copyOf, kitId);
      return 'created';
    });
  }

  /** The next version. `stale` when `expectedVersion` is not the newest any more; nothing was written then. */
  save(write: KitWrite & { expectedVersion: number }): Promise<'saved' | 'stale'> {
    const { kitId, expectedVersion } = write;
    const version = expectedVersion + 1;
    const updatedAt = Date.now();
    return this.inTransaction(async transaction => {
      // Of savers who race, the database lets one find the version it expects.
      const updated = await transaction
        .updateTable('kits')
        .set({ version, updatedAt })
        .where('kitId', '=', kitId)
        .where('version', '=', expectedVersion)
        .executeTakeFirst();
      if (updated.numUpdatedRows !== 1n) return 'stale';
      await this.#addVersion(transaction, write, version, updatedAt);
      return 'saved';
    });
  }

  /** Leaves a trace only where it changes something. */
  setArchived(kitId: KitId, archived: boolean, entry: AuditEntry): Promise<void> {
    return this.inTransaction(async transaction => {
      const updated = await transaction
        .updateTable('kits')
        .set({ archived: numberOf(archived) })
        .where('kitId', '=', kitId)
        .where('archived', '=', numberOf(!archived))
        .executeTakeFirst();
      if (updated.numUpdatedRows === 1n) await this.#audit.add(entry, transaction);
    });
  }

  async heads(): Promise<KitHead[]> {
    const rows = await this.kysely.selectFrom('kits').selectAll().execute();
    return rows.map(headOf);
  }

  async findHead(kitId: KitId): Promise<KitHead | undefined> {
    const row = await this.kysely
      .selectFrom('kits')
      .selectAll()
      .where('kitId', '=', kitId)
      .executeTakeFirst();
    return row && headOf(row);
  }

  /** The newest version. */
  async findNewest(kitId: KitId): Promise<StoredKit | undefined> {
    const row = await this.#withContent()
      .whereRef('kitVersions.version', '=', 'kits.version')
      .where('kits.kitId', '=', kitId)
      .executeTakeFirst();
    return row && storedOf(row);
  }

  /** One version as it was saved: `version` and `updatedAt` are its own. */
  async findVersion(kitId: KitId, version: number): Promise<StoredKit | undefined> {
    const row = await this.#withContent()
      .where('kits.kitId', '=', kitId)
      .where('kitVersions.version', '=', version)
      .executeTakeFirst();
    return row && storedOf(row);
  }

  /** Newest first; empty for an unknown kit. */
  async versions(kitId: KitId): Promise<KitVersionLine[]> {
    const rows = await this.kysely
      .selectFrom('kitVersions')
      .leftJoin('staffUsers', 'staffUsers.id', 'kitVersions.savedBy')
      .select(['kitVersions.version', 'kitVersions.at', 'kitVersions.savedBy', 'staffUsers.name'])
      .where('kitVersions.kitId', '=', kitId)
      .orderBy('kitVersions.version', 'desc')
      .execute();
    return rows.map(({ name, ...line }) => ({ ...line, savedByName: name ?? undefined }));
  }

  async #addVersion(
    transaction: Transaction<Tables>,
    { kitId, kit, savedBy, entry }: KitWrite,
    version: number,
    at: number,
  ): Promise<void> {
    await transaction
      .insertInto('kitVersions')
      .values({ kitId, version, kit: JSON.stringify(kit), savedBy, at })
      .execute();
    await this.#audit.add(entry, transaction);
  }

  #withContent() {
    return this.kysely
      .selectFrom('kits')
      .innerJoin('kitVersions', 'kitVersions.kitId', 'kits.kitId')
      .select(['kits.kitId', 'kits.builtIn', 'kits.archived'])
      .select(['kitVersions.version', 'kitVersions.kit', 'kitVersions.at as updatedAt']);
  }
}

interface HeadRow {
  kitId: string;
  version: number;
  builtIn: number;
  archived: number;
  updatedAt: number;
}

function headOf({ kitId, version, builtIn, archived, updatedAt }: HeadRow): KitHead {
  return {
    kitId: KitId.parse(kitId),
    version,
    builtIn: builtIn === 1,
    archived: archived === 1,
    updatedAt,
  };
}

function storedOf(row: HeadRow & { kit: string }): StoredKit {
  return { ...headOf(row), kit: Kit.parse(withGuideOfToday(JSON.parse(row.kit))) };
}

/** Neither database has a truth value that both drivers read alike. */
function numberOf(truth: boolean): number {
  return truth ? 1 : 0;
}

/** They belong to words, which the copy has, too. */
async function copyRecordings(transaction: Transaction<Tables>, from: KitId, to: KitId): Promise<void> {
  const columns = ['textSha256', 'text', 'fileSha256', 'name', 'createdAt', 'createdBy'] as const;
  await transaction
    .insertInto('kitRecordings')
    .columns(['kitId', ...columns])
    .expression(query =>
      query
        .selectFrom('kitRecordings')
        .select(({ val }) => val(to).as('kitId'))
        .select(columns)
        .where('kitId', '=', from),
    )
    .execute();
}
