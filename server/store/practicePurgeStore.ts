import { type Selectable, sql, type Transaction } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { InterviewId, RecordingId } from '../../shared/ids.ts';
import { PracticeReceipt } from '../../shared/protocol/practiceRoutes.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { JobStore } from './jobStore.ts';
import type { Tables } from './schema.ts';

export interface BegunPurge {
  receipt: PracticeReceipt;
  interviewIds: InterviewId[];
}

/**
 * Deletions of practice. The data is unreachable from the start. A job completes the deletion, and a receipt without
 * personal data remains.
 */
export class PracticePurgeStore extends DatabaseStore {
  readonly #jobs: JobStore;

  constructor(database: Database, jobs: JobStore) {
    super(database);
    this.#jobs = jobs;
  }

  /**
   * Starts to delete one attempt or a whole page. Returns undefined when it does not exist, or the page was visited
   * after `visitedUntil`.
   */
  begin(
    pageId: string,
    interviewId?: InterviewId,
    visitedUntil = Number.MAX_SAFE_INTEGER,
  ): Promise<BegunPurge | undefined> {
    return this.inTransaction(async transaction => {
      const receiptId = uuidv7();
      const isPage = interviewId === undefined;
      if (isPage && !(await closePage(transaction, pageId, receiptId, visitedUntil))) return undefined;
      const chosen = await transaction
        .updateTable('practiceAttempts')
        .set({ state: 'deleting', note: '' })
        .where('pageId', '=', pageId)
        .where('state', '!=', 'deleting')
        .$if(!isPage, query => query.where('interviewId', '=', interviewId ?? ''))
        .returning('interviewId')
        .execute();
      if (!isPage && chosen.length === 0) return undefined;
      const ids = chosen.map(row => row.interviewId);
      const requestedAt = Date.now();
      const receipt = { receiptId, scope: isPage ? 'page' : 'attempt', requestedAt, attempts: ids.length };
      await transaction
        .insertInto('practiceReceipts')
        .values({ ...receipt, completedAt: null, files: 0, bytes: 0, lostPlaces: 0 })
        .execute();
      if (ids.length > 0) {
        await transaction
          .insertInto('practicePurges')
          .values(ids.map(id => ({ interviewId: id, receiptId })))
          .execute();
        await revokeAccess(transaction, ids);
      }
      await this.#jobs.enqueue({ kind: 'purge', target: receiptId }, transaction);
      const begun = ids.length === 0 ? [] : await interviewsOf(transaction, ids);
      return {
        receipt: PracticeReceipt.parse({ ...receipt, files: 0, bytes: 0, lostPlaces: 0 }),
        interviewIds: begun,
      };
    });
  }

  async forgetMails(pageId: string): Promise<void> {
    await this.kysely.deleteFrom('mails').where('pageId', '=', pageId).execute();
  }

  async findReceipt(receiptId: string): Promise<PracticeReceipt | undefined> {
    const row = await this.kysely
      .selectFrom('practiceReceipts')
      .selectAll()
      .where('receiptId', '=', receiptId)
      .executeTakeFirst();
    return row && receiptOf(row);
  }

  async rest(receiptId: string): Promise<{ interviewId: InterviewId; hasLog: boolean }[]> {
    const rows = await this.kysely
      .selectFrom('practicePurges')
      .leftJoin('interviews', 'interviews.interviewId', 'practicePurges.interviewId')
      .select(['practicePurges.interviewId', 'interviews.lastSeq'])
      .where('receiptId', '=', receiptId)
      .orderBy('practicePurges.interviewId')
      .execute();
    return rows.map(({ interviewId, lastSeq }) => ({
      interviewId: InterviewId.parse(interviewId),
      hasLog: lastSeq !== null,
    }));
  }

  async unerased(interviewId: InterviewId): Promise<RecordingId[]> {
    const rows = await this.kysely
      .selectFrom('recordings')
      .leftJoin('erasureReceipts', 'erasureReceipts.recordingId', 'recordings.recordingId')
      .select('recordings.recordingId')
      .where('recordings.interviewId', '=', interviewId)
      .where('erasureReceipts.completedAt', 'is', null)
      .execute();
    return rows.map(({ recordingId }) => RecordingId.parse(recordingId));
  }

