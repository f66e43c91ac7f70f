import type { Kysely } from 'kysely';
import { z } from 'zod';
import { ImportId, type InterviewId } from '../../shared/ids.ts';
import type { InterviewPhase } from '../../shared/interview/phases.ts';
import { ImportColumn, ImportPlan, ImportState, RowProblem } from '../../shared/protocol/importRoutes.ts';
import { TemplateContent } from '../../shared/protocol/templateRoutes.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { JobStore } from './jobStore.ts';
import { json, optional } from './rowSchemas.ts';
import { deleteRows, findRow, findRows, insertMissing, insertRows, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

const CANCELED: InterviewPhase = 'cancelled';
/** Number of keys per query. */
const KEYS_AT_ONCE = 500;

export const importJob = (importId: string) => ({ kind: 'interview-import', target: importId });

const nullableJson = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .nullable()
    .transform(text => (text === null ? undefined : schema.parse(JSON.parse(text))));

export const StoredImport = z.object({
  importId: ImportId,
  createdBy: z.string(),
  createdAt: z.number(),
  fileName: z.string(),
  encoding: z.string(),
  separator: z.string(),
  columns: json(z.array(ImportColumn)),
  state: ImportState,
  plan: nullableJson(ImportPlan),
  /** The template as it was when the import started, or what stands in for one. */
  template: nullableJson(z.object({ content: TemplateContent })),
  startedAt: optional(z.number()),
  rowCount: z.number(),
  done: z.number(),
  created: z.number(),
  known: z.number(),
  bad: z.number(),
  reason: optional(z.string()),
});
export type StoredImport = z.infer<typeof StoredImport>;

export type NewImport = Pick<
  StoredImport,
  'importId' | 'createdBy' | 'fileName' | 'encoding' | 'separator' | 'columns' | 'rowCount'
> & {
  /** Rows in JSON, a list for each chunk. */
  chunks: readonly string[];
};

/** A row that wasn't imported: its number, its cells, and its problems. */
export const BadRow = z.tuple([z.number(), z.array(z.string()), z.array(RowProblem)]);
export type BadRow = z.infer<typeof BadRow>;

export interface FinishedChunk {
  importId: ImportId;
  chunk: number;
  rows: number;
  known: number;
  bad: readonly BadRow[];
  /** Interviews that the transaction creates. */
  created: readonly { key: string; interviewId: InterviewId }[];
}

/** The chunk, or one of its rows, was imported by another server or import. Nothing may be created. */
export class ChunkTaken extends Error {}

/** Files of candidates, until their interviews are created, and which interviews were created. */
export class ImportStore extends DatabaseStore {
  readonly #jobs: JobStore;
  readonly #audit: AuditLog;

  constructor(database: Database, jobs: JobStore, audit: AuditLog) {
    super(database);
    this.#jobs = jobs;
    this.#audit = audit;
  }

  async create({ chunks, columns, ...facts }: NewImport): Promise<void> {
    const { importId } = facts;
    await this.inTransaction(async transaction => {
      await insertRows(transaction, 'interviewImports', {
        ...facts,
        columns: JSON.stringify(columns),
        createdAt: Date.now(),
        ...{ state: 'checking', plan: null, template: null, startedAt: null, reason: null },
        ...{ done: 0, created: 0, known: 0, bad: 0 },
      });
      for (const [chunk, rows] of chunks.entries())
        await insertRows(transaction, 'interviewImportRows', { importId, chunk, done: 0, rows });
    });
  }

  async find(importId: ImportId): Promise<StoredImport | undefined> {
    const row = await findRow(this.kysely, 'interviewImports', { importId });
    return row && StoredImport.parse(row);
  }

  /** Lists a member's imports, newest first. */
  async listOf(createdBy: string, limit: number): Promise<StoredImport[]> {
    const rows = await this.kysely
      .selectFrom('interviewImports')
      .selectAll()
      .where('createdBy', '=', createdBy)
      .orderBy('createdAt', 'desc')
      .orderBy('importId', 'desc')
      .limit(limit)
      .execute();
    return rows.map(row => StoredImport.parse(row));
  }

  /** Returns chunks in order. `rows`: in JSON, all rows, or those with problems if the chunk is done. */
  async chunks(importId: ImportId): Promise<{ chunk: number; done: boolean; rows: string }[]> {
    const rows = await findRows(this.kysely, 'interviewImportRows', { importId }, 'chunk');
    return rows.map(row => ({ chunk: row.chunk, done: row.done === 1, rows: row.rows }));
  }

  async keepPlan(importId: ImportId, plan: ImportPlan): Promise<void> {
    const unstarted = { importId, state: 'checking' };
    await updateRows(this.kysely, 'interviewImports', unstarted, { plan: JSON.stringify(plan) });
  }

  /** Starts an import, or continues one that failed. Returns false if it is running or done. */
  async start(
    importId: ImportId,
    { plan, template }: { plan: ImportPlan; template: { content: TemplateContent } },
    entry: AuditEntry,
  ): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const startable = { importId, state: ['checking', 'failed'] };
      const changes = { state: 'running', reason: null, startedAt: Date.now() };
      const frozen = { plan: JSON.stringify(plan), template: JSON.stringify(template) };
      if ((await updateRows(transaction, 'interviewImports', startable, { ...changes, ...frozen })) !== 1)
        return false;
      await this.#audit.add(entry, transaction);
      await this.#jobs.enqueueAgain(importJob(importId), transaction);
      return true;
    });
  }

  /** Returns those of the keys whose interviews exist and aren't canceled. */
  async knownKeys(keys: readonly string[]): Promise<Set<string>> {
    const known = new Set<string>();
    for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
      const rows = await this.kysely
        .selectFrom('importedInterviews')
        .innerJoin('interviews', 'interviews.interviewId', 'importedInterviews.interviewId')
        .select('rowKey')
        .where('rowKey', 'in', keys.slice(from, from + KEYS_AT_ONCE))
        .where('phase', '!=', CANCELED)
        .execute();
      for (const { rowKey } of rows) known.add(rowKey);
    }
    return known;
  }

  /**
   * Records a chunk in the transaction that creates its interviews. Throws `ChunkTaken` if the chunk is done, or
   * if the interview of one of its rows exists.
   */
  async finish(
    { importId, chunk, rows, known, bad, created }: FinishedChunk,
    transaction: Kysely<Tables>,
  ): Promise<void> {
    const open = { importId, chunk, done: 0 };
    const left = { done: 1, rows: JSON.stringify(bad) };
    if ((await updateRows(transaction, 'interviewImportRows', open, left)) !== 1) throw new ChunkTaken();
    await claim(transaction, importId, created);
    await transaction
      .updateTable('interviewImports')
      .set(old => ({
        done: old('done', '+', rows),
        created: old('created', '+', created.length),
        known: old('known', '+', known),
        bad: old('bad', '+', bad.length),
      }))
      .where('importId', '=', importId)
      .execute();
  }

  /** Like `finish`, for a chunk without new interviews. */
  finishAlone(finished: FinishedChunk): Promise<void> {
    return this.inTransaction(transaction => this.finish(finished, transaction));
  }

  async settle(importId: ImportId, state: 'done' | 'failed', reason?: string): Promise<void> {
    const running = { importId, state: 'running' };
    await updateRows(this.kysely, 'interviewImports', running, { state, reason: reason ?? null });
  }

  /** Deletes an import's file. Does nothing while it is running. */
  async delete(importId: ImportId): Promise<void> {
    await deleteRows(this.kysely, 'interviewImports', { importId, state: is('!=', 'running') });
  }

  async deleteOld(createdBefore: number): Promise<void> {
    const old = { createdAt: is('<', createdBefore), state: is('!=', 'running') };
    await deleteRows(this.kysely, 'interviewImports', old);
  }
}

/** Claims the keys of rows for new interviews. A canceled interview loses its claim. */
async function claim(
  transaction: Kysely<Tables>,
  importId: ImportId,
  created: FinishedChunk['created'],
): Promise<void> {
  const rows = created.map(({ key, interviewId }) => ({ rowKey: key, importId, interviewId }));
  if ((await insertMissing(transaction, 'importedInterviews', ...rows)) === rows.length) return;
  for (const { rowKey, interviewId } of rows) {
    const { numUpdatedRows } = await transaction
      .updateTable('importedInterviews')
      .set({ importId, interviewId })
      .where('rowKey', '=', rowKey)
      .where(({ or, eb, selectFrom }) =>
        or([
          // Inserted above.
          eb('interviewId', '=', interviewId),
          eb(
            'interviewId',
            'in',
            selectFrom('interviews').select('interviews.interviewId').where('phase', '=', CANCELED),
          ),
        ]),
      )
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new ChunkTaken();
  }
}
