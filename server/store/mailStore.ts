import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { expressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { InterviewId, SeatId } from '../../shared/ids.ts';
import type { NameFacts, OwnPart } from '../../shared/interview/visibility.ts';
import { MAIL_AREAS, MailState, type OutboxFilter } from '../../shared/protocol/mailRoutes.ts';
import type { AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import {
  foldedText,
  isListedFor,
  type ListReader,
  namesHidden,
  ownPart,
  ownPartIn,
} from './interviewSearch.ts';
import type { JobName, JobState, JobStore } from './jobStore.ts';
import { findRow, findRows, insertMissing, is, NOT_NULL, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export type MailContent = Record<string, unknown>;

export interface NewMail {
  onceKey: string;
  kind: string;
  address: string;
  /** Content for display, without the secrets of links. */
  content: MailContent;
  /** Content for sending, when it differs from `content`. Encrypted in the database. */
  secret: MailContent | undefined;
  state: Extract<MailState, 'waiting' | 'unsent'>;
  pageId: string | undefined;
  interviewId?: InterviewId | undefined;
  /** Time from which the message is of no use and isn't sent. */
  expiresAt?: number | undefined;
  /** For the search. */
  subject?: string | undefined;
}

export interface StoredMail {
  mailId: string;
  kind: string;
  address: string;
  isToStranger: boolean;
  content: MailContent;
  /** Undefined after sending, or when it can't be decrypted because the server's secret has changed. */
  secret: MailContent | undefined;
  state: MailState;
  reason: string | undefined;
  createdAt: number;
  sentAt: number | undefined;
  interviewId: InterviewId | undefined;
  expiresAt: number | undefined;
}

/** A message as listed for a member. `about`: facts that decide whether the member sees names. */
export type ListedMail = StoredMail & {
  about?: { facts: NameFacts; own: OwnPart | undefined };
  /** Seat whose invitation goes to this address. */
  seatId?: SeatId;
};

type MailFilter = OutboxFilter & { before?: string | undefined };

export function mailJob(mailId: string): JobName {
  return { kind: 'mail', target: mailId };
}

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

  /** Adds the message unless a message with the same key exists. Returns the id of the stored message. */
  async add(mail: NewMail, transaction?: Kysely<Tables>): Promise<string> {
    return transaction ? this.#add(mail, transaction) : this.inTransaction(inside => this.#add(mail, inside));
  }

  async #add(
    { content, secret, pageId, interviewId, expiresAt, subject, ...mail }: NewMail,
    transaction: Kysely<Tables>,
  ): Promise<string> {
    const mailId = uuidv7();
    const inserted = await insertMissing(transaction, 'mails', {
      mailId,
      ...mail,
      content: JSON.stringify(content),
      secret: secret ? encrypt(JSON.stringify(secret), this.#secretKey) : null,
      createdAt: Date.now(),
      pageId: pageId ?? null,
      interviewId: interviewId ?? null,
      expiresAt: expiresAt ?? null,
      search: foldedText(`${mail.address} ${subject ?? ''}`),
    });
    if (inserted === 0) {
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

  /** Counts messages by whether their first attempt is still to come, or another one. */
  async countUnsent(): Promise<{ waiting: number; retrying: number }> {
    const rows = await this.kysely
      .selectFrom('jobs')
      .select(['state', ({ fn }) => fn.countAll().as('count')])
      .where('state', 'in', ['waiting', 'retrying'] satisfies JobState[])
      .where('kind', '=', mailJob('').kind)
      .groupBy('state')
      .execute();
    const countOf = (wanted: JobState) => Number(rows.find(({ state }) => state === wanted)?.count ?? 0);
    return { waiting: countOf('waiting'), retrying: countOf('retrying') };
  }

  async isKnown(onceKey: string): Promise<boolean> {
    return (await findRow(this.kysely, 'mails', { onceKey })) !== undefined;
  }

  /** Returns the states of messages by their keys. */
  async statesOf(onceKeys: readonly string[]): Promise<ReadonlyMap<string, MailState>> {
    if (onceKeys.length === 0) return new Map();
    const rows = await findRows(this.kysely, 'mails', { onceKey: [...onceKeys] });
    return new Map(rows.map(({ onceKey, state }) => [onceKey, MailState.parse(state)]));
  }

  async find(mailId: string): Promise<StoredMail | undefined> {
    const row = await findRow(this.kysely, 'mails', { mailId });
    return row && mailOf(row, this.#secretKey);
  }

  /** Returns messages, newest first. `before` is the last id of the previous page. */
  async list(limit: number, { before, state }: MailFilter = {}): Promise<StoredMail[]> {
    let query = this.kysely.selectFrom('mails').selectAll().orderBy('mailId', 'desc').limit(limit);
    if (before !== undefined) query = query.where('mailId', '<', before);
    if (state !== undefined) query = query.where('state', '=', state);
    return (await query.execute()).map(row => mailOf(row, this.#secretKey));
  }

  /** Returns messages like `list`, without those about interviews that the member may not see. */
  async listFor(reader: ListReader, limit: number, filter: MailFilter = {}): Promise<ListedMail[]> {
    const rows = await this.#visibleTo(reader, filter)
      .selectAll('mails')
      .select(({ selectFrom }) =>
        selectFrom('toldSeats')
          .select(({ fn }) => fn.min<string | null>('toldSeats.seatId').as('seatId'))
          .whereRef('toldSeats.interviewId', '=', 'mails.interviewId')
          .whereRef('toldSeats.address', '=', 'mails.address')
          .where('toldSeats.state', '=', 'invited')
          .as('seatId'),
      )
      .select(['interviews.namesHidden', 'phase', 'scorecardsOpen', 'scoringClosed'])
      .select(ownPart(expressionBuilder<Tables, 'interviews'>(), reader.email).as('ownPart'))
      .orderBy('mailId', 'desc')
      .limit(limit)
      .execute();
    return rows.map(
      ({ namesHidden, phase, scorecardsOpen, scoringClosed, ownPart: own, seatId, ...row }) => ({
        ...mailOf(row, this.#secretKey),
        ...(seatId !== null && { seatId: SeatId.parse(seatId) }),
        ...(phase !== null && {
          about: {
            facts: {
              namesHidden: namesHidden === 1,
              practice: false,
              ended: phase === 'ended',
              scorecardsOpen: scorecardsOpen === 1,
              scoringClosed: scoringClosed === 1,
            },
            own: ownPartIn(own).own,
          },
        }),
      }),
    );
  }

  async isVisibleTo(reader: ListReader, mailId: string): Promise<boolean> {
    const found = await this.#visibleTo(reader, {})
      .select('mailId')
      .where('mailId', '=', mailId)
      .executeTakeFirst();
    return found !== undefined;
  }

  #visibleTo(reader: ListReader, { before, state, area, text, from, to }: MailFilter) {
    const words = text ? foldedText(text).split(/\s+/).filter(Boolean) : [];
    return this.kysely
      .selectFrom('mails')
      .leftJoin('interviews', 'interviews.interviewId', 'mails.interviewId')
      .where(({ or, eb }) => or([eb('mails.interviewId', 'is', null), isListedFor(this.kysely, reader)]))
      .$if(before !== undefined, query => query.where('mailId', '<', before ?? ''))
      .$if(state !== undefined, query => query.where('state', '=', state ?? ''))
      .$if(area !== undefined, query => query.where('kind', 'in', area ? [...MAIL_AREAS[area]] : []))
      .$if(from !== undefined || to !== undefined, query => query.where(isWrittenIn(from, to)))
      .$if(words.length > 0, query =>
        query
          .where('mails.pageId', 'is', null)
          .where(eb =>
            eb.or([
              eb('mails.interviewId', 'is', null),
              eb.not(namesHidden(expressionBuilder<Tables, 'interviews'>(), reader.email)),
            ]),
          )
          .where(({ and }) =>
            and(
              words.map(
                word =>
                  sql<boolean>`coalesce(mails.search, lower(mails.address)) like ${likeWord(word)} escape '!'`,
              ),
            ),
          ),
      );
  }

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
   * Marks a message as given to the mail server. Returns false if it isn't waiting, was given to the mail
   * server less than `answeredWithinMs` ago, or is not sent because a newer one has replaced it.
   */
  async handOver(mailId: string, answeredWithinMs: number): Promise<boolean> {
    const now = this.now;
    const { numUpdatedRows } = await this.kysely
      .updateTable('mails')
      .set({ handedAt: now })
      .where(({ and }) => and({ mailId, state: 'waiting' }))
      .where(({ or, eb }) =>
        or([eb('handedAt', 'is', null), eb('handedAt', '<=', sql<number>`${now} - ${answeredWithinMs}`)]),
      )
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    if (!(await isReplaced(this.kysely, mailId))) return true;
    await this.settle(mailId, 'unsent', 'A newer message replaced this one before it was sent.');
    return false;
  }

  /** Records a message's new state. Changes nothing unless the message is waiting. */
  async settle(mailId: string, state: MailState, reason?: string): Promise<void> {
    const changes = {
      state,
      reason: reason ?? null,
      handedAt: null,
      ...(state === 'sent' && { sentAt: Date.now() }),
      ...((state === 'sent' || state === 'unsent') && { secret: null }),
    };
    await updateRows(this.kysely, 'mails', { mailId, state: 'waiting' }, changes);
  }

  /** Retries a message. Returns false when it was sent, is not meant to be sent, or was replaced by a newer one. */
  async retry(mailId: string, actor: string): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const unsent = { mailId, state: ['waiting', 'failed', 'bounced'] };
      const changes = { state: 'waiting', reason: null };
      if (await isReplaced(transaction, mailId)) return false;
      if ((await updateRows(transaction, 'mails', unsent, changes)) === 0) return false;
      await this.#jobs.enqueueAgain(mailJob(mailId), transaction);
      await this.#audit.add({ actor, action: 'mail.retried', target: mailId }, transaction);
      return true;
    });
  }

  /** Deletes the secrets of failed messages that were created before `createdBefore`. */
  async forgetSecrets(createdBefore: number): Promise<void> {
    const match = { secret: NOT_NULL, state: ['failed', 'bounced'], createdAt: is('<', createdBefore) };
    await updateRows(this.kysely, 'mails', match, { secret: null });
  }

  /** Deletes what was emailed to people whose records were deleted, as soon as it was sent or has failed. */
  async forgetDeleted(): Promise<void> {
    await this.kysely
      .deleteFrom('mails')
      .where('state', '!=', 'waiting')
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('toldSeats')
            .innerJoin('candidateSeats', 'candidateSeats.seatId', 'toldSeats.seatId')
            .select('toldSeats.seatId')
            .where('deletedAt', 'is not', null)
            .whereRef('toldSeats.interviewId', '=', 'mails.interviewId')
            .whereRef('toldSeats.address', '=', 'mails.address'),
        ),
      )
      .execute();
  }
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * True for messages from `from` until before `to`. Ids start with the time, so that this uses the primary key.
 * Messages to people who practice have whole days only, like in the list.
 */
function isWrittenIn(from = 0, to = MAX_TIME) {
  const { and, or, eb } = expressionBuilder<Tables, 'mails'>();
  const between = (start: number, end: number) =>
    and([eb('mailId', '>=', idAt(start)), eb('mailId', '<', idAt(end))]);
  const days = [from - (from % DAY_MS), Math.min(MAX_TIME, Math.ceil(to / DAY_MS) * DAY_MS)] as const;
  return and([between(...days), or([eb('mails.pageId', 'is not', null), between(from, to)])]);
}

/** Largest time in the id of a row. */
const MAX_TIME = 0xffff_ffff_ffff;

/** Returns the first characters of ids that are created at a time (UUID version 7). */
function idAt(at: number): string {
  const digits = Math.min(at, MAX_TIME).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}`;
}

function likeWord(word: string): string {
  return `%${word.replace(/[!%_]/g, '!$&')}%`;
}

function mailOf(row: Selectable<Tables['mails']>, secretKey: Uint8Array): StoredMail {
  const secret = row.secret === null ? undefined : decrypt(row.secret, secretKey);
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
    interviewId: row.interviewId ? InterviewId.parse(row.interviewId) : undefined,
    expiresAt: row.expiresAt ?? undefined,
  };
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with AES-256-GCM. Returns nonce, tag, and ciphertext in base64url. `key`: 32 bytes. */
export function encrypt(text: string, key: Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url');
}

/** Decrypts a text. Returns undefined if the text was changed or encrypted with another key. */
function decrypt(encrypted: string, key: Uint8Array): string | undefined {
  const bytes = Buffer.from(encrypted, 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8');
    return text + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

/** Letters whose latest one is in `toldSeats`. */
const TOLD_KINDS: readonly string[] = [
  ...MAIL_AREAS.invitations,
  'interview-change',
  'interview-rounds-change',
];

/** True for a letter about an interview if its reader was told something newer. */
async function isReplaced(db: Kysely<Tables>, mailId: string): Promise<boolean> {
  const mail = await findRow(db, 'mails', { mailId });
  if (!mail?.interviewId || !TOLD_KINDS.includes(mail.kind)) return false;
  const told = await findRows(db, 'toldSeats', { interviewId: mail.interviewId });
  return told.length > 0 && told.every(seat => seat.mailId !== mailId);
}
