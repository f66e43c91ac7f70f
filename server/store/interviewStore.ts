import { setImmediate as nextTurn } from 'node:timers/promises';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { type CommandId, InterviewId, LinkId, SeatId } from '../../shared/ids.ts';
import type { EventKind, InterviewEvent } from '../../shared/interview/events.ts';
import { OwnPart } from '../../shared/interview/visibility.ts';
import { KitId, QuestionId } from '../../shared/kit/kitIds.ts';
import type { TeamScope } from '../../shared/permissions.ts';
import { SeatRole } from '../../shared/roles.ts';
import { type Database, DatabaseStore } from './database.ts';
import { isUniqueViolation } from './databaseErrors.ts';
import { decodeEvents, encodeEvent } from './eventRows.ts';
import { GroupCommit } from './GroupCommit.ts';
import {
  type Append,
  appendIn,
  createIn,
  type EncodedAppend,
  type ListedSummary,
  type NewSummary,
  type Outcome,
  type StoredCommand,
  type StoredLink,
  type StoredSummary,
  SUMMARY_VERSION,
  summaryRow,
} from './interviewAppend.ts';
import { isEvaluated, isOfTeams } from './interviewSearch.ts';
import { KitCache } from './KitCache.ts';
import { beyond, deleteRows, findRow, findRows, insertRows, is, lockRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export type ListedInterview = ListedSummary & { own?: OwnPart };

export type PlannedInterview = Pick<StoredSummary, 'interviewId' | 'scheduledAt'>;

/** Cursor of a list by start time. An empty `interviewId` sorts before all interviews at that time. */
export type SchedulePosition = { scheduledAt: number; interviewId: InterviewId | '' };
/** Text that a candidate has typed as the answer to a question, and not sent yet. */
export interface AnswerDraft {
  seatId: SeatId;
  questionId: QuestionId;
  text: string;
}

/** Writes more in the transaction that stores new interviews. */
export type AlsoWrites = (transaction: Transaction<Tables>) => Promise<void>;

export type ChatSent = Extract<InterviewEvent, { kind: 'chat.sent' }>;

export interface StoredScoring {
  interviewId: InterviewId;
  /** Events whose kind is in `SCORING_EVENTS`, in order. */
  events: InterviewEvent[];
}

const SCORING_EVENTS = [
  'interview.created',
  'seat.added',
  'seat.changed',
  'session.opened',
  'rating.put',
  'scorecard.locked',
  'evaluation.claimed',
] as const satisfies readonly EventKind[];

const LinkRow = z.object({
  linkId: LinkId,
  seatId: SeatId,
  interviewId: InterviewId,
  tokenHash: z.string(),
  expiresAt: z.number(),
  revokedAt: z.number().nullable(),
});

const DraftRow = z.object({ seatId: SeatId, questionId: QuestionId, text: z.string() });

const StaffSeatRow = z.object({ interviewId: InterviewId, seatId: SeatId, role: SeatRole, part: OwnPart });
const SCORINGS_AT_ONCE = 5;
/** Interviews per statement, whose number of parameters is limited. */
const CREATED_AT_ONCE = 50;

const PLANNING = [
  'interview.created',
  'seat.added',
  'interview.changed',
  'interview.cancelled',
  'session.ended',
] as const;
export type PlanningEvent = Extract<InterviewEvent, { kind: (typeof PLANNING)[number] }>;

function isPlanning(event: InterviewEvent): event is PlanningEvent {
  return PLANNING.some(kind => kind === event.kind);
}

export class InterviewStore extends DatabaseStore {
  readonly #append: (append: EncodedAppend) => Promise<Outcome>;
  readonly #kits: KitCache;
  readonly #draftSaves: GroupCommit<AnswerDraft & { interviewId: InterviewId }, boolean>;

  constructor(database: Database) {
    super(database);
    this.#kits = new KitCache(database);
    this.#draftSaves = new GroupCommit(drafts => this.#saveDrafts(drafts));
    // Groups commits only on SQLite, which flushes each commit. PostgreSQL already groups parallel commits.
    const groups = new GroupCommit<EncodedAppend, Outcome>(appends => this.#commit(appends));
    this.#append =
      database.kind === 'sqlite'
        ? append => groups.run(append)
        : async append => (await this.#commit([append]))[0] ?? 'stale';
  }

  /** Stores events, or returns `stale` if there are newer ones. May have stored them even if it rejects. */
  async append(append: Append): Promise<Outcome> {
    try {
      const { interviewId, events } = append;
      const rows = await Promise.all(events.map(event => encodeEvent(interviewId, event, this.#kits)));
      return await this.#append({ ...append, rows });
    } catch (error) {
      // Another transaction used the same event number or command id first.
      if (isUniqueViolation(error)) return 'stale';
      throw error;
    }
  }

  /**
   * Stores new interviews, and what `also` writes, in one transaction. Stores nothing if it rejects, which it
   * does with `conflict` if one of the interviews exists.
   */
  async appendAll(appends: readonly Append[], also?: AlsoWrites): Promise<void> {
    const encoded: EncodedAppend[] = [];
    for (const append of appends) {
      const { interviewId, events } = append;
      const rows = await Promise.all(events.map(event => encodeEvent(interviewId, event, this.#kits)));
      encoded.push({ ...append, rows });
    }
    await this.inTransaction(async transaction => {
      for (let from = 0; from < encoded.length; from += CREATED_AT_ONCE)
        if (!(await createIn(transaction, encoded.slice(from, from + CREATED_AT_ONCE))))
          throw AppError.conflict('interview-exists', encoded[from]?.interviewId ?? '');
      await also?.(transaction);
    });
  }

  async readEvents(interviewId: InterviewId, afterSeq: number): Promise<InterviewEvent[]> {
    const rows = await findRows(
      this.kysely,
      'interviewEvents',
      { interviewId, seq: is('>', afterSeq) },
      'seq',
    );
    return decodeEvents(rows, this.#kits);
  }

  /** Returns the events that plan, move, cancel, or end an interview, in order. */
  async readPlanning(interviewId: InterviewId): Promise<PlanningEvent[]> {
    const rows = await findRows(this.kysely, 'interviewEvents', { interviewId, kind: PLANNING }, 'seq');
    return (await decodeEvents(rows, this.#kits)).filter(isPlanning);
  }

  /** Returns `count` messages in order. `from` is the number of the first message, counted from 0. */
  async readChat(interviewId: InterviewId, from: number, count: number): Promise<ChatSent[]> {
    const rows = await this.kysely
      .selectFrom('interviewEvents')
      .selectAll()
      .where(({ and }) => and({ interviewId, kind: 'chat.sent' }))
      .orderBy('seq')
      .limit(count)
      .offset(from)
      .execute();
    return (await decodeEvents(rows, this.#kits)).filter(event => event.kind === 'chat.sent');
  }

  /** Replaces a draft, or deletes it if the text is empty. Resolves to false if the interview isn't open. */
  saveDraft(interviewId: InterviewId, draft: AnswerDraft): Promise<boolean> {
    return this.#draftSaves.run({ interviewId, ...draft });
  }

  async readDrafts(interviewId: InterviewId): Promise<AnswerDraft[]> {
    const rows = await findRows(this.kysely, 'answerDrafts', { interviewId }, 'questionId');
    return rows.map(row => DraftRow.parse(row));
  }

  async lastSeq(interviewId: InterviewId): Promise<number> {
    // Selects one column, because this runs often and the row also has the seats and the search texts.
    const row = await this.kysely
      .selectFrom('interviews')
      .select('lastSeq')
      .where('interviewId', '=', interviewId)
      .executeTakeFirst();
    return row?.lastSeq ?? 0;
  }

  async findCommand(commandId: CommandId): Promise<StoredCommand | undefined> {
    const row = await findRow(this.kysely, 'commands', { commandId });
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

  /** Lists the virtual recruiter's interviews that are not over, except practice, by start time. */
  async listPlanned(limit: number, after: SchedulePosition): Promise<PlannedInterview[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .select(['interviewId', 'scheduledAt'])
      // Repeats the condition of the partial index, so that the query can use the index.
      .where(sql<boolean>`practice is null and held_by_recruiter = 1 and phase in ('lobby', 'open')`)
      .where(beyond('>', ['scheduledAt', 'interviewId'], { ...after }))
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
      .where(({ and }) => and({ presentCandidate: 0, presentInterviewer: 0 }))
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

  /** Lists interviews whose summary was written by an older version, in order of their ids. */
  async listToSummarize(limit: number, after = ''): Promise<InterviewId[]> {
    const behind = (condition: RawBuilder<boolean>) =>
      this.kysely
        .selectFrom('interviews')
        .select('interviewId')
        .where(sql<boolean>`practice is null`)
        .where(condition)
        .where('interviewId', '>', after)
        .orderBy('interviewId')
        .limit(limit)
        .execute();
    // Two queries, because each has an index.
    const found = await Promise.all([
      behind(sql<boolean>`summary_version < ${SUMMARY_VERSION}`),
      behind(sql<boolean>`summary_seq < last_seq`),
    ]);
    const ids = new Set(found.flat().map(row => row.interviewId));
    return [...ids]
      .sort()
      .slice(0, limit)
      .map(id => InterviewId.parse(id));
  }

  /** Replaces a summary. Does nothing if the interview has changed since event `lastSeq`. */
  async summarize(interviewId: InterviewId, lastSeq: number, summary: NewSummary): Promise<void> {
    const row = summaryRow({ interviewId, expectedSeq: lastSeq, events: [], summary });
    const { interviewId: _key, lastSeq: _same, practice: _always, ...changes } = row;
    await updateRows(this.kysely, 'interviews', { interviewId, lastSeq }, changes);
  }

  /** Returns the number of interviews with open scorecards of two or more people, by kit. */
  async countRatedTogether(teams: TeamScope): Promise<{ kitId: KitId; interviews: number }[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .select(({ fn }) => ['kitId', fn.countAll().as('count')])
      .where('kitId', 'is not', null)
      .where('scorecardsOpen', '=', 1)
      .where('ratersLocked', '>=', 2)
      .where(isEvaluated())
      .where(isOfTeams(teams))
      .groupBy('kitId')
      .execute();
    return rows.map(({ kitId, count }) => ({ kitId: KitId.parse(kitId), interviews: Number(count) }));
  }

  /** Yields interviews with open scorecards, oldest first. Reads only a few at a time. */
  async *readScorings(kitId: KitId, teams: TeamScope): AsyncGenerator<StoredScoring> {
    let last: StoredScoring | undefined;
    for (;;) {
      const part = await this.#readSomeScorings(kitId, teams, last?.interviewId ?? '');
      yield* part;
      last = part.at(-1);
      if (!last) return;
      // Lets other work run, because SQLite queries don't yield to the event loop.
      await nextTurn();
    }
  }

  async #readSomeScorings(kitId: KitId, teams: TeamScope, after: string): Promise<StoredScoring[]> {
    const rows = await this.kysely
      .selectFrom('interviewEvents')
      .selectAll()
      .where('interviewId', 'in', interviews =>
        interviews
          .selectFrom('interviews')
          .select('interviewId')
          .where(({ and }) => and({ kitId, scorecardsOpen: 1 }))
          .where(isEvaluated())
          .where(isOfTeams(teams))
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

  async staffSeatsOf(email: string): Promise<z.infer<typeof StaffSeatRow>[]> {
    const rows = await findRows(this.kysely, 'staffSeats', { email: email.toLowerCase() }, 'interviewId');
    return rows.map(row => StaffSeatRow.parse(row));
  }

  /** Returns where the member has a seat that hasn't begun, or a claim without a locked scorecard, newest first. */
  async openInterviewsOf(email: string): Promise<InterviewId[]> {
    const rows = await this.kysely
      .selectFrom('staffSeats')
      .innerJoin('interviews', 'interviews.interviewId', 'staffSeats.interviewId')
      .select('staffSeats.interviewId')
      .distinct()
      .where('staffSeats.email', '=', email.toLowerCase())
      .where(({ or, eb }) => or([eb('phase', '=', 'lobby'), eb('part', '=', 'claim')]))
      .orderBy('staffSeats.interviewId', 'desc')
      .execute();
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  #commit(appends: readonly EncodedAppend[]): Promise<Outcome[]> {
    return this.inTransaction(async transaction => {
      const outcomes: Outcome[] = [];
      for (const append of appends) outcomes.push(await appendIn(transaction, append));
      return outcomes;
    });
  }

  #saveDrafts(drafts: readonly (AnswerDraft & { interviewId: InterviewId })[]): Promise<boolean[]> {
    return this.inTransaction(async transaction => {
      const outcomes: boolean[] = [];
      for (const { text, ...key } of drafts) {
        const { interviewId } = key;
        // The lock makes the end of the interview wait, which deletes all drafts.
        const open = await lockRows(transaction, 'interviews', { interviewId, phase: 'open' }, 'lastSeq');
        outcomes.push(open === 1);
        if (open !== 1) continue;
        await deleteRows(transaction, 'answerDrafts', key);
        if (text.trim() !== '') await insertRows(transaction, 'answerDrafts', { ...key, text });
      }
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
