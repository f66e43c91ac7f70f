import { type Kysely, sql } from 'kysely';
import type { InterviewId } from '../../shared/ids.ts';
import { Hours } from '../../shared/scheduling/hours.ts';
import type { Span } from '../../shared/scheduling/slots.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { findRow, findRows, insertMissing, updateRows } from './rows.ts';
import { StoredFormat } from './StoredFormat.ts';
import type { Tables } from './schema.ts';

/** Number of times that candidates have chosen with an interviewer. Read it before the interviewer's interviews. */
export interface BookingMark {
  email: string;
  number: number;
}

interface BusyQuery {
  emails: readonly string[];
  range: Span;
  /** An interview that is left out, because it is about to be moved. */
  except?: InterviewId | undefined;
}

const HOURS = new StoredFormat(Hours);

/** When members are available for interviews, and when they have other interviews. */
export class AvailabilityStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /** Returns the hours that a member has set. */
  async hoursOf(userId: string): Promise<Hours | undefined> {
    const row = await findRow(this.kysely, 'availability', { userId });
    return row && HOURS.decode(row.hours, 'hours');
  }

  async setHours(userId: string, hours: Hours, entry: AuditEntry): Promise<void> {
    const text = HOURS.encode(hours);
    await this.inTransaction(async transaction => {
      await transaction
        .insertInto('availability')
        .values({ userId, hours: text })
        .onConflict(conflict => conflict.column('userId').doUpdateSet({ hours: text }))
        .execute();
      await this.#audit.add(entry, transaction);
    });
  }

  async marksOf(emails: readonly string[]): Promise<BookingMark[]> {
    const rows = await findRows(this.kysely, 'bookingMarks', { email: emails });
    const known = new Map(rows.map(({ email, number }) => [email, number]));
    return emails.map(email => ({ email, number: known.get(email) ?? 0 }));
  }

  /**
   * Returns the planned and running interviews that people attend, by address. Raters of the virtual
   * recruiter's interviews don't attend them, and observers don't have to.
   */
  async busyOf({ emails, range, except = '' as InterviewId }: BusyQuery): Promise<Map<string, Span[]>> {
    const rows = await this.kysely
      .selectFrom('staffSeats')
      .innerJoin('interviews', 'interviews.interviewId', 'staffSeats.interviewId')
      .select(['email', 'interviews.interviewId', 'scheduledAt', 'plannedMinutes'])
      .distinct()
      .where('email', 'in', [...emails, ''])
      .where('part', '=', 'seat')
      .where(({ eb, or }) =>
        or([eb('role', '=', 'interviewer'), sql<boolean>`role = 'evaluator' and held_by_recruiter = 0`]),
      )
      .where('practice', 'is', null)
      .where('phase', 'in', ['lobby', 'open'])
      .where('unscheduled', '=', 0)
      .where('interviews.interviewId', '!=', except)
      .where('scheduledAt', '<', range.until)
      .where(sql<boolean>`scheduled_at + planned_minutes * 60000 > ${range.from}`)
      .execute();
    const busy = new Map<string, Span[]>(emails.map(email => [email, []]));
    for (const { email, scheduledAt, plannedMinutes } of rows)
      busy.get(email)?.push({ from: scheduledAt, until: scheduledAt + plannedMinutes * 60_000 });
    return busy;
  }
}

/** Increases all marks, or returns false if one of them has changed since it was read. */
export async function claimBookings(
  transaction: Kysely<Tables>,
  marks: readonly BookingMark[],
): Promise<boolean> {
  // In the same order everywhere, so that two transactions don't wait for each other.
  for (const { email, number } of marks.toSorted((a, b) => (a.email < b.email ? -1 : 1))) {
    const claimed =
      number === 0
        ? await insertMissing(transaction, 'bookingMarks', { email, number: 1 })
        : await updateRows(transaction, 'bookingMarks', { email, number }, { number: number + 1 });
    if (claimed !== 1) return false;
  }
  return true;
}
