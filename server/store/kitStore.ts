import type { Transaction } from 'kysely';
import { z } from 'zod';
import { TeamId } from '../../shared/ids.ts';
import { withGuideOfToday } from '../../shared/kit/earlierKits.ts';
import { Kit } from '../../shared/kit/kit.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { flag, optional } from './rowSchemas.ts';
import { findRow, insertMissing, insertRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

const KitHead = z.object({
  kitId: KitId,
  version: z.number(),
  builtIn: flag,
  archived: flag,
  updatedAt: z.number(),
  /** Hiring team whose members may see the kit. Undefined if all may. */
  teamId: optional(TeamId),
});
export type KitHead = z.infer<typeof KitHead>;
export type StoredKit = KitHead & { kit: Kit };

export interface KitVersionLine {
  version: number;
  at: number;
  /** Null for built-in kits. */
  savedBy: string | null;
  /** Undefined when the account no longer exists. */
  savedByName: string | undefined;
}

/** A kit version to save, with the audit entry for the change. */
export type KitWrite = { kitId: KitId; kit: Kit; savedBy: string | null; entry: AuditEntry };

/** Kits and their versions, which never change. Content of earlier formats is converted when it is read. */
export class KitStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /** Creates version 1, with the voice uploads and the team of the copied kit. Returns `taken` when the id exists. */
  create(write: KitWrite & { builtIn: boolean; copyOf?: KitId }): Promise<'created' | 'taken'> {
    const { kitId, builtIn, copyOf } = write;
    const updatedAt = Date.now();
    return this.inTransaction(async transaction => {
      const kit = { kitId, version: 1, builtIn: numberOf(builtIn), archived: 0, updatedAt };
      const copied = copyOf && (await findRow(transaction, 'kits', { kitId: copyOf }));
      const teamId = copied?.teamId ?? null;
      if ((await insertMissing(transaction, 'kits', { ...kit, teamId })) === 0) return 'taken';
      await this.#addVersion(transaction, write, 1, updatedAt);
      if (copyOf !== undefined) await copyRecordings(transaction, copyOf, kitId);
      return 'created';
    });
  }

  /** Saves a new version. Returns `stale`, and writes nothing, when `expectedVersion` is not the newest. */
  save(write: KitWrite & { expectedVersion: number }): Promise<'saved' | 'stale'> {
    const { kitId, expectedVersion } = write;
    const version = expectedVersion + 1;
    const updatedAt = Date.now();
    return this.inTransaction(async transaction => {
      // If several people save at the same time, only the first update finds the expected version.
      const seen = { kitId, version: expectedVersion };
      if ((await updateRows(transaction, 'kits', seen, { version, updatedAt })) !== 1) return 'stale';
      await this.#addVersion(transaction, write, version, updatedAt);
      return 'saved';
    });
  }

  setArchived(kitId: KitId, archived: boolean, entry: AuditEntry): Promise<void> {
    return this.inTransaction(async transaction => {
      const before = { kitId, archived: numberOf(!archived) };
      if ((await updateRows(transaction, 'kits', before, { archived: numberOf(archived) })) === 1)
        await this.#audit.add(entry, transaction);
    });
  }

  setTeam(kitId: KitId, teamId: TeamId | null, entry: AuditEntry): Promise<void> {
    return this.inTransaction(async transaction => {
      await updateRows(transaction, 'kits', { kitId }, { teamId });
      await this.#audit.add(entry, transaction);
    });
  }

  async heads(): Promise<KitHead[]> {
    const rows = await this.kysely.selectFrom('kits').selectAll().execute();
    return z.array(KitHead).parse(rows);
  }

  async findHead(kitId: KitId): Promise<KitHead | undefined> {
    const row = await findRow(this.kysely, 'kits', { kitId });
    return row && KitHead.parse(row);
  }

  async findNewest(kitId: KitId): Promise<StoredKit | undefined> {
    const row = await this.#withContent()
      .whereRef('kitVersions.version', '=', 'kits.version')
      .where('kits.kitId', '=', kitId)
      .executeTakeFirst();
    return row && storedOf(row);
  }

  /** Returns one version of a kit. `updatedAt` is the time at which that version was saved. */
  async findVersion(kitId: KitId, version: number): Promise<StoredKit | undefined> {
    const row = await this.#withContent()
      .where(({ and }) => and({ 'kits.kitId': kitId, 'kitVersions.version': version }))
      .executeTakeFirst();
    return row && storedOf(row);
  }

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
    await insertRows(transaction, 'kitVersions', { kitId, version, kit: JSON.stringify(kit), savedBy, at });
    await this.#audit.add(entry, transaction);
  }

  #withContent() {
    return this.kysely
      .selectFrom('kits')
      .innerJoin('kitVersions', 'kitVersions.kitId', 'kits.kitId')
      .select(['kits.kitId', 'kits.builtIn', 'kits.archived', 'kits.teamId'])
      .select(['kitVersions.version', 'kitVersions.kit', 'kitVersions.at as updatedAt']);
  }
}

function storedOf(row: { kit: string }): StoredKit {
  return { ...KitHead.parse(row), kit: Kit.parse(withGuideOfToday(JSON.parse(row.kit))) };
}

function numberOf(truth: boolean): number {
  return truth ? 1 : 0;
}

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
