import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { type InterviewId, MediaFileId, type RecordingId } from '../../shared/ids.ts';
import type { Span } from '../../shared/recording/finished.ts';
import { clipsOf } from '../../shared/report/reportContent.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { JobStore } from './jobStore.ts';
import { lockRecording } from './mediaFileStore.ts';
import { decodeReport } from './reportFormat.ts';
import { deleteRows, findRows, insertMissing, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

const ClipState = z.enum(['waiting', 'ready', 'failed']);

export interface StoredClip extends Span {
  state: z.infer<typeof ClipState>;
  fileId: MediaFileId | undefined;
  durationMs: number | undefined;
}

export class ReportClipStore extends DatabaseStore {
  readonly #jobs: JobStore;

  constructor(database: Database, jobs: JobStore) {
    super(database);
    this.#jobs = jobs;
  }

  /** Adds missing clips of the draft and the published report, and a job for them. Deletes unused clips. */
  follow(interviewId: InterviewId, recordingId: RecordingId): Promise<void> {
    return this.inTransaction(async transaction => {
      // Writes to the report before reading it, so that other writers wait.
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
        await insertMissing(transaction, 'reportClips', {
          interviewId,
          fromMs,
          toMs,
          state: 'waiting',
          fileId: null,
          durationMs: null,
        });
      const after = await rowsOf(transaction, interviewId);
      if (after.some(({ state }) => state === 'waiting'))
        await this.#jobs.enqueueAgain({ kind: 'clips', target: recordingId }, transaction);
    });
  }

  async of(interviewId: InterviewId): Promise<StoredClip[]> {
    return rowsOf(this.kysely, interviewId);
  }

  /** Assigns an uploaded file to a clip. Marks the file as superseded if the clip was deleted. */
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
      if (!(await lockRecording(transaction, recordingId))) return 'erased';
      const updated = await updateRows(
        transaction,
        'reportClips',
        { interviewId, fromMs, toMs },
        { state: 'ready', fileId, durationMs },
      );
      const isWanted = updated === 1;
      const state = isWanted ? 'stored' : 'superseded';
      await updateRows(transaction, 'recordingFiles', { fileId }, { state });
      return isWanted ? 'kept' : 'unwanted';
    });
  }

  async fail(interviewId: InterviewId, { fromMs, toMs }: Span): Promise<void> {
    await updateRows(
      this.kysely,
      'reportClips',
      { interviewId, fromMs, toMs, state: 'waiting' },
      { state: 'failed' },
    );
  }
}

/** Resets all clips, so that they are cut again. Returns false when there are none. */
export async function renewClips(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
): Promise<boolean> {
  const renewed = await updateRows(
    transaction,
    'reportClips',
    { interviewId },
    { state: 'waiting', fileId: null, durationMs: null },
  );
  return renewed > 0;
}

function spansIn(content: string | null): Span[] {
  return content === null ? [] : clipsOf(decodeReport(content));
}

function isSame(a: Span, b: Span): boolean {
  return a.fromMs === b.fromMs && a.toMs === b.toMs;
}

async function rowsOf(db: Kysely<Tables>, interviewId: InterviewId): Promise<StoredClip[]> {
  const rows = await findRows(db, 'reportClips', { interviewId }, 'fromMs', 'toMs');
  return rows.map(({ fromMs, toMs, state, fileId, durationMs }) => ({
    fromMs,
    toMs,
    state: ClipState.parse(state),
    fileId: fileId === null ? undefined : MediaFileId.parse(fileId),
    durationMs: durationMs ?? undefined,
  }));
}

/** Deletes a clip. Its file is deleted later, like all superseded files. */
async function dropClip(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
  { fromMs, toMs, fileId }: StoredClip,
): Promise<void> {
  await deleteRows(transaction, 'reportClips', { interviewId, fromMs, toMs });
  if (fileId === undefined) return;
  await updateRows(transaction, 'recordingFiles', { fileId }, { state: 'superseded' });
}
