import type { Kysely, Selectable, Transaction } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { InterviewId, type MediaFileId, type UserId } from '../../shared/ids.ts';
import { OPENINGS_SHOWN, type ReportShare, SHARES_MAX } from '../../shared/protocol/readerRoutes.ts';
import { OwnGuess } from '../../shared/report/candidateReport.ts';
import { clipsOf } from '../../shared/report/reportContent.ts';
import type { Database } from './database.ts';
import { withDatabase } from './databaseErrors.ts';
import { decodeReport } from './reportFormat.ts';
import type { Tables } from './schema.ts';

/** What the candidate said: before reading, and after. */
export interface StoredReply {
  /** Absent until the candidate was asked; without `guess` they did not want to say. */
  guessed: { guess: OwnGuess | undefined } | undefined;
  firstOpenedAt: number | undefined;
  question: { text: string; askedAt: number; answer?: string; answeredAt?: number } | undefined;
}

/** A link to a report: the candidate's own, or one that they gave to others. */
export interface StoredReportLink {
  linkId: string;
  interviewId: InterviewId;
  kind: 'candidate' | 'share';
  withClips: boolean;
}

export interface NewReportLink extends StoredReportLink {
  tokenHash: string;
  createdAt: number;
  /** Undefined: until it is revoked or replaced. */
  expiresAt: number | undefined;
}

const SAME_OPENING_MS = 60_000;

/** What happens to reports once they are published: who reads them and what they say. Rejects with `unavailable` as the others. */
export class ReportReaderStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async reply(interviewId: InterviewId): Promise<StoredReply> {
    const row = await withDatabase(() =>
      this.#kysely
        .selectFrom('reportReplies')
        .selectAll()
        .where('interviewId', '=', interviewId)
        .executeTakeFirst(),
    );
    return row ? replyOf(row) : { guessed: undefined, firstOpenedAt: undefined, question: undefined };
  }

  /** Undefined: no thanks. The first one counts. */
  guess(interviewId: InterviewId, guess: OwnGuess | undefined, at: number): Promise<void> {
    return this.#inTransaction(async transaction => {
      await ensureReply(transaction, interviewId);
      await transaction
        .updateTable('reportReplies')
        .set({ guess: guess === undefined ? null : JSON.stringify(guess), guessedAt: at })
        .where('interviewId', '=', interviewId)
        .where('guessedAt', 'is', null)
        .execute();
    });
  }

  /** The first time counts. */
  noteOpened(interviewId: InterviewId, at: number): Promise<void> {
    return this.#inTransaction(async transaction => {
      await ensureReply(transaction, interviewId);
      await transaction
        .updateTable('reportReplies')
        .set({ firstOpenedAt: at })
        .where('interviewId', '=', interviewId)
        .where('firstOpenedAt', 'is', null)
        .execute();
    });
  }

  /** False where one was asked before. */
  ask(interviewId: InterviewId, question: string, at: number): Promise<boolean> {
    return this.#inTransaction(async transaction => {
      await ensureReply(transaction, interviewId);
      const { numUpdatedRows } = await transaction
        .updateTable('reportReplies')
        .set({ question, askedAt: at })
        .where('interviewId', '=', interviewId)
        .where('askedAt', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  }

  /** In place of an earlier answer. False where nothing was asked. */
  async answer(interviewId: InterviewId, answer: string, userId: UserId, at: number): Promise<boolean> {
    const { numUpdatedRows } = await withDatabase(() =>
      this.#kysely
        .updateTable('reportReplies')
        .set({ answer, answeredAt: at, answeredBy: userId })
        .where('interviewId', '=', interviewId)
        .where('askedAt', 'is not', null)
        .executeTakeFirst(),
    );
    return numUpdatedRows === 1n;
  }

  /** `replaces`: any older one stops working. */
  addCandidateLink(link: NewReportLink & { kind: 'candidate' }, replaces: boolean): Promise<void> {
    return this.#inTransaction(async transaction => {
      if (replaces)
        await transaction
          .updateTable('reportLinks')
          .set({ revokedAt: link.createdAt })
          .where('interviewId', '=', link.interviewId)
          .where('kind', '=', 'candidate')
          .where('revokedAt', 'is', null)
          .execute();
      await insertLink(transaction, link);
    });
  }

  /** False where as many work as may. */
  addShare(link: NewReportLink & { kind: 'share' }): Promise<boolean> {
    return this.#inTransaction(async transaction => {
      await holdReport(transaction, link.interviewId);
      const { count } = await transaction
        .selectFrom('reportLinks')
        .select(({ fn }) => fn.countAll<number | bigint | string>().as('count'))
        .where('interviewId', '=', link.interviewId)
        .where('kind', '=', 'share')
        .where('revokedAt', 'is', null)
        .where('expiresAt', '>', link.createdAt)
        .executeTakeFirstOrThrow();
      if (Number(count) >= SHARES_MAX) return false;
      await insertLink(transaction, link);
      return true;
    });
  }

  /** Undefined for one that is unknown, has expired, was revoked, or leads to what is being deleted. */
  async findLink(tokenHash: string, now: number): Promise<StoredReportLink | undefined> {
    return this.#link(now, { column: 'tokenHash', value: tokenHash });
  }

  /** The same, by its id. */
  async findLinkById(linkId: string, now: number): Promise<StoredReportLink | undefined> {
    return this.#link(now, { column: 'linkId', value: linkId });
  }

  /** Whether this link lets its holder fetch the file: a clip that the report shows as it can be read now. */
  async showsFile(linkId: string, fileId: MediaFileId, now: number): Promise<boolean> {
    const link = await this.findLinkById(linkId, now);
    if (!link?.withClips) return false;
    const row = await withDatabase(() =>
      this.#kysely
        .selectFrom('reportClips')
        .innerJoin('reports', 'reports.interviewId', 'reportClips.interviewId')
        .select(['fromMs', 'toMs', 'published'])
        .where('reportClips.interviewId', '=', link.interviewId)
        .where('reportClips.fileId', '=', fileId)
        .where('reports.state', '=', 'published')
        .executeTakeFirst(),
    );
    if (!row || row.published === null) return false;
    return clipsOf(decodeReport(row.published)).some(
      ({ fromMs, toMs }) => fromMs === row.fromMs && toMs === row.toMs,
    );
  }

  /** False where there is no such one that works. */
  async revokeShare(interviewId: InterviewId, linkId: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await withDatabase(() =>
      this.#kysely
        .updateTable('reportLinks')
        .set({ revokedAt: at })
        .where('interviewId', '=', interviewId)
        .where('linkId', '=', linkId)
        .where('kind', '=', 'share')
        .where('revokedAt', 'is', null)
        .executeTakeFirst(),
    );
    return numUpdatedRows === 1n;
  }

  /** Once a minute: a page looks again while clips are being made. */
  async noteShareOpened(linkId: string, at: number): Promise<void> {
    const [last] = await this.#openings(linkId);
    if (last !== undefined && last > at - SAME_OPENING_MS) return;
    await withDatabase(() =>
      this.#kysely.insertInto('reportLinkOpenings').values({ openingId: uuidv7(), linkId, at }).execute(),
    );
  }

  /** Newest first. */
  async shares(interviewId: InterviewId): Promise<ReportShare[]> {
    const rows = await withDatabase(() =>
      this.#kysely
        .selectFrom('reportLinks')
        .selectAll()
        .where('interviewId', '=', interviewId)
        .where('kind', '=', 'share')
        .orderBy('createdAt', 'desc')
        .orderBy('linkId', 'desc')
        .execute(),
    );
    return Promise.all(
      rows.map(async ({ linkId, createdAt, expiresAt, withClips, revokedAt }) => ({
        shareId: linkId,
        createdAt,
        expiresAt: expiresAt ?? createdAt,
        withClips: withClips === 1,
        ...(revokedAt !== null && { revokedAt }),
        openings: await this.#openings(linkId),
      })),
    );
  }

  async #openings(linkId: string): Promise<number[]> {
    const rows = await withDatabase(() =>
      this.#kysely
        .selectFrom('reportLinkOpenings')
        .select('at')
        .where('linkId', '=', linkId)
        .orderBy('at', 'desc')
        .limit(OPENINGS_SHOWN)
        .execute(),
    );
    return rows.map(({ at }) => at);
  }

  async #link(
    now: number,
    { column, value }: { column: 'tokenHash' | 'linkId'; value: string },
  ): Promise<StoredReportLink | undefined> {
    const row = await withDatabase(() =>
      this.#kysely
        .selectFrom('reportLinks')
        .selectAll()
        .where(column, '=', value)
        .where('revokedAt', 'is', null)
        .where(where => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', now)]))
        .executeTakeFirst(),
    );
    return row && linkOf(row);
  }

  get #kysely(): Kysely<Tables> {
    return this.#database.kysely;
  }

  #inTransaction<T>(run: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return withDatabase(() => this.#kysely.transaction().execute(run));
  }
}

