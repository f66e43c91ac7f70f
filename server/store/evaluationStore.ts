import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { InterviewId, SeatId, UserId } from '../../shared/ids.ts';
import { type CompetencyId, KitId } from '../../shared/kit/kitIds.ts';
import { PracticeLength } from '../../shared/practice/practice.ts';
import { AgreedRatings } from '../../shared/protocol/calibrationRoutes.ts';
import { ClosedDetail, ClosedReason, EvaluationStatus } from '../../shared/protocol/evaluationRoutes.ts';
import type { ReportScoring } from '../../shared/report/reportScoring.ts';
import { SCORING_WINDOW_MS } from '../../shared/rubric/scorecardOpening.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { NO_DUE_DATE } from './noDueDate.ts';
import { decodeReport, decodeScoring } from './reportFormat.ts';
import { flag, json, optional } from './rowSchemas.ts';
import { findRow, findRows, insertMissing, is, lockRows, NOT_NULL, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

/** `userId`: the member who closed rating, whose name is read when it is shown. */
export const StoredClosedDetail = ClosedDetail.extend({ userId: UserId.optional() });
export type StoredClosedDetail = z.infer<typeof StoredClosedDetail>;

export const StoredEvaluation = z.object({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  kitId: KitId,
  role: z.string(),
  locale: z.string(),
  length: optional(PracticeLength),
  questions: z.number(),
  minutes: z.number(),
  endedAt: z.number(),
  promisedAt: z.number(),
  promised: flag,
  dueAt: z.number().transform(at => (at === NO_DUE_DATE ? undefined : at)),
  dueBy: optional(UserId),
  report: flag,
  /** Ratings that evaluators are compared with. Undefined unless the interview is a reference. */
  agreedRatings: optional(json(AgreedRatings)),
  /** The candidate's name or code name, as raters see it. */
  candidate: z.string(),
  stage: EvaluationStatus,
  closedBecause: optional(ClosedReason),
  closedDetail: optional(json(StoredClosedDetail)),
  asked: flag,
  ratable: flag,
  raters: z.number(),
  locked: z.number(),
  /** Raters that the evaluation waits for. Empty in rows that were last followed by an older version. */
  waitsFor: json(z.array(z.object({ seatId: SeatId, name: z.string() }))),
  seenSeq: z.number(),
});
export type StoredEvaluation = z.infer<typeof StoredEvaluation>;
export type NewEvaluation = Omit<StoredEvaluation, 'agreedRatings' | 'dueAt' | 'dueBy'>;
/** Facts derived from the log up to event `seenSeq`. */
export type EvaluationFacts = Pick<
  StoredEvaluation,
  | 'candidate'
  | 'stage'
  | 'closedBecause'
  | 'closedDetail'
  | 'asked'
  | 'ratable'
  | 'raters'
  | 'locked'
  | 'waitsFor'
  | 'seenSeq'
>;

export interface ReportFacts {
  published: boolean;
  /** Competencies for which the raters agreed to keep different ratings. */
  apart: CompetencyId[];
  /** Undefined for reports published before scoring was stored. */
  scoring: ReportScoring | undefined;
}

/** The evaluation queue, derived from interview logs. Practice attempts that are being deleted get no row. */
export class EvaluationStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  async find(interviewId: InterviewId): Promise<StoredEvaluation | undefined> {
    const row = await findRow(this.kysely, 'evaluations', { interviewId });
    return row && StoredEvaluation.parse(row);
  }

  /** Adds an evaluation to the queue. Keeps an existing row. */
  async add(evaluation: NewEvaluation): Promise<void> {
    const { kind, interviewId } = evaluation;
    await this.inTransaction(async transaction => {
      if (kind === 'practice' && !(await isNotDeleting(transaction, interviewId))) return;
      await insertMissing(transaction, 'evaluations', evaluationRow(evaluation));
    });
  }

  async update(interviewId: InterviewId, facts: EvaluationFacts): Promise<void> {
    await this.kysely
      .updateTable('evaluations')
      .set(factsRow(facts))
      .set({ dueAt: usualDue })
      .where('interviewId', '=', interviewId)
      .where('seenSeq', '<=', facts.seenSeq)
      .execute();
  }

  /** Sets when the work is due. With undefined, the usual due date applies. Returns false without a row. */
  async setDue(
    interviewId: InterviewId,
    due: { at: number; by: UserId } | undefined,
    entry: AuditEntry,
  ): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const set = { dueAt: due?.at ?? NO_DUE_DATE, dueBy: due?.by ?? null };
      if ((await updateRows(transaction, 'evaluations', { interviewId }, set)) === 0) return false;
      await updateRows(transaction, 'evaluations', { interviewId }, { dueAt: usualDue });
      await this.#audit.add(entry, transaction);
      return true;
    });
  }

  async reportOf(interviewId: InterviewId): Promise<ReportFacts | undefined> {
    const row = await findRow(this.kysely, 'reports', { interviewId });
    if (!row) return undefined;
    const { apart } = decodeReport(row.content);
    const scoring = row.publishedScoring === null ? undefined : decodeScoring(row.publishedScoring);
    return { published: row.state === 'published', apart, scoring };
  }

  /** Returns the interview's `mark`. Pass it to `noteFollowed` after processing the interview's log. */
  async followMark(interviewId: InterviewId): Promise<number | undefined> {
    return (await findRow(this.kysely, 'interviews', { interviewId }))?.followedSeq;
  }

  /** Records how far the log was processed. Does nothing if the stored mark is no longer `mark`. */
  async noteFollowed(interviewId: InterviewId, mark: number, seq: number): Promise<void> {
    await updateRows(this.kysely, 'interviews', { interviewId, followedSeq: mark }, { followedSeq: seq });
  }

  /** Returns ended interviews whose log or report has changed since they were processed, ordered by id. */
  async listToFollow(limit: number, after = ''): Promise<InterviewId[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .select('interviewId')
      // Repeats the condition of the partial index, so that the query can use the index.
      .where(sql<boolean>`phase = 'ended'`)
      .where(sql<boolean>`kit_id is not null`)
      .where(sql<boolean>`(practice is null or practice = 'evaluation')`)
      .where(sql<boolean>`followed_seq < last_seq`)
      .where('interviewId', '>', after)
      .orderBy('interviewId')
      .limit(limit)
      .execute();
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  /** Marks evaluations for processing when their invited raters have run out of time. */
  async followOverdue(now: number): Promise<void> {
    await this.kysely
      .updateTable('interviews')
      .set(followAgain)
      .where('interviewId', 'in', evaluations =>
        evaluations
          .selectFrom('evaluations')
          .select('evaluations.interviewId')
          .where(({ and }) => and({ stage: 'rate', asked: 0 }))
          .where('endedAt', '<', now - SCORING_WINDOW_MS),
      )
      .where('followedSeq', '>', 0)
      .execute();
  }

  /** Returns the attempts among `interviewIds` whose private page has this email address. */
  async ownPractice(interviewIds: readonly InterviewId[], email: string): Promise<Set<InterviewId>> {
    if (interviewIds.length === 0) return new Set();
    const rows = await this.kysely
      .selectFrom('practiceAttempts')
      .innerJoin('practicePages', 'practicePages.pageId', 'practiceAttempts.pageId')
      .select('practiceAttempts.interviewId')
      .where('practiceAttempts.interviewId', 'in', [...interviewIds])
      .where(({ fn }) => fn<string>('lower', ['practicePages.email']), '=', email.toLowerCase())
      .execute();
    return new Set(rows.map(({ interviewId }) => InterviewId.parse(interviewId)));
  }

  /** Returns when the open questions about these interviews' reports were asked. */
  async openQuestions(interviewIds: readonly InterviewId[]): Promise<Map<InterviewId, number>> {
    if (interviewIds.length === 0) return new Map();
    const rows = await findRows(this.kysely, 'reportReplies', {
      interviewId: interviewIds,
      question: NOT_NULL,
      answeredAt: null,
    });
    return new Map(rows.map(({ interviewId, askedAt }) => [InterviewId.parse(interviewId), askedAt ?? 0]));
  }

  /** Returns who has asked for which reports to be published, and when. */
  async publishRequests(
    interviewIds: readonly InterviewId[],
  ): Promise<Map<InterviewId, { by: UserId; at: number }>> {
    if (interviewIds.length === 0) return new Map();
    const rows = await findRows(this.kysely, 'reports', {
      interviewId: interviewIds,
      publishAskedBy: NOT_NULL,
    });
    return new Map(
      rows.map(({ interviewId, publishAskedAt, publishAskedBy }) => [
        InterviewId.parse(interviewId),
        { by: UserId.parse(publishAskedBy), at: publishAskedAt ?? 0 },
      ]),
    );
  }
}

