import { buffer } from 'node:stream/consumers';
import type { Logger } from 'pino';
import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { ImportId } from '../../../shared/ids.ts';
import { isInScope, teamScopeOf } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import {
  IMPORT_DAYS,
  type ImportCheck,
  type ImportPlan,
  type ImportSummary,
  type ImportView,
} from '../../../shared/protocol/importRoutes.ts';
import { type TemplateContent, titleFor } from '../../../shared/protocol/templateRoutes.ts';
import { type Config, deriveKey } from '../../config.ts';
import { inWorker } from '../../inWorker.ts';
import { Poller } from '../../Poller.ts';
import type { ImportStore, StoredImport } from '../../store/importStore.ts';
import type { WorkloadStore } from '../../store/workloadStore.ts';
import type { JobRunner } from '../jobs/JobRunner.ts';
import type { Templates } from '../templates/Templates.ts';
import { busyInterviewers, seatsOfRows } from './busyRows.ts';
import { previewOf, readChecked } from './checkFile.ts';
import type { CheckedRow } from './checkRows.ts';
import { ImportJob } from './ImportJob.ts';
import type { CheckedFile, ImportTask, ReadFile } from './importTask.ts';

const HOUR_MS = 60 * 60_000;
const LISTED = 20;
/** Stands in for the title and job role of interviews without a template, whose rows name one each. */
const EACH_ROW = '—';
const WORKER = new URL('importWorker.ts', import.meta.url);

type Content = { content: TemplateContent };

export interface InterviewImportsOptions {
  config: Pick<Config, 'secret'>;
  store: ImportStore;
  templates: Templates;
  workloads: Pick<WorkloadStore, 'staffSeats'>;
  listStaff: () => Promise<StaffMember[]>;
  runner: Pick<JobRunner, 'add' | 'poll'>;
  mailConfigured: boolean;
  logger: Logger;
  /** Replaces the worker thread, whose start takes as long as a test. */
  carryOut?: ((task: ImportTask) => unknown) | undefined;
}

/**
 * Creates interviews from a CSV file of candidates: uploads it, checks it, and starts the job that creates
 * them. A file is seen only by the member who uploaded it.
 */
export class InterviewImports {
  readonly #options: InterviewImportsOptions;
  readonly #secret: Uint8Array;
  readonly #poller: Poller;

  constructor(options: InterviewImportsOptions) {
    const { store, runner, logger } = options;
    this.#options = options;
    this.#secret = deriveKey(options.config.secret, 'imported rows');
    runner.add(new ImportJob({ ...options, check: imported => this.#checkWhole(imported) }));
    this.#poller = new Poller({
      task: () => store.deleteOld(Date.now() - IMPORT_DAYS * 24 * HOUR_MS),
      intervalMs: HOUR_MS,
      onError: error => logger.warn({ err: error }, 'the files of old imports could not be deleted'),
    });
  }

  close(): Promise<void> {
    return this.#poller.close();
  }

  /** Keeps a file. Throws `invalid` if it can't be imported. */
  async upload(fileName: string, bytes: AsyncIterable<Uint8Array>, member: StaffMember): Promise<ImportId> {
    const read = await this.#inWorker<ReadFile>({ task: 'read', bytes: await buffer(bytes) });
    if ('refused' in read) throw AppError.fromReply({ code: 'invalid', retryable: false, ...read.refused });
    const importId = ImportId.parse(uuidv7());
    await this.#options.store.create({ importId, createdBy: member.userId, fileName, ...read });
    return importId;
  }

  async listOf(member: StaffMember): Promise<ImportSummary[]> {
    return (await this.#options.store.listOf(member.userId, LISTED)).map(summaryOf);
  }

  /** Throws `not-found` for another member's import. */
  async require(importId: ImportId, member: StaffMember): Promise<StoredImport> {
    const imported = await this.#options.store.find(importId);
    if (imported?.createdBy !== member.userId) throw AppError.notFound('import', importId);
    return imported;
  }

  /** Checks all rows, and remembers the plan. */
  async check(importId: ImportId, plan: ImportPlan, member: StaffMember): Promise<ImportCheck> {
    const imported = await this.#requireUnstarted(importId, member);
    const { store, templates } = this.#options;
    const template = await this.#requireFitting(imported, plan, member);
    await store.keepPlan(importId, plan);
    const checked = await this.#checkWhole({ ...imported, plan, template });
    const known = await store.knownKeys(checked.keys);
    const minutes = await templates.minutesOf(template.content);
    const { chunks, keys: _keys, first, ...check } = checked;
    const { jobRole, people, title, recruiter } = template.content;
    const interviewers = people.filter(({ role }) => role === 'interviewer');
    const rows = recruiter ? [] : newRows(chunks, known);
    return {
      ...check,
      busy: await this.#busyAt(seatsOfRows(rows, { minutes, interviewers }), member),
      good: check.good - known.size,
      known: known.size,
      preview: first
        .filter(({ key }) => !known.has(key))
        .map(row => previewOf(row, { title: titleFor(title, row.name), jobRole, minutes, interviewers })),
    };
  }

  /** Starts creating interviews. Throws `conflict` if the import is running or done, or has open questions. */
  async start(importId: ImportId, plan: ImportPlan, member: StaffMember): Promise<void> {
    const imported = await this.require(importId, member);
    const { store, runner, mailConfigured } = this.#options;
    const template = await this.#requireFitting(imported, plan, member);
    const checked = await this.#checkWhole({ ...imported, plan, template });
    if (checked.missing.length > 0 || checked.twice.length > 0 || checked.ambiguous)
      throw new AppError('conflict', 'import-unclear');
    const dateOrder = plan.dateOrder ?? checked.order?.is;
    const { mail: _usual, ...content } = template.content;
    const frozen = { ...content, ...(plan.mail && mailConfigured && { mail: plan.mail }) };
    const started = await store.start(
      importId,
      { plan: { ...plan, ...(dateOrder && { dateOrder }) }, template: { content: frozen } },
      {
        actor: member.userId,
        action: 'import.started',
        target: importId,
        details: { rows: imported.rowCount },
      },
    );
    if (!started) throw new AppError('conflict', 'import-started');
    runner.poll();
  }

  async delete(importId: ImportId, member: StaffMember): Promise<void> {
    const { state } = await this.require(importId, member);
    if (state === 'running') throw new AppError('conflict', 'import-started');
    await this.#options.store.delete(importId);
  }

  /** Returns the problems of a file that isn't started, chunk by chunk. */
  async checkedChunks(imported: StoredImport, member: StaffMember): Promise<CheckedFile> {
    const { plan } = imported;
    return this.#checkWhole({
      ...imported,
      ...(plan && { template: await this.#templateOf(plan, member) }),
    });
  }

  async #busyAt(seats: ReturnType<typeof seatsOfRows>, member: StaffMember): Promise<ImportCheck['busy']> {
    const from = seats[0]?.from;
    if (from === undefined) return [];
    const to = seats.reduce((latest, seat) => Math.max(latest, seat.to), from);
    const planned = await this.#options.workloads.staffSeats({ from, to });
    const scope = teamScopeOf(member);
    return busyInterviewers(seats, planned, ({ teamId }) => isInScope(teamId, scope));
  }

  async #requireUnstarted(importId: ImportId, member: StaffMember): Promise<StoredImport> {
    const imported = await this.require(importId, member);
    if (imported.state !== 'checking') throw new AppError('conflict', 'import-started');
    return imported;
  }

