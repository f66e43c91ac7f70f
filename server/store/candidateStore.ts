import { createHash } from 'node:crypto';
import { expressionBuilder, sql, type Transaction } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { CandidateId, InterviewId, SeatId } from '../../shared/ids.ts';
import type { CandidateCursor } from '../../shared/protocol/candidateRoutes.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type CandidateQuery, matching, type ShownSeats } from './candidateFilter.ts';
import { rootOf } from './candidateMergeStore.ts';
import { type Database, DatabaseStore } from './database.ts';
import { isUniqueViolation } from './databaseErrors.ts';
import { summaryOf } from './interviewList.ts';
import { foldedText, type ListReader, ownPart, ownPartIn, showsCandidateTo } from './interviewSearch.ts';
import type { ListedInterview } from './interviewStore.ts';
import { optional } from './rowSchemas.ts';
import {
  deleteRows,
  findRow,
  findRows,
  insertMissing,
  insertRows,
  is,
  lockRows,
  updateRows,
} from './rows.ts';
import type { Tables } from './schema.ts';

/** A candidate's seat, as the log has it. */
export interface SeatFacts {
  seatId: SeatId;
  name: string;
  address?: string | undefined;
}

const RecordedSeat = z.object({
  seatId: SeatId,
  interviewId: InterviewId,
  /** Record of the seat alone, before merges. */
  candidateId: CandidateId,
  rootId: CandidateId,
  name: z.string(),
  address: optional(z.string()),
  /** Name of the record, if a member has corrected it. */
  recordName: optional(z.string()),
  recordAddress: optional(z.string()),
});
export type RecordedSeat = z.infer<typeof RecordedSeat>;

/** A seat in a record, with its interview. */
export type RecordedRound = RecordedSeat & { interview: ListedInterview };

export const CANDIDATE_PAGE = 50;

/**
 * Records of people across interviews, derived from the logs. A record has the seats with the same address,
 * or one seat without an address. All reading methods leave out interviews that the reader may not connect with their candidate.
 */
