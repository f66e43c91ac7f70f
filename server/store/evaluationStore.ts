import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { InterviewId, type UserId } from '../../shared/ids.ts';
import { CompetencyId, KitId } from '../../shared/kit/kitIds.ts';
import { PracticeLength } from '../../shared/practice/practice.ts';
import { AgreedRatings, EvaluationStage } from '../../shared/protocol/evaluationRoutes.ts';
import { ReportScoring } from '../../shared/report/reportScoring.ts';
import { SCORING_WINDOW_MS } from '../../shared/rubric/opening.ts';
import type { Database } from './database.ts';
import { withDatabase } from './databaseErrors.ts';
import type { Tables } from './schema.ts';

/** What follows from the log, up to the event `seenSeq` at least. */
export interface EvaluationFacts {
  /** As raters see the candidate. */
  candidate: string;
  stage: EvaluationStage;
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

const Content = z.object({ apart: z.array(CompetencyId) });

/**
 * What waits for people to rate it, and what became of that. Rows follow from the logs of interviews; those of attempts that are being
 * deleted are gone and do not come back. Rejects with `unavailable` when the database cannot be reached.
 */
export class EvaluationStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(interviewId: InterviewId): Promise<StoredEvaluation | undefined> {
    const row = await withDatabase(() =>
      this.#kysely
        .selectFrom('evaluations')
        .selectAll()
        .where('interviewId', '=', interviewId)
        .executeTakeFirst(),
    );
    return row && evaluationOf(row);
  }

  /** Keeps what is there. Nothing is added for an attempt that is being deleted. */
  async add({ length, asked, ratable, ...row }: NewEvaluation): Promise<void> {
    await withDatabase(() =>
      this.#kysely.transaction().execute(async transaction => {
        if (row.kind === 'practice' && !(await isKept(transaction, row.interviewId))) return;
        await transaction
          .insertInto('evaluations')
          .values({ ...row, length: length ?? null, asked: asked ? 1 : 0, ratable: ratable ? 1 : 0 })
          .onConflict(conflict => conflict.doNothing())
          .execute();
      }),
    );
  }

  /** Changes nothing where a newer event was taken into account already. */
  async update(interviewId: InterviewId, { asked, ratable, ...facts }: EvaluationFacts): Promise<void> {
    await withDatabase(() =>
      this.#kysely
        .updateTable('evaluations')
        .set({ ...facts, asked: asked ? 1 : 0, ratable: ratable ? 1 : 0 })
        .where('interviewId', '=', interviewId)
        .where('seenSeq', '<=', facts.seenSeq)
        .execute(),
    );
  }

  async setAgreed(
    interviewId: InterviewId,
    ratings: AgreedRatings | null,
    { userId, at }: { userId: UserId; at: number },
  ): Promise<void> {
    await withDatabase(() =>
      this.#kysely
        .updateTable('evaluations')
        .set({
          agreedRatings: ratings && JSON.stringify(ratings),
          agreedBy: ratings && userId,
          agreedAt: ratings && at,
        })
        .where('interviewId', '=', interviewId)
        .execute(),
    );
  }

  async reportOf(interviewId: InterviewId): Promise<ReportFacts | undefined> {
    const row = await withDatabase(() =>
      this.#kysely
        .selectFrom('reports')
        .select(['state', 'content', 'publishedScoring'])
        .where('interviewId', '=', interviewId)
        .executeTakeFirst(),
    );
    if (!row) return undefined;
    const { apart } = Content.parse(JSON.parse(row.content));
    const scoring =
      row.publishedScoring === null ? undefined : ReportScoring.parse(JSON.parse(row.publishedScoring));
    return { published: row.state === 'published', apart, scoring };
  }

  /** Interviews that are over and have something to rate by, and of which no one has decided yet whether they wait. */
  async listNew(limit: number): Promise<InterviewId[]> {
    const rows = await withDatabase(() =>
      this.#kysely
        .selectFrom('interviews')
        .select('interviewId')
        .where('phase', '=', 'ended')
        .where('kitId', 'is not', null)
        .where(({ eb, or }) => or([eb('practice', 'is', null), eb('practice', '=', 'evaluation')]))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('evaluations')
                .select('evaluations.interviewId')
                .whereRef('evaluations.interviewId', '=', 'interviews.interviewId'),
            ),
          ),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('practiceAttempts')
                .select('practiceAttempts.interviewId')
                .whereRef('practiceAttempts.interviewId', '=', 'interviews.interviewId')
                .where('practiceAttempts.state', '=', 'deleting'),
            ),
          ),
        )
        .orderBy('interviewId')
        .limit(limit)
        .execute(),
    );
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  /** Rows that their log, their report or the time has gone past. */
  async listBehind(limit: number, now: number): Promise<InterviewId[]> {
    const rows = await withDatabase(() =>
      this.#kysely
        .selectFrom('evaluations')
        .innerJoin('interviews', 'interviews.interviewId', 'evaluations.interviewId')
        .leftJoin('reports', 'reports.interviewId', 'evaluations.interviewId')
        .select('evaluations.interviewId')
        .where(({ eb, or, and, ref }) =>
          or([
            eb('evaluations.seenSeq', '<', ref('interviews.lastSeq')),
            and([
              eb('reports.state', '=', 'published'),
              eb('evaluations.stage', 'not in', ['done', 'republish']),
            ]),
            and([
              eb('reports.state', '=', 'published'),
              eb('evaluations.stage', '=', 'republish'),
              eb('evaluations.seenSeq', '<=', ref('reports.publishedSeq')),
            ]),
            and([
              eb('reports.state', '=', 'retracted'),
              eb('evaluations.stage', 'in', ['done', 'republish']),
            ]),
            and([eb('evaluations.stage', '=', 'agree'), eb('reports.version', '>', 0)]),
            and([
              eb('evaluations.stage', '=', 'rate'),
              eb('evaluations.asked', '=', 0),
              eb('evaluations.endedAt', '<', now - SCORING_WINDOW_MS),
            ]),
          ]),
        )
        .orderBy('evaluations.interviewId')
        .limit(limit)
        .execute(),
    );
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  get #kysely(): Kysely<Tables> {
    return this.#database.kysely;
  }
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
    raters: row.raters,
    locked: row.locked,
    seenSeq: row.seenSeq,
    agreedRatings:
      row.agreedRatings === null ? undefined : AgreedRatings.parse(JSON.parse(row.agreedRatings)),
  };
}
