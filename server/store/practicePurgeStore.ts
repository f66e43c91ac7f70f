import { type Selectable, sql, type Transaction } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { InterviewId, RecordingId } from '../../shared/ids.ts';
import { PracticeReceipt } from '../../shared/protocol/practiceRoutes.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { JobStore } from './jobStore.ts';
import { deleteRows, findRow, findRows, insertRows, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';
import { deleteTranscripts } from './transcriptStore.ts';

export type StartedPurge = { receipt: PracticeReceipt; interviewIds: InterviewId[] };

/** Deletes practice data. It becomes unreachable immediately, a job deletes it, and a receipt remains. */
export class PracticePurgeStore extends DatabaseStore {
  readonly #jobs: JobStore;

  constructor(database: Database, jobs: JobStore) {
    super(database);
    this.#jobs = jobs;
  }

  /** Starts a deletion. Returns undefined if the attempt or page is gone, or visited after `visitedUntil`. */
  start(
    pageId: string,
    interviewId?: InterviewId,
    visitedUntil = Number.MAX_SAFE_INTEGER,
  ): Promise<StartedPurge | undefined> {
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
      const nothingYet = { files: 0, bytes: 0, lostPlaces: 0 };
      await insertRows(transaction, 'practiceReceipts', { ...receipt, ...nothingYet });
      await insertRows(transaction, 'practicePurges', ...ids.map(id => ({ interviewId: id, receiptId })));
      await deleteRows(transaction, 'practiceBestTakes', { interviewId: ids });
      await revokeAccess(transaction, ids);
      await this.#jobs.enqueue({ kind: 'purge', target: receiptId }, transaction);
      const begun = ids.length === 0 ? [] : await interviewsOf(transaction, ids);
      return { receipt: PracticeReceipt.parse({ ...receipt, ...nothingYet }), interviewIds: begun };
    });
  }

  async forgetMails(pageId: string): Promise<void> {
    await deleteRows(this.kysely, 'mails', { pageId });
  }

  async findReceipt(receiptId: string): Promise<PracticeReceipt | undefined> {
    const row = await findRow(this.kysely, 'practiceReceipts', { receiptId });
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

  /** Deletes an interview. Writes to its row first, so that a concurrent append is deleted or fails. */
  purge(interviewId: InterviewId): Promise<void> {
    return this.inTransaction(async transaction => {
      await updateRows(transaction, 'interviews', { interviewId }, { lastSeq: -1 });
      await deleteEvaluations(transaction, [interviewId]);
      const erased = await erasedIn(transaction, interviewId);
      await countIn(transaction, interviewId, erased);
      await deleteRecordings(transaction, interviewId);
      await detachFeedback(transaction, interviewId);
      await deleteMails(transaction, interviewId);
      await deleteReport(transaction, interviewId);
      for (const table of [
        'interviewEvents',
        'commands',
        'answerDrafts',
        'links',
        'staffSeats',
        'interviews',
      ] as const)
        await deleteRows(transaction, table, { interviewId });
      await deleteRows(transaction, 'practiceAttempts', { interviewId });
      await deleteRows(transaction, 'practicePurges', { interviewId });
    });
  }

  /** Completes the receipt. For a page's receipt, deletes the page. Returns false while an attempt exists. */
  async complete(receiptId: string): Promise<boolean> {
    if (!(await this.inTransaction(transaction => removePage(transaction, receiptId)))) return false;
    await this.database.wipeDeleted();
    const open = { receiptId, completedAt: null };
    await updateRows(this.kysely, 'practiceReceipts', open, { completedAt: Date.now() });
    return true;
  }
}

/** Returns a value that replaces a token's hash, so that the token no longer works. */
function closedHash(receiptId: string): string {
  return `deleted:${receiptId}`;
}

async function closePage(
  transaction: Transaction<Tables>,
  pageId: string,
  receiptId: string,
  visitedUntil: number,
): Promise<boolean> {
  const closed = await updateRows(
    transaction,
    'practicePages',
    { pageId, visitedAt: is('<=', visitedUntil), tokenHash: is('not like', closedHash('%')) },
    { tokenHash: closedHash(receiptId), name: null, email: null, mailedTokenHash: null },
  );
  if (closed !== 1) return false;
  await deleteRows(transaction, 'mails', { pageId });
  await deleteRows(transaction, 'candidatePages', { pageId });
  return true;
}

