import type { Kysely } from 'kysely';
import { z } from 'zod';
import { EvaluationSettings } from '../../shared/evaluation/evaluationSettings.ts';
import { PageKeep } from '../../shared/practice/practice.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { StoredFormat } from './StoredFormat.ts';
import type { Tables } from './schema.ts';

/** What the whole organization has decided; no row where it has not yet. */
const SETTINGS = {
  /** For how many days recordings are kept after the interview; null: until they are deleted. */
  'retention.days': new StoredFormat(z.number().int().positive().nullable()),
  /** Whether strangers see roles and practice. Not decided: they do. */
  'site.public': new StoredFormat(z.boolean()),
  /** How long private pages are kept after their last visit. Not decided: as long as recordings. */
  'practice.pages': new StoredFormat(PageKeep),
  // In format 1 invited candidates were promised nothing of their own.
  evaluation: new StoredFormat(EvaluationSettings, {
    upcasters: [settings => ({ ...(settings as object), invitedPromise: false })],
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<N extends SettingName> =
  (typeof SETTINGS)[N] extends StoredFormat<infer Value> ? Value : never;

/** Settings of the organization. */
export class SettingStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /** Undefined where it has not been decided. */
  async read<N extends SettingName>(name: N): Promise<SettingValue<N> | undefined> {
    const row = await this.kysely
      .selectFrom('settings')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row && (SETTINGS[name].decode(row.value, 'setting') as SettingValue<N>);
  }

  /** Throws `newer-version` over what a newer version has set. Within `transaction` where it must stand or fall with another change. */
  async write<N extends SettingName>(
    name: N,
    value: SettingValue<N>,
    entry: AuditEntry,
    transaction?: Kysely<Tables>,
  ): Promise<void> {
    const format: StoredFormat<unknown> = SETTINGS[name];
    const text = format.encode(value);
    const put = async (inside: Kysely<Tables>) => {
      const before = await inside
        .selectFrom('settings')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirst();
      if (before) format.decode(before.value, 'setting');
      await inside
        .insertInto('settings')
        .values({ name, value: text })
        .onConflict(conflict => conflict.column('name').doUpdateSet({ value: text }))
        .execute();
      await this.#audit.add(entry, inside);
    };
    await (transaction ? put(transaction) : this.inTransaction(put));
  }
}
