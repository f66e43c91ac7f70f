import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { type CommandId, InterviewId, LinkId, SeatId } from '../../shared/ids.ts';
import type { InterviewEvent } from '../../shared/interview/events.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import { type Database, DatabaseStore } from './database.ts';
import { isUniqueViolation } from './databaseErrors.ts';
import { decodeEvents, type EventRow, encodeEvent } from './eventRows.ts';
import { GroupCommit } from './GroupCommit.ts';
import { summaryRow } from './interviewRows.ts';
import {
  type Append,
  type ChatSent,
  type InterviewStore,
  type PlaceInSchedule,
  type PlannedInterview,
  SCORING_EVENTS,
  type StoredCommand,
  type StoredLink,
  type StoredScoring,
} from './interviewStore.ts';
import { KitCache } from './KitCache.ts';
import type { Tables } from './schema.ts';

const LinkRow = z.object({
  linkId: LinkId,
  seatId: SeatId,
  interviewId: InterviewId,
  tokenHash: z.string(),
  expiresAt: z.number(),
  revokedAt: z.number().nullable(),
});

/** Interviews whose ratings are read in one query. */
const SCORINGS_AT_ONCE = 5;

/** Interviews in a SQL database. Has nothing of its own to close. */
export class KyselyInterviewStore extends DatabaseStore implements InterviewStore {
  readonly #append: (append: EncodedAppend) => Promise<Outcome>;
  readonly #kits: KitCache;

