import type { Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import { type CommandId, InterviewId, LinkId, SeatId } from '../../shared/ids.ts';
import type { InterviewEvent } from '../../shared/interview/events.ts';
import { InterviewPhase } from '../../shared/interview/phases.ts';
import type { Database } from './database.ts';
import { isUniqueViolation, withDatabase } from './databaseErrors.ts';
import { decodeEvent, encodeEvent } from './eventRows.ts';
import type { Append, InterviewStore, StoredCommand, StoredLink, StoredSummary } from './interviewStore.ts';
import type { Tables } from './schema.ts';

const Names = z.array(z.string());
const LinkRow = z.object({
  linkId: LinkId,
  seatId: SeatId,
  interviewId: InterviewId,
  tokenHash: z.string(),
  expiresAt: z.number(),
  revokedAt: z.number().nullable(),
});

/** Interviews in a SQL database. Has nothing of its own to close. */
export class KyselyInterviewStore implements InterviewStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async append(append: Append): Promise<'appended' | 'stale'> {
    try {
      return await withDatabase(() =>
        this.#kysely.transaction().execute(transaction => appendIn(transaction, append)),
      );
    } catch (error) {
      // Somebody else's transaction with the same number or command id was faster.
      if (error instanceof Stale || isUniqueViolation(error)) return 'stale';
      throw error;
    }
  }

  async readEvents(interviewId: InterviewId, afterSeq: number): Promise<InterviewEvent[]> {
    const rows = await withDatabase(() =>
      this.#kysely
        .selectFrom('interviewEvents')
        .selectAll()
        .where('interviewId', '=', interviewId)
        .where('seq', '>', afterSeq)
        .orderBy('seq')
        .execute(),
    );
    return rows.map(decodeEvent);
  }

  async lastSeq(interviewId: InterviewId): Promise<number> {
    const row = await withDatabase(() =>
      this.#kysely
        .selectFrom('interviews')
        .select('lastSeq')
        .where('interviewId', '=', interviewId)
        .executeTakeFirst(),
    );
    return row?.lastSeq ?? 0;
  }

  async findCommand(commandId: CommandId): Promise<StoredCommand | undefined> {
    const row = await withDatabase(() =>
      this.#kysely.selectFrom('commands').selectAll().where('commandId', '=', commandId).executeTakeFirst(),
    );
    if (!row) return undefined;
    return {
      commandId,
      interviewId: InterviewId.parse(row.interviewId),
      actorKey: row.actorKey,
      fingerprint: row.fingerprint,
      result: JSON.parse(row.result),
    };
  }

  findLink(tokenHash: string): Promise<StoredLink | undefined> {
    return this.#findLinkBy('tokenHash', tokenHash);
  }

  findLinkById(linkId: LinkId): Promise<StoredLink | undefined> {
    return this.#findLinkBy('linkId', linkId);
  }

  async listSummaries(): Promise<StoredSummary[]> {
    const rows = await withDatabase(() =>
      this.#kysely
        .selectFrom('interviews')
        .selectAll()
        .orderBy('scheduledAt', 'desc')
        .orderBy('interviewId', 'desc')
        .execute(),
    );
    return rows.map(summaryOf);
  }

  async listPresent(): Promise<InterviewId[]> {
    const rows = await withDatabase(() =>
      this.#kysely
        .selectFrom('interviews')
        .select('interviewId')
        .where('phase', 'in', ['lobby', 'open'])
        .where(where =>
          where.or([
            where('presentCandidate', '>', 0),
            where('presentInterviewer', '>', 0),
            where('presentEvaluator', '>', 0),
            where('presentObserver', '>', 0),
          ]),
        )
        .execute(),
    );
    return rows.map(row => InterviewId.parse(row.interviewId));
  }

  get #kysely() {
    return this.#database.kysely;
  }

  async #findLinkBy(column: 'tokenHash' | 'linkId', value: string): Promise<StoredLink | undefined> {
    const row = await withDatabase(() =>
      this.#kysely.selectFrom('links').selectAll().where(column, '=', value).executeTakeFirst(),
    );
    return row && LinkRow.parse(row);
  }
}

/** Thrown inside the transaction to roll it back. */
class Stale extends Error {}

async function appendIn(transaction: Transaction<Tables>, append: Append): Promise<'appended'> {
  const { interviewId, expectedSeq, events } = append;
  const row = summaryRow(append);
  if (expectedSeq === 0) {
    await transaction.insertInto('interviews').values(row).execute();
  } else {
    // First statement, so that it takes the write lock before anything is read.
    const updated = await transaction
      .updateTable('interviews')
      .set(row)
      .where('interviewId', '=', interviewId)
      .where('lastSeq', '=', expectedSeq)
      .executeTakeFirst();
    if (updated.numUpdatedRows !== 1n) throw new Stale();
  }
  if (events.length > 0) {
    await transaction
      .insertInto('interviewEvents')
      .values(events.map(event => encodeEvent(interviewId, event)))
      .execute();
  }
  if (append.command) {
    const { result, ...command } = append.command;
    await transaction
      .insertInto('commands')
      .values({ ...command, result: JSON.stringify(result ?? null) })
      .execute();
  }
  await changeLinks(transaction, append);
  return 'appended';
}

/** Older links die before new ones are born, so that an append can replace a link. */
async function changeLinks(transaction: Transaction<Tables>, append: Append): Promise<void> {
  const { interviewId, revokeLinksOf = [], newLinks = [] } = append;
  if (revokeLinksOf.length > 0) {
    await transaction
      .updateTable('links')
      .set({ revokedAt: Date.now() })
      .where('interviewId', '=', interviewId)
      .where('seatId', 'in', [...revokeLinksOf])
      .where('revokedAt', 'is', null)
      .execute();
  }
  if (newLinks.length > 0) {
    await transaction
      .insertInto('links')
      .values(newLinks.map(link => ({ ...link, interviewId, revokedAt: null })))
      .execute();
  }
}

function summaryRow({ interviewId, expectedSeq, events, summary }: Append) {
  return {
    interviewId,
    lastSeq: expectedSeq + events.length,
    title: summary.title,
    jobRole: summary.jobRole,
    scheduledAt: summary.scheduledAt,
    plannedMinutes: summary.plannedMinutes,
    phase: summary.phase,
    candidateNames: JSON.stringify(summary.candidateNames),
    presentCandidate: summary.present.candidate,
    presentInterviewer: summary.present.interviewer,
    presentEvaluator: summary.present.evaluator,
    presentObserver: summary.present.observer,
  };
}

function summaryOf(row: Selectable<Tables['interviews']>): StoredSummary {
  return {
    interviewId: InterviewId.parse(row.interviewId),
    title: row.title,
    jobRole: row.jobRole,
    scheduledAt: row.scheduledAt,
    plannedMinutes: row.plannedMinutes,
    phase: InterviewPhase.parse(row.phase),
    candidateNames: Names.parse(JSON.parse(row.candidateNames)),
    present: {
      candidate: row.presentCandidate,
      interviewer: row.presentInterviewer,
      evaluator: row.presentEvaluator,
      observer: row.presentObserver,
    },
    lastSeq: row.lastSeq,
  };
}
