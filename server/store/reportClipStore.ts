import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { type InterviewId, MediaFileId, type RecordingId } from '../../shared/ids.ts';
import type { Span } from '../../shared/recording/finished.ts';
import { clipsOf } from '../../shared/report/reportContent.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { JobStore } from './jobStore.ts';
import { decodeReport } from './reportFormat.ts';
import type { Tables } from './schema.ts';

const ClipState = z.enum(['waiting', 'ready', 'failed']);

/** A part of a recording that a report shows, or shall show. */
export interface StoredClip extends Span {
  state: z.infer<typeof ClipState>;
  /** Of one that is ready. */
  fileId: MediaFileId | undefined;
  durationMs: number | undefined;
}

/** Which clips reports want, and how far they are, on SQLite and PostgreSQL. */
export class ReportClipStore extends DatabaseStore {
  readonly #jobs: JobStore;

  constructor(database: Database, jobs: JobStore) {
    super(database);
    this.#jobs = jobs;
  }

  /**
   * Brings the clips in step with what the report's draft and its published content show, no matter who saved which of them meanwhile. What neither
   * shows any more is out of date; for what is missing the job is asked for.
   */
  follow(interviewId: InterviewId, recordingId: RecordingId): Promise<void> {
    return this.inTransaction(async transaction => {
      // Writing first makes others who save or follow wait.
      const report = await transaction
        .updateTable('reports')
        .set(row => ({ version: row.ref('version') }))
        .where('interviewId', '=', interviewId)
        .returning(['content', 'published'])
        .executeTakeFirst();
      if (!report) return;
      const wanted = [report.content, report.published].flatMap(spansIn);
      const before = await rowsOf(transaction, interviewId);
      for (const row of before)
        if (!wanted.some(span => isSame(span, row))) await dropClip(transaction, interviewId, row);
      for (const { fromMs, toMs } of wanted)
        await transaction
          .insertInto('reportClips')
          .values({ interviewId, fromMs, toMs, state: 'waiting', fileId: null, durationMs: null })
          .onConflict(conflict => conflict.doNothing())
          .execute();
      const after = await rowsOf(transaction, interviewId);
      if (after.some(({ state }) => state === 'waiting'))
        await this.#jobs.enqueueAgain({ kind: 'clips', target: recordingId }, transaction);
    });
  }

  /** In order of time. */
  async of(interviewId: InterviewId): Promise<StoredClip[]> {
    return rowsOf(this.kysely, interviewId);
  }

  /** Has a file that is in the storage shown as the clip. Where no one wants the clip any more, the file is out of date at once. */
  async finish(
    interviewId: InterviewId,
    { fromMs, toMs }: Span,
    {
      fileId,
      recordingId,
      durationMs,
    }: { fileId: MediaFileId; recordingId: RecordingId; durationMs: number },
  ): Promise<'kept' | 'unwanted' | 'erased'> {
    return this.inTransaction(async transaction => {
      const alive = await transaction
        .updateTable('recordings')
        .set(row => ({ seenSeq: row.ref('seenSeq') }))
        .where('recordingId', '=', recordingId)
        .where('state', '!=', 'erased')
        .executeTakeFirst();
      if (alive.numUpdatedRows !== 1n) return 'erased';
      const kept = await transaction
        .updateTable('reportClips')
        .set({ state: 'ready', fileId, durationMs })
        .where('interviewId', '=', interviewId)
        .where('fromMs', '=', fromMs)
        .where('toMs', '=', toMs)
        .executeTakeFirst();
      const isKept = kept.numUpdatedRows === 1n;
      await transaction
        .updateTable('recordingFiles')
        .set({ state: isKept ? 'stored' : 'superseded' })
        .where('fileId', '=', fileId)
        .execute();
      return isKept ? 'kept' : 'unwanted';
    });
  }

  /** There is nothing to be cut. */
  async fail(interviewId: InterviewId, { fromMs, toMs }: Span): Promise<void> {
    await this.kysely
      .updateTable('reportClips')
      .set({ state: 'failed' })
      .where('interviewId', '=', interviewId)
      .where('fromMs', '=', fromMs)
      .where('toMs', '=', toMs)
      .where('state', '=', 'waiting')
      .execute();
  }
}

/** The recording was made playable anew: whatever was cut of it before is cut again. Whether there is anything to cut. */
export async function renewClips(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
): Promise<boolean> {
  const renewed = await transaction
    .updateTable('reportClips')
    .set({ state: 'waiting', fileId: null, durationMs: null })
    .where('interviewId', '=', interviewId)
    .executeTakeFirst();
  return renewed.numUpdatedRows > 0n;
}

function spansIn(content: string | null): Span[] {
  return content === null ? [] : clipsOf(decodeReport(content));
}

function isSame(a: Span, b: Span): boolean {
  return a.fromMs === b.fromMs && a.toMs === b.toMs;
}

async function rowsOf(db: Kysely<Tables>, interviewId: InterviewId): Promise<StoredClip[]> {
  const rows = await db
    .selectFrom('reportClips')
    .selectAll()
    .where('interviewId', '=', interviewId)
    .orderBy('fromMs')
    .orderBy('toMs')
    .execute();
  return rows.map(({ fromMs, toMs, state, fileId, durationMs }) => ({
    fromMs,
    toMs,
    state: ClipState.parse(state),
    fileId: fileId === null ? undefined : MediaFileId.parse(fileId),
    durationMs: durationMs ?? undefined,
  }));
}

/** Its file is deleted as all that is out of date. */
async function dropClip(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
  { fromMs, toMs, fileId }: StoredClip,
): Promise<void> {
  await transaction
    .deleteFrom('reportClips')
    .where('interviewId', '=', interviewId)
    .where('fromMs', '=', fromMs)
    .where('toMs', '=', toMs)
    .execute();
  if (fileId === undefined) return;
  await transaction
    .updateTable('recordingFiles')
    .set({ state: 'superseded' })
    .where('fileId', '=', fileId)
    .execute();
}