export class CandidateStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /** Returns the interview's mark. Pass it to `follow` with facts that were read afterward. */
  async followMark(interviewId: InterviewId): Promise<number | undefined> {
    return (await findRow(this.kysely, 'interviews', { interviewId }))?.candidatesSeq;
  }

  /** Lists interviews whose log has grown since their candidates were recorded, ordered by id. */
  async listToFollow(limit: number, after = ''): Promise<InterviewId[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .select('interviewId')
      // Repeats the condition of the partial index, so that the query can use the index.
      .where(sql<boolean>`practice is null and candidates_seq < last_seq`)
      .where('interviewId', '>', after)
      .orderBy('interviewId')
      .limit(limit)
      .execute();
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  /** Records the candidates of an interview. Returns false if another server has done so since `mark`. */
  async follow(
    interviewId: InterviewId,
    mark: number,
    seq: number,
    seats: readonly SeatFacts[],
  ): Promise<boolean> {
    try {
      return await this.#follow(interviewId, mark, seq, seats);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // Another server has just given a record the same address, and this attempt finds that record.
      return this.#follow(interviewId, mark, seq, seats);
    }
  }

  #follow(
    interviewId: InterviewId,
    mark: number,
    seq: number,
    seats: readonly SeatFacts[],
  ): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const unchanged = { interviewId, candidatesSeq: mark };
      if ((await updateRows(transaction, 'interviews', unchanged, { candidatesSeq: seq })) !== 1)
        return false;
      for (const seat of seats) await recordSeat(transaction, interviewId, seat);
      return true;
    });
  }

  /** Lists records. Each record has its rounds, latest first. Throws `invalid` for a cursor of another order. */
  async page(
    query: CandidateQuery,
    after?: CandidateCursor,
  ): Promise<{ records: RecordedRound[][]; next: CandidateCursor | undefined }> {
    const { reader, sort = 'latest' } = query;
    const byName = sort === 'name';
    if (after && byName !== (typeof after.key === 'string'))
      throw AppError.refused('the cursor belongs to another order');
    const key = byName
      ? sql<string | number>`min(candidate_seats.search)`
      : sql<string | number>`max(interviews.scheduled_at)`;
    const [order, isAfter] = byName ? (['asc', sql`>`] as const) : (['desc', sql`<`] as const);
    const rows = await matching(this.#shown(reader), query)
      .select(['candidates.rootId', key.as('key')])
      .groupBy('candidates.rootId')
      .$if(after !== undefined, groups =>
        groups.having(
          sql<boolean>`(${key}, candidates.root_id) ${isAfter} (${after?.key}, ${after?.candidateId})`,
        ),
      )
      .orderBy(key, order)
      .orderBy('candidates.rootId', order)
      .limit(CANDIDATE_PAGE + 1)
      .execute();
    const shown = rows.slice(0, CANDIDATE_PAGE).map(row => CandidateId.parse(row.rootId));
    const last = rows.length > CANDIDATE_PAGE ? rows[CANDIDATE_PAGE - 1] : undefined;
    const byRoot = Map.groupBy(await this.roundsOf(reader, shown), ({ rootId }) => rootId);
    return {
      records: shown.flatMap(rootId => {
        const rounds = byRoot.get(rootId);
        return rounds ? [rounds] : [];
      }),
      next: last && {
        key: byName ? String(last.key) : Number(last.key),
        candidateId: CandidateId.parse(last.rootId),
      },
    };
  }

  /** Counts the records that match, and lists the job roles of all that the reader may know. */
  async counts(query: CandidateQuery): Promise<{ total: number; jobRoles: string[] }> {
    const [{ total }, roles] = await Promise.all([
      matching(this.#shown(query.reader), query)
        .select(({ fn }) => fn.count('candidates.rootId').distinct().as('total'))
        .executeTakeFirstOrThrow(),
      this.#shown(query.reader)
        .select('interviews.jobRole')
        .distinct()
        .orderBy('interviews.jobRole')
        .execute(),
    ]);
    return { total: Number(total), jobRoles: roles.map(({ jobRole }) => jobRole) };
  }

  /** Returns what the reader may see of these records, latest interview first. */
  async roundsOf(reader: ListReader, rootIds: readonly CandidateId[]): Promise<RecordedRound[]> {
    if (rootIds.length === 0) return [];
    return this.#rounds(reader, this.#shown(reader).where('candidates.rootId', 'in', [...rootIds]));
  }

  /** Returns the record of a candidate, also if it is merged into another, or undefined if nothing shows. */
  async find(reader: ListReader, candidateId: CandidateId): Promise<RecordedRound[] | undefined> {
    const rootId = await rootOf(this.kysely, candidateId);
    const rounds = rootId === undefined ? [] : await this.roundsOf(reader, [rootId]);
    return rounds.length > 0 ? rounds : undefined;
  }

  /** Returns the candidates of an interview that the reader may connect with it. */
  async seatsOf(reader: ListReader, interviewId: InterviewId): Promise<RecordedRound[]> {
    return this.#rounds(reader, this.#shown(reader).where('interviews.interviewId', '=', interviewId));
  }

  /** Returns the job roles of interviews that are over, as far as the reader may know their candidates. */
  async jobRoles(reader: ListReader): Promise<string[]> {
    const rows = await this.#shown(reader)
      .select('interviews.jobRole')
      .distinct()
      .where('interviews.phase', '=', 'ended')
      .orderBy('interviews.jobRole')
      .execute();
    return rows.map(({ jobRole }) => jobRole);
  }

  /** Returns the latest interviews of a job role that are over. */
  async roundsOfRole(reader: ListReader, jobRole: string, limit: number): Promise<RecordedRound[]> {
    const ended = this.#shown(reader)
      .where('interviews.jobRole', '=', jobRole)
      .where('interviews.phase', '=', 'ended')
      .limit(limit);
    return this.#rounds(reader, ended);
  }

  /** Connects a practice page with an interview's candidate. Returns false if the page is being deleted. */
  linkPage(pageId: string, seatId: SeatId): Promise<boolean> {
    return this.inTransaction(async transaction => {
      // Writes to the page first, so that a concurrent deletion waits and then deletes the connection.
      const page = { pageId, tokenHash: is('not like', 'deleted:%') };
      if ((await lockRows(transaction, 'practicePages', page, 'createdAt')) !== 1) return false;
      await deleteRows(transaction, 'candidatePages', { pageId });
      await insertRows(transaction, 'candidatePages', { pageId, seatId, linkedAt: Date.now() });
      return true;
    });
  }

  async unlinkPage(pageId: string): Promise<void> {
    await deleteRows(this.kysely, 'candidatePages', { pageId });
  }

  /** Returns the job role of the interview that a practice page is connected with. */
  async connectedRole(pageId: string): Promise<string | undefined> {
    const row = await this.kysely
      .selectFrom('candidatePages')
      .innerJoin('candidateSeats', 'candidateSeats.seatId', 'candidatePages.seatId')
      .innerJoin('interviews', 'interviews.interviewId', 'candidateSeats.interviewId')
      .select('interviews.jobRole')
      .where('candidatePages.pageId', '=', pageId)
      .executeTakeFirst();
    return row?.jobRole;
  }

  /** Returns the practice pages that were connected with these seats. */
  async pagesOf(seatIds: readonly SeatId[]): Promise<{ pageId: string; linkedAt: number }[]> {
    return findRows(this.kysely, 'candidatePages', { seatId: [...seatIds] }, 'linkedAt', 'pageId');
  }

  /**
   * Corrects the name and address of a record. Later interviews with the new address are part of it. Returns false
   * if another record has the address.
   */
  correct(
    rootId: CandidateId,
    { name, address }: { name: string; address?: string | undefined },
    entry: AuditEntry,
  ): Promise<boolean> {
    return this.inTransaction(async transaction => {
      if (address !== undefined && !(await addAddress(transaction, rootId, address))) return false;
      await updateRows(
        transaction,
        'candidates',
        { candidateId: rootId },
        { name, address: address ?? null },
      );
      const members = await findRows(transaction, 'candidates', { rootId });
      const candidateId = members.map(one => one.candidateId);
      for (const seat of await findRows(transaction, 'candidateSeats', { candidateId, deletedAt: null })) {
        const search = searchOf(seat, { name, address: address ?? null });
        await updateRows(transaction, 'candidateSeats', { seatId: seat.seatId }, { search });
      }
      await this.#audit.add(entry, transaction);
      return true;
    });
  }

  /** Removes seats from their record, with the names and addresses in it. */
  forget(seatIds: readonly SeatId[], entry: AuditEntry): Promise<void> {
    return this.inTransaction(async transaction => {
      const nothing = { name: '', address: null, search: '', deletedAt: Date.now() };
      await updateRows(transaction, 'candidateSeats', { seatId: [...seatIds] }, nothing);
      const seats = await findRows(transaction, 'candidateSeats', { seatId: [...seatIds] });
      const candidateId = seats.map(seat => seat.candidateId);
      for (const { rootId } of await findRows(transaction, 'candidates', { candidateId }))
        if (!(await hasSeats(transaction, rootId)))
          await updateRows(transaction, 'candidates', { rootId }, { name: null, address: null });
      await this.#audit.add(entry, transaction);
    });
  }

  /** Seats whose candidate the reader may know. */
  #shown(reader: ListReader): ShownSeats {
    return this.kysely
      .selectFrom('candidateSeats')
      .innerJoin('candidates', 'candidates.candidateId', 'candidateSeats.candidateId')
      .innerJoin('candidates as records', 'records.candidateId', 'candidates.rootId')
      .innerJoin('interviews', 'interviews.interviewId', 'candidateSeats.interviewId')
      .where('candidateSeats.deletedAt', 'is', null)
      .where(showsCandidateTo(this.kysely, reader));
  }

  async #rounds(reader: ListReader, shown: ShownSeats): Promise<RecordedRound[]> {
    const rows = await shown
      .selectAll('interviews')
      .select([
        'candidateSeats.seatId',
        'candidateSeats.candidateId',
        'candidateSeats.name',
        'candidateSeats.address',
        'candidates.rootId',
        'records.name as recordName',
        'records.address as recordAddress',
      ])
      .select(ownPart(expressionBuilder<Tables, 'interviews'>(), reader.email).as('ownPart'))
      .orderBy('interviews.scheduledAt', 'desc')
      .orderBy('candidateSeats.seatId', 'desc')
      .execute();
    return rows.map(({ ownPart: own, ...row }) => ({
      ...RecordedSeat.parse(row),
      interview: { ...summaryOf(row), ...ownPartIn(own) },
    }));
  }
}

