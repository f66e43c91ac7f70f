import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { changedFields } from '../../shared/changedFields.ts';
import { AppError } from '../../shared/errors.ts';
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
  /** True if raters see the transcript before they lock. Default: false. */
  'transcript.ratersSee': new StoredFormat(z.boolean()),
  /** Rules for candidates who choose the time. */
  scheduling: new StoredFormat(SchedulingRules),
  evaluation: new StoredFormat(EvaluationSettings, {
    upcasters: [settings => ({ ...(settings as object), invitedPromise: false })],
  }),
} as const;

/** Key of the advisory lock. Any number works that no other lock of the database uses. */
const EDIT_LOCK = 5_102_911;
const ENTRIES_READ = 50;

const ChangedFields = z.object({ changed: z.array(z.string()).optional() });

/** Fields as a form sends them. `seen`: the same fields when they were shown. Absent from pages of older versions. */
export interface FieldEdit<T> {
  wanted: Partial<T>;
  seen?: Partial<T> | undefined;
}

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<N extends SettingName> =
  (typeof SETTINGS)[N] extends StoredFormat<infer Value> ? Value : never;

export class SettingStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  async read<N extends SettingName>(
    name: N,
    transaction: Kysely<Tables> = this.kysely,
  ): Promise<SettingValue<N> | undefined> {
    const row = await findRow(transaction, 'settings', { name });
    return row && (SETTINGS[name].decode(row.value, 'setting') as SettingValue<N>);
  }

  /**
   * Reads and stores settings in one step, with the entry that `run` returns. Edits run one after another, also
   * those of other servers. Throws like `write`.
   */
  async edit(run: (transaction: Kysely<Tables>) => Promise<AuditEntry | undefined>): Promise<void> {
    await this.inTransaction(async transaction => {
      if (this.database.kind === 'postgres')
        await sql`select pg_advisory_xact_lock(${sql.lit(EDIT_LOCK)})`.execute(transaction);
      const entry = await run(transaction);
      if (entry) await this.#audit.add(entry, transaction);
    });
  }

  /**
   * Returns the wanted fields that differ from `stored` and that the editor has changed. Throws `conflict` if someone
   * else has changed one of them since the editor saw it. `entry`: like the entry of that change.
   */
  async ownChanges<T extends object>(
    stored: T,
    { wanted, seen }: FieldEdit<T>,
    entry: Pick<AuditEntry, 'actor' | 'action' | 'target'>,
    transaction: Kysely<Tables>,
  ): Promise<Partial<T>> {
    const own = changedFields<Partial<T>>(stored, seen ? changedFields<Partial<T>>(seen, wanted) : wanted);
    const checked = Object.keys(own).filter(name => seen && name in seen);
    const theirs = changedFields<Partial<T>>(seen ?? {}, pick(stored, checked));
    if (Object.keys(theirs).length === 0) return own;
    const last = await this.#lastChange(entry, Object.keys(theirs), transaction);
    const by = last && (last.actor === entry.actor ? { own: true } : last.name !== null && { by: last.name });
    const values = { ...(last && { at: last.at }), ...by };
    throw new AppError('conflict', 'setting-changed', { values, details: { theirs } });
  }

  /** Returns the latest entry about one of the fields, with the name of its actor. */
  async #lastChange(
    { action, target }: Pick<AuditEntry, 'action' | 'target'>,
    fields: readonly string[],
    transaction: Kysely<Tables>,
  ) {
    const rows = await transaction
      .selectFrom('auditLog')
      .leftJoin('staffUsers', 'staffUsers.id', 'auditLog.actor')
      .select(['auditLog.at', 'auditLog.actor', 'auditLog.details', 'staffUsers.name'])
      .where('auditLog.target', '=', target)
      .where('auditLog.action', '=', action)
      .orderBy('auditLog.at', 'desc')
      .orderBy('auditLog.entryId', 'desc')
      .limit(ENTRIES_READ)
      .execute();
    return rows.find(({ details }) => {
      const { changed } = ChangedFields.parse(JSON.parse(details));
      return !changed || changed.some(name => fields.includes(name));
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

function pick<T extends object>(from: T, names: readonly string[]): Partial<T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name))) as Partial<T>;
}
