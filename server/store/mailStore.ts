import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Kysely, type Selectable, sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { MailState } from '../../shared/protocol/mailRoutes.ts';
import type { AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
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
  /** As it is to be sent, where that is something else. The database has it sealed. */
  secret: MailContent | undefined;
  state: Extract<MailState, 'waiting' | 'unsent'>;
  pageId: string | undefined;
}

export interface StoredMail {
  mailId: string;
  kind: string;
  address: string;
  /** About a private page, and so to someone who practices. */
  isToStranger: boolean;
  content: MailContent;
  /** Gone once it is sent, and where the server's secret is another one by now. */
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
 * that neither is there without the other.
 */
export class MailStore extends DatabaseStore {
  readonly #jobs: JobStore;
  readonly #audit: AuditLog;
  readonly #secretKey: Uint8Array;

  constructor(database: Database, jobs: JobStore, audit: AuditLog, secretKey: Uint8Array) {
    super(database);
    this.#jobs = jobs;
    this.#audit = audit;
    this.#secretKey = secretKey;
  }

  /**
   * Changes nothing where there is a message with this key. Returns the id of the one that there is then. Within `transaction` where it must
   * stand or fall with something else.
   */
  async add(mail: NewMail, transaction?: Kysely<Tables>): Promise<string> {
    return transaction ? this.#add(mail, transaction) : this.inTransaction(inside => this.#add(mail, inside));
  }

  async #add({ content, secret, pageId, ...mail }: NewMail, transaction: Kysely<Tables>): Promise<string> {
    const mailId = uuidv7();
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('mails')
      .values({
        mailId,
        ...mail,
        content: JSON.stringify(content),
        secret: secret ? seal(JSON.stringify(secret), this.#secretKey) : null,
        reason: null,
        createdAt: Date.now(),
        sentAt: null,
        handedAt: null,
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
  }

  /** Whether there is a message with this key. */
  async isKnown(onceKey: string): Promise<boolean> {
    const row = await this.kysely
      .selectFrom('mails')
      .select('mailId')
      .where('onceKey', '=', onceKey)
      .executeTakeFirst();
    return row !== undefined;
  }

  async find(mailId: string): Promise<StoredMail | undefined> {
    const row = await this.kysely
      .selectFrom('mails')
      .selectAll()
      .where('mailId', '=', mailId)
      .executeTakeFirst();
    return row && mailOf(row, this.#secretKey);
  }

  /** Newest first. `before` is the id of the oldest one that is known already. */
  async list(
    limit: number,
    { before, state }: { before?: string | undefined; state?: MailState | undefined } = {},
  ): Promise<StoredMail[]> {
    let query = this.kysely.selectFrom('mails').selectAll().orderBy('mailId', 'desc').limit(limit);
    if (before !== undefined) query = query.where('mailId', '<', before);
    if (state !== undefined) query = query.where('state', '=', state);
    return (await query.execute()).map(row => mailOf(row, this.#secretKey));
  }

  /** The last message about a private page. */
  async lastAbout(pageId: string): Promise<StoredMail | undefined> {
    const row = await this.kysely
      .selectFrom('mails')
      .selectAll()
      .where('pageId', '=', pageId)
      .orderBy('mailId', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && mailOf(row, this.#secretKey);
  }

  /**
   * Notes that a message is being handed to the mail server. False if it no longer waits, or was handed over less than `answeredWithinMs` ago
   * and its answer is not written down yet.
   */
  async handOver(mailId: string, answeredWithinMs: number): Promise<boolean> {
    const now = this.now;
    const { numUpdatedRows } = await this.kysely
      .updateTable('mails')
      .set({ handedAt: now })
      .where('mailId', '=', mailId)
      .where('state', '=', 'waiting')
      .where(({ or, eb }) =>
        or([eb('handedAt', 'is', null), eb('handedAt', '<=', sql<number>`${now} - ${answeredWithinMs}`)]),
      )
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Writes what became of a message that waits. One that does not wait any more, or is gone, stays as it is. */
  async settle(mailId: string, state: MailState, reason?: string): Promise<void> {
    await this.kysely
      .updateTable('mails')
      .set({
        state,
        reason: reason ?? null,
        handedAt: null,
        ...(state === 'sent' && { sentAt: Date.now() }),
        ...((state === 'sent' || state === 'unsent') && { secret: null }),
      })
      .where('mailId', '=', mailId)
      .where('state', '=', 'waiting')
      .execute();
  }

  /** From the first attempt on, as if it had just been asked for. False where it was sent meanwhile, or is not to be sent. */
  async retry(mailId: string, actor: string): Promise<boolean> {
    return this.inTransaction(async transaction => {
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
    });
  }

  /** Takes the secrets from messages that were given up and were written before that time: no one sends them any more. */
  async forgetSecrets(createdBefore: number): Promise<void> {
    await this.kysely
      .updateTable('mails')
      .set({ secret: null })
      .where('secret', 'is not', null)
      .where('state', 'in', ['failed', 'bounced'])
      .where('createdAt', '<', createdBefore)
      .execute();
  }
}

function mailOf(row: Selectable<Tables['mails']>, secretKey: Uint8Array): StoredMail {
  const secret = row.secret === null ? undefined : unseal(row.secret, secretKey);
  return {
    mailId: row.mailId,
    kind: row.kind,
    address: row.address,
    isToStranger: row.pageId !== null,
    content: JSON.parse(row.content) as MailContent,
    secret: secret === undefined ? undefined : (JSON.parse(secret) as MailContent),
    state: MailState.parse(row.state),
    reason: row.reason ?? undefined,
    createdAt: row.createdAt,
    sentAt: row.sentAt ?? undefined,
  };
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A text as it may lie in a database or its backups: AES-256-GCM, as base64url of nonce, tag and ciphertext. `key`: 32 bytes. */
export function seal(text: string, key: Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Undefined for what was sealed with another key, or was changed. */
export function unseal(sealed: string, key: Uint8Array): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8');
    return text + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
