import type { Kysely, Selectable } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { MailState } from '../../shared/protocol/mailRoutes.ts';
import type { AuditLog } from './auditLog.ts';
import type { Database } from './database.ts';
import { withDatabase } from './databaseErrors.ts';
import type { JobName, JobStore } from './jobStore.ts';
import type { Tables } from './schema.ts';

/** What a template is filled with; which fields there are depends on the kind of message. */
export type MailContent = Record<string, unknown>;

export interface NewMail {
  onceKey: string;
  kind: string;
  address: string;
  /** As it may be shown: without the secrets of links. */
  content: MailContent;
  /** As it is to be sent, where that is something else. */
  secret: MailContent | undefined;
  state: Extract<MailState, 'waiting' | 'unsent'>;
  pageId: string | undefined;
}

export interface StoredMail {
  mailId: string;
  kind: string;
  address: string;
  content: MailContent;
  /** Gone once it is sent. */
  secret: MailContent | undefined;
  state: MailState;
  /** What went wrong last, for people. */
  reason: string | undefined;
  createdAt: number;
  sentAt: number | undefined;
}

/** The job that sends it. */
export function mailJob(mailId: string): JobName {
  return { kind: 'mail', target: mailId };
}

/**
 * Every message that was ever to be sent, and what became of it. A message and the job that sends it are written in one transaction, so
 * that neither is there without the other. Rejects with `unavailable` when the database cannot be reached.
 */
export class MailStore {
  readonly #database: Database;
  readonly #jobs: JobStore;
  readonly #audit: AuditLog;

  constructor(database: Database, jobs: JobStore, audit: AuditLog) {
    this.#database = database;
    this.#jobs = jobs;
    this.#audit = audit;
  }

  /** Changes nothing where there is a message with this key. Returns the id of the one that there is then. */
  async add({ content, secret, pageId, ...mail }: NewMail): Promise<string> {
    const mailId = uuidv7();
    return withDatabase(() =>
      this.#kysely.transaction().execute(async transaction => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('mails')
          .values({
            mailId,
            ...mail,
            content: JSON.stringify(content),
            secret: secret ? JSON.stringify(secret) : null,
            reason: null,
            createdAt: Date.now(),
            sentAt: null,
            pageId: pageId ?? null,
          })
          .onConflict(conflict => conflict.column('onceKey').doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows === 0n) {
          const known = await transaction
            .selectFrom('mails')
            .select('mailId')
            .where('onceKey', '=', mail.onceKey)
            .executeTakeFirstOrThrow();
          return known.mailId;
        }
        if (mail.state === 'waiting') await this.#jobs.enqueue(mailJob(mailId), transaction);
        return mailId;
      }),
    );
  }

  async find(mailId: string): Promise<StoredMail | undefined> {
    const row = await withDatabase(() =>
      this.#kysely.selectFrom('mails').selectAll().where('mailId', '=', mailId).executeTakeFirst(),
    );
    return row && mailOf(row);
  }

  /** Newest first. `before` is the id of the oldest one that is known already. */
  async list(
    limit: number,
    { before, state }: { before?: string | undefined; state?: MailState | undefined } = {},
  ): Promise<StoredMail[]> {
    let query = this.#kysely.selectFrom('mails').selectAll().orderBy('mailId', 'desc').limit(limit);
    if (before !== undefined) query = query.where('mailId', '<', before);
    if (state !== undefined) query = query.where('state', '=', state);
    return (await withDatabase(() => query.execute())).map(mailOf);
  }

  /** The last message about a private page. */
  async lastAbout(pageId: string): Promise<StoredMail | undefined> {
    const row = await withDatabase(() =>
      this.#kysely
        .selectFrom('mails')
        .selectAll()
        .where('pageId', '=', pageId)
        .orderBy('mailId', 'desc')
        .limit(1)
        .executeTakeFirst(),
    );
    return row && mailOf(row);
  }

  /** Writes what became of a message that waits. One that does not wait any more, or is gone, stays as it is. */
  async settle(mailId: string, state: MailState, reason?: string): Promise<void> {
    await withDatabase(() =>
      this.#kysely
        .updateTable('mails')
        .set({
          state,
          reason: reason ?? null,
          ...(state === 'sent' && { sentAt: Date.now() }),
          ...((state === 'sent' || state === 'unsent') && { secret: null }),
        })
        .where('mailId', '=', mailId)
        .where('state', '=', 'waiting')
        .execute(),
    );
  }

  /** From the first attempt on, as if it had just been asked for. False where it was sent meanwhile, or is not to be sent. */
  async retry(mailId: string, actor: string): Promise<boolean> {
    return withDatabase(() =>
      this.#kysely.transaction().execute(async transaction => {
        const { numUpdatedRows } = await transaction
          .updateTable('mails')
          .set({ state: 'waiting', reason: null })
          .where('mailId', '=', mailId)
          .where('state', 'in', ['waiting', 'failed', 'bounced'])
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await this.#jobs.enqueueAgain(mailJob(mailId), transaction);
        await this.#audit.add({ actor, action: 'mail.retried', target: mailId }, transaction);
        return true;
      }),
    );
  }

  /** Takes the secrets from messages that were given up and were written before that time: no one sends them any more. */
  async forgetSecrets(createdBefore: number): Promise<void> {
    await withDatabase(() =>
      this.#kysely
        .updateTable('mails')
        .set({ secret: null })
        .where('secret', 'is not', null)
        .where('state', 'in', ['failed', 'bounced'])
        .where('createdAt', '<', createdBefore)
        .execute(),
    );
  }

  get #kysely(): Kysely<Tables> {
    return this.#database.kysely;
  }
}

function mailOf(row: Selectable<Tables['mails']>): StoredMail {
  return {
    mailId: row.mailId,
    kind: row.kind,
    address: row.address,
    content: JSON.parse(row.content) as MailContent,
    secret: row.secret === null ? undefined : (JSON.parse(row.secret) as MailContent),
    state: MailState.parse(row.state),
    reason: row.reason ?? undefined,
    createdAt: row.createdAt,
    sentAt: row.sentAt ?? undefined,
  };
}