/** Deletes the page of the receipt, if any. Returns false while an attempt still exists. Safe to repeat. */
async function removePage(transaction: Transaction<Tables>, receiptId: string): Promise<boolean> {
  const left = await findRow(transaction, 'practicePurges', { receiptId });
  if (left) return false;
  const page = await findRow(transaction, 'practicePages', { tokenHash: closedHash(receiptId) });
  if (!page) return true;
  // An attempt whose deletion started before that of its page has another receipt, and may still exist.
  if (await findRow(transaction, 'practiceAttempts', { pageId: page.pageId })) return false;
  await deleteRows(transaction, 'mails', { pageId: page.pageId });
  await deleteRows(transaction, 'practicePages', { pageId: page.pageId });
  return true;
}

async function revokeAccess(transaction: Transaction<Tables>, interviewIds: string[]): Promise<void> {
  const working = { interviewId: interviewIds, revokedAt: null };
  await updateRows(transaction, 'links', working, { revokedAt: Date.now() });
  await updateRows(transaction, 'reportLinks', working, { revokedAt: Date.now() });
  await deleteRows(transaction, 'mediaGrants', { interviewId: interviewIds });
  await deleteEvaluations(transaction, interviewIds);
}

async function deleteEvaluations(transaction: Transaction<Tables>, interviewIds: string[]): Promise<void> {
  for (const table of ['evaluationClaims', 'evaluations'] as const)
    await deleteRows(transaction, table, { interviewId: interviewIds });
}

async function interviewsOf(transaction: Transaction<Tables>, ids: string[]): Promise<InterviewId[]> {
  const rows = await findRows(transaction, 'interviews', { interviewId: ids });
  return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
}

type Erased = { files: number; bytes: number; lostPlaces: number };

async function erasedIn(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<Erased> {
  const rows = await findRows(transaction, 'erasureReceipts', { interviewId });
  return {
    files: rows.reduce((sum, { files }) => sum + files, 0),
    bytes: rows.reduce((sum, { bytes }) => sum + Number(bytes), 0),
    lostPlaces: rows.reduce((sum, { lostPlaces }) => sum + lostPlaces, 0),
  };
}

/** Adds to the receipt. Runs in the deletion's transaction, so that repetitions count nothing twice. */
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
  const recordings = await findRows(transaction, 'recordings', { interviewId });
  const ids = recordings.map(({ recordingId }) => recordingId);
  await deleteRows(transaction, 'mediaGrants', { interviewId });
  for (const table of [
    'recordingFiles',
    'recordingStretches',
    'recordingWorkFolders',
    'erasedFiles',
  ] as const)
    await deleteRows(transaction, table, { recordingId: ids });
  await deleteTranscripts(transaction, ids);
  await deleteRows(transaction, 'jobs', { target: ids });
  await deleteRows(transaction, 'recordings', { recordingId: ids });
}

/** Finds the messages about an attempt by their keys, which contain its id. */
async function deleteMails(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<void> {
  await deleteRows(transaction, 'mails', { onceKey: is('like', `% ${interviewId}%`) });
}

async function deleteReport(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<void> {
  await deleteRows(transaction, 'jobs', { target: interviewId });
  await transaction
    .deleteFrom('reportLinkOpenings')
    .where('linkId', 'in', links =>
      links.selectFrom('reportLinks').select('linkId').where('interviewId', '=', interviewId),
    )
    .execute();
  for (const table of ['reportLinks', 'reportReplies', 'reportClips', 'reportVersions', 'reports'] as const)
    await deleteRows(transaction, table, { interviewId });
}

async function detachFeedback(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<void> {
  const changes = { interviewId: sql.lit(`deleted:${uuidv7()}`), line: null };
  await updateRows(transaction, 'feedbackRatings', { interviewId }, changes);
}

function receiptOf({ completedAt, ...row }: Selectable<Tables['practiceReceipts']>): PracticeReceipt {
  return PracticeReceipt.parse({ ...row, ...(completedAt !== null && { completedAt }) });
}
