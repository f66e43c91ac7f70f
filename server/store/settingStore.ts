import type { Kysely } from 'kysely';
import { z } from 'zod';
import { EvaluationSettings } from '../../shared/evaluation/evaluationSettings.ts';
import { MessageWords } from '../../shared/messages/messages.ts';
import { OrganizationProfile } from '../../shared/organization.ts';
import { PageRetention } from '../../shared/practice/practice.ts';
import { SchedulingRules } from '../../shared/scheduling/hours.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { findRow } from './rows.ts';
import { StoredFormat } from './StoredFormat.ts';
import type { Tables } from './schema.ts';

/** Formats of the settings. A setting that was never changed has no row. */
const SETTINGS = {
  /** How many days recordings are kept. Null keeps recordings until someone deletes them. */
  'retention.days': new StoredFormat(z.number().int().positive().nullable()),
  /** True when strangers see roles and can practice. Default: true. */
  'site.public': new StoredFormat(z.boolean()),
  /** How long private pages are kept. Default: as long as recordings. */
  'practice.pages': new StoredFormat(PageRetention),
  organization: new StoredFormat(OrganizationProfile.omit({ timeZone: true, accent: true })),
  /** Zone and accent in the profile. Settings of their own, because earlier releases refuse unknown fields. */
  'organization.zone': new StoredFormat(z.string()),
  'organization.accent': new StoredFormat(z.string()),
  /** Words of messages that the organization has changed, by `messageKey`. */
  messages: new StoredFormat(z.record(z.string(), MessageWords)),
  /** A PNG file in base64. Null after the logo was removed. */
  'organization.logo': new StoredFormat(
    z.strictObject({ png: z.string(), width: z.number(), height: z.number() }).nullable(),
  ),
  // Format 1 had no promise for invited candidates.
  /** Rules for candidates who choose the time. */
  scheduling: new StoredFormat(SchedulingRules),
  evaluation: new StoredFormat(EvaluationSettings, {
    upcasters: [settings => ({ ...(settings as object), invitedPromise: false })],
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<N extends SettingName> =
  (typeof SETTINGS)[N] extends StoredFormat<infer Value> ? Value : never;

export class SettingStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  async read<N extends SettingName>(name: N): Promise<SettingValue<N> | undefined> {
    const row = await findRow(this.kysely, 'settings', { name });
    return row && (SETTINGS[name].decode(row.value, 'setting') as SettingValue<N>);
  }

  /** Stores settings in one step, with one entry in the audit log. Throws like `write`. */
  async writeTogether(
    write: (transaction: Kysely<Tables>) => Promise<void>,
    entry: AuditEntry,
  ): Promise<void> {
    await this.inTransaction(async transaction => {
      await write(transaction);
      await this.#audit.add(entry, transaction);
    });
  }

  /** Stores a setting. `entry` is absent inside `writeTogether`. Throws `newer-version` if a newer release wrote the stored value. */
  async write<N extends SettingName>(
    name: N,
    value: SettingValue<N>,
    entry: AuditEntry | undefined,
    transaction?: Kysely<Tables>,
  ): Promise<void> {
    const format: StoredFormat<unknown> = SETTINGS[name];
    const text = format.encode(value);
    const put = async (inside: Kysely<Tables>) => {
      const before = await findRow(inside, 'settings', { name });
      if (before) format.decode(before.value, 'setting');
      await inside
        .insertInto('settings')
        .values({ name, value: text })
        .onConflict(conflict => conflict.column('name').doUpdateSet({ value: text }))
        .execute();
      if (entry) await this.#audit.add(entry, inside);
    };
    await (transaction ? put(transaction) : this.inTransaction(put));
  }
}
