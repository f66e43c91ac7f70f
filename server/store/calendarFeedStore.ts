import type { Kysely } from 'kysely';
import type { SeatId } from '../../shared/ids.ts';
import type { InterviewPhase } from '../../shared/interview/phases.ts';
import { SeatRole } from '../../shared/roles.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { summaryOf } from './interviewList.ts';
import { ownPart, ownPartIn } from './interviewSearch.ts';
import type { ListedInterview } from './interviewStore.ts';
import { findRow, insertMissing, lockRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export interface CalendarFeed {
  /** Increased whenever the address changes or is revoked. */
  version: number;
  /** SHA-256 of the token in the address. Null if no address works. */
  tokenHash: string | null;
}

/** An interview with the member's seat in it. */
export type AttendedInterview = ListedInterview & { seatId: SeatId; role: SeatRole };

export class CalendarFeedStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  find(userId: string): Promise<CalendarFeed | undefined> {
    return findRow(this.kysely, 'calendarFeeds', { userId });
  }

  async ownerOf(tokenHash: string): Promise<string | undefined> {
    return (await findRow(this.kysely, 'calendarFeeds', { tokenHash }))?.userId;
  }

  /** Ends the address. `hashOf` returns the hash of the next address for a version, or null for none. */
  async replace(
    userId: string,
    hashOf: (version: number) => string | null,
    entry: AuditEntry,
  ): Promise<CalendarFeed> {
    return this.inTransaction(async transaction => {
      await insertMissing(transaction, 'calendarFeeds', { userId, version: 0, tokenHash: null });
      const version = (await lockedVersion(transaction, userId)) + 1;
      const feed = { version, tokenHash: hashOf(version) };
      await updateRows(transaction, 'calendarFeeds', { userId }, feed);
      await this.#audit.add(entry, transaction);
      return feed;
    });
  }

  /** Returns a member's interviews that were not canceled, the earliest first, with observers' seats. */
  async attendedBy(
    email: string,
    { from, until, limit }: { from: number; until: number; limit: number },
  ): Promise<AttendedInterview[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .innerJoin('staffSeats', 'staffSeats.interviewId', 'interviews.interviewId')
      .selectAll('interviews')
      .select(['staffSeats.seatId', 'staffSeats.role'])
      .select(query => ownPart(query, email).as('ownPart'))
      .where('staffSeats.email', '=', email.toLowerCase())
      .where('staffSeats.part', '=', 'seat')
      .where('practice', 'is', null)
      .where('unscheduled', '=', 0)
      .where('phase', '!=', 'cancelled' satisfies InterviewPhase)
      .where('scheduledAt', '>=', from)
      .where('scheduledAt', '<', until)
      .orderBy('scheduledAt')
      .orderBy('staffSeats.seatId')
      .limit(limit)
      .execute();
    return rows.map(({ ownPart: own, seatId, role, ...row }) => ({
      ...summaryOf(row),
      ...ownPartIn(own),
      seatId: seatId as SeatId,
      role: SeatRole.parse(role),
    }));
  }
}

async function lockedVersion(transaction: Kysely<Tables>, userId: string): Promise<number> {
  await lockRows(transaction, 'calendarFeeds', { userId }, 'version');
  return (await findRow(transaction, 'calendarFeeds', { userId }))?.version ?? 0;
}
