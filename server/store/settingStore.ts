import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import type { Database } from './database.ts';
import { withDatabase } from './databaseErrors.ts';
import type { Tables } from './schema.ts';

/** What the whole organisation has decided, and nobody yet where there is no row. */
const SETTINGS = {
  /** For how many days recordings are kept after the interview; null: for ever. */
  'retention.days': z.number().int().positive().nullable(),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<N extends SettingName> = z.infer<(typeof SETTINGS)[N]>;

/** Settings of the organisation. Rejects with `unavailable` when the database cannot be reached. */
export class SettingStore {
  readonly #database: Database;
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Undefined where nobody has decided it. */
  async read<N extends SettingName>(name: N): Promise<SettingValue<N> | undefined> {
    const row = await withDatabase(() =>
      this.#kysely.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst(),
    );
    return row && (SETTINGS[name].parse(JSON.parse(row.value)) as SettingValue<N>);
  }

  async write<N extends SettingName>(name: N, value: SettingValue<N>, entry: AuditEntry): Promise<void> {
    await withDatabase(() =>
      this.#kysely.transaction().execute(async transaction => {
        const text = JSON.stringify(value);
        await transaction
          .insertInto('settings')
          .values({ name, value: text })
          .onConflict(conflict => conflict.column('name').doUpdateSet({ value: text }))
          .execute();
        await this.#audit.add(entry, transaction);
      }),
    );
  }

  get #kysely(): Kysely<Tables> {
    return this.#database.kysely;
  }
}