  /** Returns the template. Throws `invalid` for a plan that doesn't fit the file or the template. */
  async #requireFitting({ columns }: StoredImport, plan: ImportPlan, member: StaffMember): Promise<Content> {
    if (plan.columns.length !== columns.length) throw AppError.refused('the plan has other columns');
    const template = await this.#templateOf(plan, member);
    if (plan.chooseUntil !== undefined) {
      if (plan.chooseUntil <= Date.now())
        throw AppError.invalid('scheduling-passed', {
          field: 'plan.chooseUntil',
          fields: { 'plan.chooseUntil': { reason: 'scheduling-passed' } },
        });
    }
    return template;
  }

  async #templateOf({ templateId, jobRole = EACH_ROW }: ImportPlan, member: StaffMember): Promise<Content> {
    if (templateId) return this.#options.templates.require(templateId, member);
    return { content: { title: jobRole, jobRole, people: [] } };
  }

  async #checkWhole({ importId, plan, columns, startedAt, template }: StoredImport): Promise<CheckedFile> {
    if (!plan) throw new Error('An import without a plan was checked.');
    const { store, listStaff } = this.#options;
    const [chunks, staff] = await Promise.all([store.chunks(importId), listStaff()]);
    return this.#inWorker<CheckedFile>({
      task: 'check',
      chunks: chunks.map(({ rows, done }) => (done ? '[]' : rows)),
      context: {
        plan,
        columnNames: columns.map(({ name }) => name),
        members: new Map(
          staff.filter(({ disabled }) => !disabled).map(({ email, name }) => [email.toLowerCase(), name]),
        ),
        now: startedAt ?? Date.now(),
        offersTimes: template !== undefined && offersTimes(template),
        secret: this.#secret,
      },
    });
  }

  async #inWorker<R>(task: ImportTask): Promise<R> {
    const { carryOut = (wanted: ImportTask) => inWorker(WORKER, wanted, 'staff') } = this.#options;
    // The type is right, because a task is answered with this type.
    return (await carryOut(task)) as R;
  }
}

/** Returns the rows from which interviews will be created. */
function newRows(chunks: readonly string[], known: ReadonlySet<string>): CheckedRow[] {
  return chunks.flatMap(chunk => readChecked(chunk).good).filter(({ key }) => !known.has(key));
}

/** True if there are times that a candidate can choose from, without more interviewers. */
function offersTimes({ content: { recruiter, people } }: Content): boolean {
  return (
    recruiter !== undefined || people.some(({ role, email }) => role === 'interviewer' && email !== undefined)
  );
}

export function summaryOf(imported: StoredImport): ImportSummary {
  const { importId, fileName, createdAt, state, rowCount, done, created, known, bad } = imported;
  return { importId, fileName, createdAt, state, rows: rowCount, done, created, known, bad };
}

export function viewOf(imported: StoredImport): ImportView {
  const { encoding, separator, columns, plan, reason } = imported;
  return {
    ...summaryOf(imported),
    encoding,
    separator,
    columns,
    ...(plan && { plan }),
    ...(reason && { reason }),
  };
}