/** Marks the evaluation for processing after a change outside the log. Invalidates all earlier marks. */
export function followAgain({ ref }: ExpressionBuilder<Tables, 'interviews'>) {
  const seq = ref('followedSeq');
  return { followedSeq: sql<number>`case when ${seq} > 0 then 0 else ${seq} - 1 end` };
}

/** Returns false if the attempt is being deleted. Locks its row by writing, so that a new deletion waits. */
async function isNotDeleting(transaction: Kysely<Tables>, interviewId: InterviewId): Promise<boolean> {
  const attempt = { interviewId, state: is('!=', 'deleting') };
  return (await lockRows(transaction, 'practiceAttempts', attempt, 'note')) === 1;
}

/** SQL for the due date that applies unless a member sets another one. Keeps a date that a member set. */
const usualDue = sql<number>`
  case when due_by is not null then due_at when promised = 1 then promised_at
  else ${sql.lit(NO_DUE_DATE)} end`;

export function evaluationRow({ length, promised, report, ...row }: NewEvaluation) {
  return {
    ...factsRow(row),
    length: length ?? null,
    promised: promised ? 1 : 0,
    dueAt: promised ? row.promisedAt : NO_DUE_DATE,
    report: report ? 1 : 0,
  };
}

function factsRow<T extends EvaluationFacts>(facts: T) {
  const { closedBecause, closedDetail, asked, ratable, waitsFor, ...row } = facts;
  return {
    ...row,
    waitsFor: JSON.stringify(waitsFor),
    closedBecause: closedBecause ?? null,
    closedDetail: closedDetail ? JSON.stringify(closedDetail) : null,
    asked: asked ? 1 : 0,
    ratable: ratable ? 1 : 0,
  };
}
