import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import { ImportId } from '../../../shared/ids.ts';
import { staffMay } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { TemplateContent } from '../../../shared/protocol/templateRoutes.ts';
import { type BadRow, ChunkTaken, type ImportStore, type StoredImport } from '../../store/importStore.ts';
import { type JobContext, JobError, type JobHandler } from '../jobs/job.ts';
import type { TemplateCandidate, Templates } from '../templates/Templates.ts';
import type { CheckedRows } from './checkFile.ts';
import type { CheckedRow } from './checkRows.ts';
import type { CsvRow } from './csvFile.ts';
import type { CheckedFile } from './importTask.ts';

export interface ImportJobOptions {
  store: ImportStore;
  templates: Templates;
  listStaff: () => Promise<StaffMember[]>;
  check: (imported: StoredImport) => Promise<CheckedFile>;
  logger: Logger;
}

interface Chunk {
  chunk: number;
  rows: readonly CsvRow[];
  checked: CheckedRows;
}

const NO_LONGER_ALLOWED = 'The member who started this import can no longer create these interviews.';

/**
 * Creates the interviews of a file, a chunk in each transaction. After an interruption, continues with the
 * first chunk that isn't done. Rows whose interviews exist are skipped.
 */
export class ImportJob implements JobHandler {
  readonly kind = 'interview-import';
  readonly atMost = 1;
  readonly #options: ImportJobOptions;

  constructor(options: ImportJobOptions) {
    this.#options = options;
  }

  async run(target: string, { signal, progress }: JobContext): Promise<void> {
    const { store } = this.#options;
    const importId = ImportId.parse(target);
    const imported = await store.find(importId);
    if (imported?.state !== 'running' || !imported.template) return;
    try {
      await this.#importAll(imported, imported.template, { signal, progress });
      await store.settle(importId, 'done');
    } catch (error) {
      if (!(error instanceof JobError)) throw error;
      await store.settle(importId, 'failed', error.message);
    }
  }

  async #importAll(
    imported: StoredImport,
    template: { content: TemplateContent },
    { signal, progress }: Pick<JobContext, 'signal' | 'progress'>,
  ): Promise<void> {
    const { store, check } = this.#options;
    const member = await this.#requireMember(imported.createdBy);
    const { chunks: results } = await check(imported);
    const chunks = await store.chunks(imported.importId);
    for (const [index, { chunk, done, rows }] of chunks.entries()) {
      signal.throwIfAborted();
      if (!done) {
        const part = {
          chunk,
          rows: JSON.parse(rows) as CsvRow[],
          checked: JSON.parse(results[index] ?? '') as CheckedRows,
        };
        await this.#importChunk(part, { imported, template, member });
      }
      progress((index + 1) / chunks.length);
      // Lets other work run, because SQLite queries don't yield to the event loop.
      await nextTurn();
    }
  }

  async #importChunk(
    { chunk, rows, checked }: Chunk,
    {
      imported,
      template,
      member,
    }: { imported: StoredImport; template: { content: TemplateContent }; member: StaffMember },
  ): Promise<void> {
    const { store, templates } = this.#options;
    const { importId } = imported;
    let { good } = checked;
    const problems = [...checked.problems];
    for (;;) {
      const knownKeys = await store.knownKeys(good.map(({ key }) => key));
      const fresh = good.filter(({ key }) => !knownKeys.has(key));
      const finished = {
        ...{ importId, chunk, rows: rows.length, known: knownKeys.size },
        bad: badRows(rows, problems),
      };
      try {
        if (fresh.length === 0) await store.finishAlone({ ...finished, created: [] });
        else
          await templates.createInterviews(
            template,
            fresh.map(row => candidateOf(row, imported)),
            member,
            (transaction, interviewIds) => {
              const created = fresh.flatMap(({ key }, index) => {
                const interviewId = interviewIds[index];
                return interviewId ? [{ key, interviewId }] : [];
              });
              return store.finish({ ...finished, created }, transaction);
            },
          );
        return;
      } catch (error) {
        if (error instanceof ChunkTaken) {
          // Another server has finished the chunk, or another import has just created one of the interviews.
          const now = (await store.chunks(importId)).find(one => one.chunk === chunk);
          if (!now || now.done) return;
          continue;
        }
        const refused = refusedRow(error, fresh);
        if (!refused) throw isRefusal(error) ? new JobError(NO_LONGER_ALLOWED, 'never', error) : error;
        good = good.filter(row => row !== refused);
        problems.push({
          row: refused.row,
          column: '',
          expected: 'An interview that the template allows',
          fix: 'Compare this row with the template, or create this interview without the file.',
        });
      }
    }
  }

  async #requireMember(userId: string): Promise<StaffMember> {
    const member = (await this.#options.listStaff()).find(one => one.userId === userId);
    if (!member || member.disabled || !staffMay('interviews.create', member.role))
      throw new JobError(NO_LONGER_ALLOWED, 'never');
    return member;
  }
}

/** True when a rule forbids the interviews, so that trying again is useless. */
function isRefusal(error: unknown): boolean {
  return error instanceof AppError && ['forbidden', 'not-found', 'invalid', 'conflict'].includes(error.code);
}

function refusedRow(error: unknown, rows: readonly CheckedRow[]): CheckedRow | undefined {
  if (!isRefusal(error) || !(error instanceof AppError)) return undefined;
  if (error.code !== 'invalid') return undefined;
  return rows.length === 1 ? rows[0] : rows[Number(error.details?.index)];
}

function candidateOf(row: CheckedRow, { plan, startedAt = 0 }: StoredImport): TemplateCandidate {
  const { name, email, scheduledAt, timeZone, title, jobRole, minutes, interviewers } = row;
  const chooses = scheduledAt === undefined;
  return {
    ...{ displayName: name, email, timeZone, title, jobRole, plannedMinutes: minutes },
    scheduledAt: scheduledAt ?? plan?.chooseUntil ?? startedAt,
    ...(chooses && { candidateChooses: true as const }),
    people: interviewers.map(person => ({ role: 'interviewer', ...person })),
  };
}

function badRows(rows: readonly CsvRow[], problems: CheckedRows['problems']): BadRow[] {
  const byRow = Map.groupBy(problems, ({ row }) => row);
  return rows.flatMap(([row, cells]): BadRow[] => {
    const own = byRow.get(row);
    return own ? [[row, [...cells], own]] : [];
  });
}