  constructor(database: Database) {
    super(database);
    this.#kits = new KitCache(database);
    // SQLite has one writer and syncs each commit; PostgreSQL does both side by side and groups by itself.
    const groups = new GroupCommit<EncodedAppend, Outcome>(appends => this.#commit(appends));
    this.#append =
      database.kind === 'sqlite'
        ? append => groups.run(append)
        : async append => (await this.#commit([append]))[0] ?? 'stale';
  }

  async append(append: Append): Promise<Outcome> {
    try {
      const { interviewId, events } = append;
      const rows = await Promise.all(events.map(event => encodeEvent(interviewId, event, this.#kits)));
      return await this.#append({ ...append, rows });
    } catch (error) {
      // Someone else's transaction with the same number or command id was faster.
      if (isUniqueViolation(error)) return 'stale';
      throw error;
    }
  }

  async readEvents(interviewId: InterviewId, afterSeq: number): Promise<InterviewEvent[]> {
    const rows = await this.kysely
      .selectFrom('interviewEvents')
      .selectAll()
      .where('interviewId', '=', interviewId)
      .where('seq', '>', afterSeq)
      .orderBy('seq')
      .execute();
    return decodeEvents(rows, this.#kits);
  }

  async readChat(interviewId: InterviewId, from: number, count: number): Promise<ChatSent[]> {
    const rows = await this.kysely
      .selectFrom('interviewEvents')
      .selectAll()
      .where('interviewId', '=', interviewId)
      .where('kind', '=', 'chat.sent')
      .orderBy('seq')
      .limit(count)
      .offset(from)
      .execute();
    return (await decodeEvents(rows, this.#kits)).filter(event => event.kind === 'chat.sent');
  }

  async lastSeq(interviewId: InterviewId): Promise<number> {
    const row = await this.kysely
      .selectFrom('interviews')
      .select('lastSeq')
      .where('interviewId', '=', interviewId)
      .executeTakeFirst();
    return row?.lastSeq ?? 0;
  }

  async findCommand(commandId: CommandId): Promise<StoredCommand | undefined> {
    const row = await this.kysely
      .selectFrom('commands')
      .selectAll()
      .where('commandId', '=', commandId)
      .executeTakeFirst();
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

  async listPlanned(limit: number, after: PlaceInSchedule): Promise<PlannedInterview[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .select(['interviewId', 'scheduledAt'])
      // As the index has it, which holds these alone.
      .where(sql<boolean>`practice is null and held_by_recruiter = 1 and phase in ('lobby', 'open')`)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('scheduledAt', 'interviewId'), '>', tuple(after.scheduledAt, `${after.interviewId}`)),
      )
      .orderBy('scheduledAt')
      .orderBy('interviewId')
      .limit(limit)
      .execute();
    return rows.map(({ interviewId, scheduledAt }) => ({
      interviewId: InterviewId.parse(interviewId),
      scheduledAt,
    }));
  }

  async listEmpty(): Promise<InterviewId[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .select('interviewId')
      .where('phase', 'in', ['lobby', 'open'])
      .where('presentCandidate', '=', 0)
      .where('presentInterviewer', '=', 0)
      .where(where =>
        where.exists(
          where
            .selectFrom('interviewEvents')
            .select('seq')
            .whereRef('interviewEvents.interviewId', '=', 'interviews.interviewId')
            .where('kind', '=', 'session.opened'),
        ),
      )
      .execute();
    return rows.map(row => InterviewId.parse(row.interviewId));
  }

  async listPresent(): Promise<InterviewId[]> {
    const rows = await this.kysely
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
      .execute();
    return rows.map(row => InterviewId.parse(row.interviewId));
  }

  async *readScorings(kitId: KitId): AsyncGenerator<StoredScoring> {
    let last: StoredScoring | undefined;
    for (;;) {
      const part = await this.#readSomeScorings(kitId, last?.interviewId ?? '');
      yield* part;
      last = part.at(-1);
      if (!last) return;
      // SQLite answers within the same turn.
      await nextTurn();
    }
  }

  async #readSomeScorings(kitId: KitId, after: string): Promise<StoredScoring[]> {
    const rows = await this.kysely
      .selectFrom('interviewEvents')
      .selectAll()
      .where('interviewId', 'in', interviews =>
        interviews
          .selectFrom('interviews')
          .select('interviewId')
          .where('kitId', '=', kitId)
          .where('scorecardsOpen', '=', 1)
          // What a stranger practices for themselves alone is for no one to evaluate.
          .where(({ eb, or }) => or([eb('practice', 'is', null), eb('practice', '!=', 'self')]))
          .where('interviewId', '>', after)
          .orderBy('interviewId')
          .limit(SCORINGS_AT_ONCE),
      )
      .where('kind', 'in', SCORING_EVENTS)
      .orderBy('interviewId')
      .orderBy('seq')
      .execute();
    const byInterview = Map.groupBy(rows, row => row.interviewId);
    return Promise.all(
      [...byInterview].map(async ([interviewId, own]) => ({
        interviewId: InterviewId.parse(interviewId),
        events: await decodeEvents(own, this.#kits),
      })),
    );
  }

  #commit(appends: readonly EncodedAppend[]): Promise<Outcome[]> {
    return this.inTransaction(async transaction => {
      const outcomes: Outcome[] = [];
      for (const append of appends) outcomes.push(await appendIn(transaction, append));
      return outcomes;
    });
  }

  async #findLinkBy(column: 'tokenHash' | 'linkId', value: string): Promise<StoredLink | undefined> {
    const row = await this.kysely
      .selectFrom('links')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst();
    return row && LinkRow.parse(row);
  }
}

type Outcome = 'appended' | 'stale';

/** An append with its events as rows. */
type EncodedAppend = Append & { rows: readonly EventRow[] };

/** Writes one append, or nothing at all of it when it is stale. */
async function appendIn(transaction: Transaction<Tables>, append: EncodedAppend): Promise<Outcome> {
  if (!(await claimSeq(transaction, append))) return 'stale';
  const { rows } = append;
  if (rows.length > 0)
    await transaction
      .insertInto('interviewEvents')
      .values([...rows])
      .execute();
  await changeLinks(transaction, append);
  await changeStaffSeats(transaction, append);
  return 'appended';
}

/** Takes the next numbers and the command id, both or neither. */
async function claimSeq(transaction: Transaction<Tables>, append: Append): Promise<boolean> {
  const { interviewId, expectedSeq, command, ofAttempt } = append;
  const row = summaryRow(append);
  if (ofAttempt && !(await isAdmitted(transaction, interviewId))) return false;
  if (expectedSeq === 0) {
    const created = await transaction
      .insertInto('interviews')
      .values(row)
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirst();
    if (created.numInsertedOrUpdatedRows !== 1n) return false;
    if (await claimCommand(transaction, command)) return true;
    await transaction.deleteFrom('interviews').where('interviewId', '=', interviewId).execute();
    return false;
  }
  if (!(await claimCommand(transaction, command))) return false;
  // Setting the key, even to itself, would make SQLite look through everything that refers to it.
  const { interviewId: _key, practice: _always, ...changes } = row;
  const updated = await transaction
    .updateTable('interviews')
    .set(changes)
    .where('interviewId', '=', interviewId)
    .where('lastSeq', '=', expectedSeq)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 1n) return true;
  // The transaction carries other appends, too, so this one is taken back by hand.
  if (command) await transaction.deleteFrom('commands').where('commandId', '=', command.commandId).execute();
  return false;
}

/** Writing first makes a deletion of the attempt wait until there is an interview for it to find, or comes after it and finds it. */
async function isAdmitted(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<boolean> {
  const touched = await transaction
    .updateTable('practiceAttempts')
    .set(row => ({ seenAt: row.ref('seenAt') }))
    .where('interviewId', '=', interviewId)
    .where('state', '=', 'admitted')
    .executeTakeFirst();
  return touched.numUpdatedRows === 1n;
}

async function claimCommand(
  transaction: Transaction<Tables>,
  command: StoredCommand | undefined,
): Promise<boolean> {
  if (!command) return true;
  const { result, ...columns } = command;
  const claimed = await transaction
    .insertInto('commands')
    .values({ ...columns, result: JSON.stringify(result ?? null) })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return claimed.numInsertedOrUpdatedRows === 1n;
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

async function changeStaffSeats(
  transaction: Transaction<Tables>,
  { interviewId, staffSeats }: Append,
): Promise<void> {
  if (!staffSeats) return;
  await transaction.deleteFrom('staffSeats').where('interviewId', '=', interviewId).execute();
  if (staffSeats.length === 0) return;
  await transaction
    .insertInto('staffSeats')
    .values(staffSeats.map(seat => ({ ...seat, interviewId })))
    .execute();
}