/** Writing first makes one of several requests at once come before the others, and before or after a deletion. */
export async function holdReport(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('reports')
    .set(row => ({ version: row.ref('version') }))
    .where('interviewId', '=', interviewId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function ensureReply(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<void> {
  await transaction
    .insertInto('reportReplies')
    .values({
      interviewId,
      guess: null,
      guessedAt: null,
      firstOpenedAt: null,
      question: null,
      askedAt: null,
      answer: null,
      answeredAt: null,
      answeredBy: null,
    })
    .onConflict(conflict => conflict.column('interviewId').doNothing())
    .execute();
}

async function insertLink(
  transaction: Transaction<Tables>,
  { withClips, expiresAt, ...link }: NewReportLink,
): Promise<void> {
  await transaction
    .insertInto('reportLinks')
    .values({ ...link, withClips: withClips ? 1 : 0, expiresAt: expiresAt ?? null, revokedAt: null })
    .execute();
}

function replyOf(row: Selectable<Tables['reportReplies']>): StoredReply {
  const { guess, guessedAt, firstOpenedAt, question, askedAt, answer, answeredAt } = row;
  return {
    guessed:
      guessedAt === null
        ? undefined
        : { guess: guess === null ? undefined : OwnGuess.parse(JSON.parse(guess)) },
    firstOpenedAt: firstOpenedAt ?? undefined,
    question:
      question === null || askedAt === null
        ? undefined
        : {
            text: question,
            askedAt,
            ...(answer !== null && answeredAt !== null && { answer, answeredAt }),
          },
  };
}

function linkOf(row: Selectable<Tables['reportLinks']>): StoredReportLink {
  return {
    linkId: row.linkId,
    interviewId: InterviewId.parse(row.interviewId),
    kind: row.kind === 'share' ? 'share' : 'candidate',
    withClips: row.withClips === 1,
  };
}