/** Hash of what identifies a person: the address, or the seat if there is no address. */
function keyOf({ seatId, address }: Pick<SeatFacts, 'seatId' | 'address'>): string {
  return address === undefined ? hashOf(`seat ${seatId}`) : addressKey(address);
}

function addressKey(address: string): string {
  return hashOf(`address ${normalizedAddress(address)}`);
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function normalizedAddress(address: string): string {
  return address.trim().toLowerCase();
}

async function recordSeat(db: Transaction<Tables>, interviewId: InterviewId, seat: SeatFacts): Promise<void> {
  const { seatId, name, address = null } = seat;
  const known = await findRow(db, 'candidateSeats', { seatId });
  if (known?.deletedAt != null) return;
  const candidateId = await recordFor(db, keyOf(seat), known);
  const record = await findRow(db, 'candidates', { candidateId });
  const search = searchOf(
    { name, address },
    record && (await findRow(db, 'candidates', { candidateId: record.rootId })),
  );
  const columns = { candidateId, name, address, search };
  if (known) await updateRows(db, 'candidateSeats', { seatId, deletedAt: null }, columns);
  else await insertRows(db, 'candidateSeats', { seatId, interviewId, ...columns });
}

type Named = { name: string | null; address: string | null };

/** Returns the text that a seat is found by. The name of its record comes first, because lists sort by the text. */
function searchOf(seat: Named, record: Named | undefined): string {
  const texts = [record?.name ?? seat.name, seat.name, seat.address, record?.address];
  return foldedText([...new Set(texts.map(text => text ?? ''))].join('\n'));
}

async function hasSeats(db: Transaction<Tables>, rootId: string): Promise<boolean> {
  const members = await findRows(db, 'candidates', { rootId });
  const candidateId = members.map(one => one.candidateId);
  return (await findRow(db, 'candidateSeats', { candidateId, deletedAt: null })) !== undefined;
}

/** Makes an address part of a record. Returns false if another record with interviews has it. */
async function addAddress(db: Transaction<Tables>, rootId: CandidateId, address: string): Promise<boolean> {
  const keyHash = addressKey(address);
  const candidateId = uuidv7();
  const row = { candidateId, keyHash, rootId, mergedInto: rootId, createdAt: Date.now() };
  if ((await insertMissing(db, 'candidates', { ...row, name: null, address: null })) === 1) return true;
  const found = await findRow(db, 'candidates', { keyHash });
  if (!found || found.rootId === rootId) return found !== undefined;
  if (await hasSeats(db, found.rootId)) return false;
  await updateRows(db, 'candidates', { keyHash }, { rootId, mergedInto: rootId });
  return true;
}

/**
 * Returns the record with this key. A seat whose address has changed takes its record along if no other
 * seat is in it, so that merges by hand hold. Otherwise it moves to the address's record.
 */
async function recordFor(
  db: Transaction<Tables>,
  keyHash: string,
  seat: { seatId: string; candidateId: string } | undefined,
): Promise<string> {
  const found = await findRow(db, 'candidates', { keyHash });
  if (found) return found.candidateId;
  if (seat) {
    const { candidateId } = seat;
    const others = { candidateId, seatId: is('!=', seat.seatId) };
    if (!(await findRow(db, 'candidateSeats', others))) {
      await updateRows(db, 'candidates', { candidateId }, { keyHash });
      return candidateId;
    }
  }
  const candidateId = uuidv7();
  const row = { candidateId, keyHash, rootId: candidateId, mergedInto: null, createdAt: Date.now() };
  if ((await insertMissing(db, 'candidates', { ...row, name: null, address: null })) === 1)
    return candidateId;
  // Another server has just added the record.
  const added = await findRow(db, 'candidates', { keyHash });
  if (!added) throw new Error('The record was not written.');
  return added.candidateId;
}
