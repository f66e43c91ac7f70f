import { z } from 'zod';
import { DecisionOutcome, DecisionStage } from '../../shared/candidates/decision.ts';
import { InterviewId, SeatId } from '../../shared/ids.ts';
import type { AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { findRows, insertMissing, updateRows } from './rows.ts';

const StoredDecision = z.object({
  interviewId: InterviewId,
  seatId: SeatId,
  number: z.number(),
  jobRole: z.string(),
  stage: DecisionStage,
  outcome: DecisionOutcome,
  reason: z.string(),
  decidedBy: z.string(),
  at: z.number(),
});
export type StoredDecision = z.infer<typeof StoredDecision>;

/** Decisions about candidates. A later decision replaces an earlier one, which stays readable. */
export class DecisionStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /** Returns the time of the first decision after an interview's ratings, about any of its candidates. */
  async decidedAt(interviewId: InterviewId): Promise<number | undefined> {
    const row = await this.kysely
      .selectFrom('interviews')
      .select('decidedAt')
      .where('interviewId', '=', interviewId)
      .executeTakeFirst();
    return row?.decidedAt ?? undefined;
  }

  /** Returns all decisions about candidates of an interview, in order. */
  async listOf(seatIds: readonly SeatId[]): Promise<StoredDecision[]> {
    const rows = await findRows(this.kysely, 'candidateDecisions', { seatId: [...seatIds] }, 'at', 'number');
    return rows.map(row => StoredDecision.parse(row));
  }

  /**
   * Adds a decision. Returns false if there is already one with this number. `settles`: the interview counts as
   * decided. A decision before its ratings doesn't do so.
   */
  add(decision: StoredDecision, settles = true): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const { seatId: decidedSeat } = decision;
      const known = await findRows(transaction, 'candidateDecisions', { seatId: decidedSeat }, 'number');
      if (decision.number !== known.length + 1) return false;
      // Another member may decide in the same moment.
      if ((await insertMissing(transaction, 'candidateDecisions', decision)) !== 1) return false;
      const { decidedBy: actor, interviewId: target, seatId, number, stage, outcome } = decision;
      const undecided = { interviewId: target, decidedAt: null };
      if (settles) await updateRows(transaction, 'interviews', undecided, { decidedAt: decision.at });
      const details = { seatId, number, stage, outcome };
      await this.#audit.add({ actor, action: 'candidate.decided', target, details }, transaction);
      return true;
    });
  }
}
