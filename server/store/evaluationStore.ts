import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import { InterviewId, type UserId } from '../../shared/ids.ts';
import { type CompetencyId, KitId } from '../../shared/kit/kitIds.ts';
import { PracticeLength } from '../../shared/practice/practice.ts';
import { AgreedRatings, ClosedReason, EvaluationStage } from '../../shared/protocol/evaluationRoutes.ts';
import type { ReportScoring } from '../../shared/report/reportScoring.ts';
import { SCORING_WINDOW_MS } from '../../shared/rubric/opening.ts';
import { DatabaseStore } from './database.ts';
import { decodeReport, decodeScoring } from './reportFormat.ts';
import type { Tables } from './schema.ts';

/** What follows from the log, up to the event `seenSeq` at least. */
export interface EvaluationFacts {
  /** As raters see the candidate. */
  candidate: string;
  stage: EvaluationStage;
  /** Present where the stage is `closed`. */
  closedBecause: ClosedReason | undefined;
  asked: boolean;
  ratable: boolean;
  raters: number;
  locked: number;
  seenSeq: number;
}

export interface NewEvaluation extends EvaluationFacts {
  interviewId: InterviewId;
  kind: 'practice' | 'interview';
  kitId: KitId;
  role: string;
  locale: string;
  length: PracticeLength | undefined;
  questions: number;
  minutes: number;
  endedAt: number;
  promisedAt: number;
  /** Whether the candidate was promised a report by then. */
  promised: boolean;
  /** Whether the candidate is to get a report. */
  report: boolean;
}

export interface StoredEvaluation extends NewEvaluation {
  /** Where it is a reference. */
  agreedRatings: AgreedRatings | undefined;
}

/** What the report of an interview means for its evaluation. */
export interface ReportFacts {
  published: boolean;
  /** Competencies in which the raters stay apart, having talked about it. */
  apart: CompetencyId[];
  /** Scoring that a published report rests on; undefined where it was published before scoring was stored. */
  scoring: ReportScoring | undefined;
}

/**
 * What waits for people to rate it, and what became of that. Rows follow from the logs of interviews; those of attempts that are being
 * deleted are gone and do not come back.
 */
export class EvaluationStore extends DatabaseStore {
  async find(interviewId: InterviewId): Promise<StoredEvaluation | undefined> {
    const row = await this.kysely
      .selectFrom('evaluations')
      .selectAll()
      .where('interviewId', '=', interviewId)
      .executeTakeFirst();
    return row && evaluationOf(row);
  }

  /** Keeps what is there. Nothing is added for an attempt that is being deleted. */
  async add(evaluation: NewEvaluation): Promise<void> {
    const { kind, interviewId } = evaluation;
    await this.inTransaction(async transaction => {
      if (kind === 'practice' && !(await isKept(transaction, interviewId))) return;
      await transaction
        .insertInto('evaluations')
        .values(evaluationRow(evaluation))
        .onConflict(conflict => conflict.doNothing())
        .execute();
    });
  }

  /** Changes nothing where a newer event was taken into account already. */
  async update(interviewId: InterviewId, facts: EvaluationFacts): Promise<void> {
    await this.kysely
      .updateTable('evaluations')
      .set(factsRow(facts))
      .where('interviewId', '=', interviewId)
      .where('seenSeq', '<=', facts.seenSeq)
      .execute();
  }

  async setAgreed(
    interviewId: InterviewId,
    ratings: AgreedRatings | null,
    { userId, at }: { userId: UserId; at: number },
  ): Promise<void> {
    await this.kysely
      .updateTable('evaluations')
      .set({
        agreedRatings: ratings && JSON.stringify(ratings),
        agreedBy: ratings && userId,
        agreedAt: ratings && at,
      })
      .where('interviewId', '=', interviewId)
      .execute();
  }

  /** Throws `newer-version` for a report of a newer version. */
  async reportOf(interviewId: InterviewId): Promise<ReportFacts | undefined> {
    const row = await this.kysely
      .selectFrom('reports')
      .select(['state', 'content', 'publishedScoring'])
      .where('interviewId', '=', interviewId)
      .executeTakeFirst();
    if (!row) return undefined;
    const { apart } = decodeReport(row.content);
    const scoring = row.publishedScoring === null ? undefined : decodeScoring(row.publishedScoring);
    return { published: row.state === 'published', apart, scoring };
  }