  /**
   * Deletes the interview's row first: a concurrent append either wrote before, and is deleted too, or finds no log.
   */
  purge(interviewId: InterviewId): Promise<void> {
    return this.inTransaction(async transaction => {
      await transaction
        .updateTable('interviews')
        .set({ lastSeq: -1 })
        .where('interviewId', '=', interviewId)
        .execute();
      await deleteEvaluations(transaction, [interviewId]);
      const erased = await erasedIn(transaction, interviewId);
      await countIn(transaction, interviewId, erased);
      await deleteRecordings(transaction, interviewId);
      await detachFeedback(transaction, interviewId);
      await deleteMails(transaction, interviewId);
      await deleteReport(transaction, interviewId);
      for (const table of ['interviewEvents', 'commands', 'links', 'staffSeats', 'interviews'] as const)
        await transaction.deleteFrom(table).where('interviewId', '=', interviewId).execute();
      await transaction.deleteFrom('practiceAttempts').where('interviewId', '=', interviewId).execute();
      await transaction.deleteFrom('practicePurges').where('interviewId', '=', interviewId).execute();
    });
  }

  /** Deletes the page, if it was one, and completes the receipt. Returns false while an attempt still exists. */
  async complete(receiptId: string): Promise<boolean> {
    if (!(await this.inTransaction(transaction => removePage(transaction, receiptId)))) return false;
    await this.database.wipeDeleted();
    await this.kysely
      .updateTable('practiceReceipts')
      .set({ completedAt: Date.now() })
      .where('receiptId', '=', receiptId)
      .where('completedAt', 'is', null)
      .execute();
    return true;
  }
}

/** A value that no token hashes to. */
function closedHash(receiptId: string): string {
  return `deleted:${receiptId}`;
}

async function closePage(
  transaction: Transaction<Tables>,
  pageId: string,
  receiptId: string,
  visitedUntil: number,
): Promise<boolean> {
  const closed = await transaction
    .updateTable('practicePages')
    .set({ tokenHash: closedHash(receiptId), name: null, email: null, mailedTokenHash: null })
    .where('pageId', '=', pageId)
    .where('visitedAt', '<=', visitedUntil)
    .where('tokenHash', 'not like', closedHash('%'))
    .executeTakeFirst();
  if (closed.numUpdatedRows !== 1n) return false;
  await transaction.deleteFrom('mails').where('pageId', '=', pageId).execute();
  return true;
}

/** Returns false while one of the page's attempts still exists. Safe to repeat. */
async function removePage(transaction: Transaction<Tables>, receiptId: string): Promise<boolean> {
  const left = await transaction
    .selectFrom('practicePurges')
    .select('interviewId')
    .where('receiptId', '=', receiptId)
    .executeTakeFirst();
  if (left) return false;
  const page = await transaction
    .selectFrom('practicePages')
    .select('pageId')
    .where('tokenHash', '=', closedHash(receiptId))
    .executeTakeFirst();
  if (!page) return true;
  // An attempt whose own deletion started before that of the page.
  const attempt = await transaction
    .selectFrom('practiceAttempts')
    .select('interviewId')
    .where('pageId', '=', page.pageId)
    .executeTakeFirst();
  if (attempt) return false;
  await transaction.deleteFrom('mails').where('pageId', '=', page.pageId).execute();
  await transaction.deleteFrom('practicePages').where('pageId', '=', page.pageId).execute();
  return true;
}

async function revokeAccess(transaction: Transaction<Tables>, interviewIds: string[]): Promise<void> {
  await transaction
    .updateTable('links')
    .set({ revokedAt: Date.now() })
    .where('interviewId', 'in', interviewIds)
    .where('revokedAt', 'is', null)
    .execute();
  await transaction
    .updateTable('reportLinks')
    .set({ revokedAt: Date.now() })
    .where('interviewId', 'in', interviewIds)
    .where('revokedAt', 'is', null)
    .execute();
  await transaction.deleteFrom('mediaGrants').where('interviewId', 'in', interviewIds).execute();
  await deleteEvaluations(transaction, interviewIds);
}