  /** Number that `noteFollowed` takes once the interview's log has been followed; undefined where there is no such interview. */
  async followMark(interviewId: InterviewId): Promise<number | undefined> {
    const row = await this.kysely
      .selectFrom('interviews')
      .select('followedSeq')
      .where('interviewId', '=', interviewId)
      .executeTakeFirst();
    return row?.followedSeq;
  }

  /** The log was followed up to this event. Changes nothing where the mark is another one by now. */
  async noteFollowed(interviewId: InterviewId, mark: number, seq: number): Promise<void> {
    await this.kysely
      .updateTable('interviews')
      .set({ followedSeq: seq })
      .where('interviewId', '=', interviewId)
      .where('followedSeq', '=', mark)
      .execute();
  }

  /** Ended interviews to be rated whose log or report has gone past their evaluation, in the order of their ids. */
  async listToFollow(limit: number, after = ''): Promise<InterviewId[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .select('interviewId')
      // As the index has it, which holds these alone.
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

  /** Has those followed again whose invited raters have no time left. */
  async followOverdue(now: number): Promise<void> {
    await this.kysely
      .updateTable('interviews')
      .set(followAgain)
      .where('interviewId', 'in', evaluations =>
        evaluations
          .selectFrom('evaluations')
          .select('evaluations.interviewId')
          .where('stage', '=', 'rate')
          .where('asked', '=', 0)
          .where('endedAt', '<', now - SCORING_WINDOW_MS),
      )
      .where('followedSeq', '>', 0)
      .execute();
  }
}

/** Has the evaluation of an interview look again, since something changed that is not in its log. Each time another number. */
export function followAgain({ ref }: ExpressionBuilder<Tables, 'interviews'>) {
  const seq = ref('followedSeq');
  return { followedSeq: sql<number>`case when ${seq} > 0 then 0 else ${seq} - 1 end` };
}

/** Writing to the attempt's row excludes a deletion that begins now. */
async function isKept(transaction: Kysely<Tables>, interviewId: InterviewId): Promise<boolean> {
  const kept = await transaction
    .updateTable('practiceAttempts')
    .set(row => ({ note: row.ref('note') }))
    .where('interviewId', '=', interviewId)
    .where('state', '!=', 'deleting')
    .executeTakeFirst();
  return kept.numUpdatedRows === 1n;
}

export function evaluationRow({ length, promised, report, ...row }: NewEvaluation) {
  return {
    ...row,
    ...factsRow(row),
    length: length ?? null,
    promised: promised ? 1 : 0,
    report: report ? 1 : 0,
  };
}

function factsRow({
  candidate,
  stage,
  closedBecause,
  asked,
  ratable,
  raters,
  locked,
  seenSeq,
}: EvaluationFacts) {
  return {
    candidate,
    stage,
    closedBecause: closedBecause ?? null,
    asked: asked ? 1 : 0,
    ratable: ratable ? 1 : 0,
    raters,
    locked,
    seenSeq,
  };
}

export function evaluationOf(row: Selectable<Tables['evaluations']>): StoredEvaluation {
  return {
    interviewId: InterviewId.parse(row.interviewId),
    kind: row.kind === 'practice' ? 'practice' : 'interview',
    kitId: KitId.parse(row.kitId),
    role: row.role,
    locale: row.locale,
    length: row.length === null ? undefined : PracticeLength.parse(row.length),
    questions: row.questions,
    minutes: row.minutes,
    candidate: row.candidate,
    endedAt: row.endedAt,
    promisedAt: row.promisedAt,
    stage: EvaluationStage.parse(row.stage),
    asked: row.asked === 1,
    ratable: row.ratable === 1,
    promised: row.promised === 1,
    report: row.report === 1,
    closedBecause: row.closedBecause === null ? undefined : ClosedReason.parse(row.closedBecause),
    raters: row.raters,
    locked: row.locked,
    seenSeq: row.seenSeq,
    agreedRatings:
      row.agreedRatings === null ? undefined : AgreedRatings.parse(JSON.parse(row.agreedRatings)),
  };
}