async function deleteEvaluations(transaction: Transaction<Tables>, interviewIds: string[]): Promise<void> {
  for (const table of ['evaluationClaims', 'evaluations'] as const)
    await transaction.deleteFrom(table).where('interviewId', 'in', interviewIds).execute();
}

async function interviewsOf(transaction: Transaction<Tables>, ids: string[]): Promise<InterviewId[]> {
  const rows = await transaction
    .selectFrom('interviews')
    .select('interviewId')
    .where('interviewId', 'in', ids)
    .execute();
  return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
}

interface Erased {
  files: number;
  bytes: number;
  lostPlaces: number;
}

async function erasedIn(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<Erased> {
  const rows = await transaction
    .selectFrom('erasureReceipts')
    .select(['files', 'bytes', 'lostPlaces'])
    .where('interviewId', '=', interviewId)
    .execute();
  return {
    files: rows.reduce((sum, { files }) => sum + files, 0),
    bytes: rows.reduce((sum, { bytes }) => sum + Number(bytes), 0),
    lostPlaces: rows.reduce((sum, { lostPlaces }) => sum + lostPlaces, 0),
  };
}

/** Runs in the transaction that deletes the rows, so that repeated deletions count nothing twice. */
async function countIn(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
  { files, bytes, lostPlaces }: Erased,
): Promise<void> {
  await transaction
    .updateTable('practiceReceipts')
    .set(row => ({
      files: row('files', '+', files),
      bytes: row('bytes', '+', bytes),
      lostPlaces: row('lostPlaces', '+', lostPlaces),
    }))
    .where('receiptId', 'in', purges =>
      purges.selectFrom('practicePurges').select('receiptId').where('interviewId', '=', interviewId),
    )
    .execute();
}

async function deleteRecordings(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<void> {
  const recordings = await transaction
    .selectFrom('recordings')
    .select('recordingId')
    .where('interviewId', '=', interviewId)
    .execute();
  const ids = recordings.map(({ recordingId }) => recordingId);
  await transaction.deleteFrom('mediaGrants').where('interviewId', '=', interviewId).execute();
  if (ids.length === 0) return;
  for (const table of [
    'recordingFiles',
    'recordingStretches',
    'recordingWorkFolders',
    'erasedFiles',
  ] as const)
    await transaction.deleteFrom(table).where('recordingId', 'in', ids).execute();
  await transaction.deleteFrom('jobs').where('target', 'in', ids).execute();
  await transaction.deleteFrom('recordings').where('recordingId', 'in', ids).execute();
}

/** Messages about an attempt have its id in their keys. */
async function deleteMails(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<void> {
  await transaction.deleteFrom('mails').where('onceKey', 'like', `% ${interviewId}%`).execute();
}

async function deleteReport(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<void> {
  await transaction.deleteFrom('jobs').where('target', '=', interviewId).execute();
  await transaction
    .deleteFrom('reportLinkOpenings')
    .where('linkId', 'in', links =>
      links.selectFrom('reportLinks').select('linkId').where('interviewId', '=', interviewId),
    )
    .execute();
  for (const table of ['reportLinks', 'reportReplies', 'reportClips', 'reportVersions', 'reports'] as const)
    await transaction.deleteFrom(table).where('interviewId', '=', interviewId).execute();
}

async function detachFeedback(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<void> {
  await transaction
    .updateTable('feedbackRatings')
    .set({ interviewId: sql.lit(`deleted:${uuidv7()}`), line: null })
    .where('interviewId', '=', interviewId)
    .execute();
}

function receiptOf({ completedAt, ...row }: Selectable<Tables['practiceReceipts']>): PracticeReceipt {
  return PracticeReceipt.parse({ ...row, ...(completedAt !== null && { completedAt }) });
}
