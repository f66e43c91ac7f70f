import { type ExpressionBuilder, expressionBuilder, type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import { InterviewId, UserId } from '../../shared/ids.ts';
import { type CompetencyId, KitId } from '../../shared/kit/kitIds.ts';
import { PracticeLength } from '../../shared/practice/practice.ts';
import {
  AgreedRatings,
  ClosedReason,
  EvaluationStatus,
  QUEUE_PAGE,
  type QueueCursor,
  type QueueFilter,
} from '../../shared/protocol/evaluationRoutes.ts';
import type { ReportScoring } from '../../shared/report/reportScoring.ts';
import { SCORING_WINDOW_MS } from '../../shared/rubric/scorecardOpening.ts';
import { DatabaseStore } from './database.ts';
import { isQueuedForTeams, type ListReader, ownInterviews } from './interviewSearch.ts';
import { decodeReport, decodeScoring } from './reportFormat.ts';
import { flag, json, optional } from './rowSchemas.ts';
import { beyond, findRow, findRows, insertMissing, is, lockRows, NOT_NULL, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

const StoredEvaluation = z.object({
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
  report: flag,
  /** Ratings that evaluators are compared with. Undefined unless the interview is a reference. */
  agreedRatings: optional(json(AgreedRatings)),
  /** The candidate's name or code name, as raters see it. */
  candidate: z.string(),
  stage: EvaluationStatus,
  closedBecause: optional(ClosedReason),
  asked: flag,
  ratable: flag,
  raters: z.number(),
  locked: z.number(),
  seenSeq: z.number(),
});
export type StoredEvaluation = z.infer<typeof StoredEvaluation>;
export type NewEvaluation = Omit<StoredEvaluation, 'agreedRatings'>;
/** Facts derived from the log up to event `seenSeq`. */
export type EvaluationFacts = Pick<
  StoredEvaluation,
  'candidate' | 'stage' | 'closedBecause' | 'asked' | 'ratable' | 'raters' | 'locked' | 'seenSeq'
>;

export interface ReportFacts {
  published: boolean;
  /** Competencies for which the raters agreed to keep different ratings. */
  apart: CompetencyId[];
  /** Undefined for reports published before scoring was stored. */
  scoring: ReportScoring | undefined;
}

const OpenQuestionRow = z.object({
  interviewId: InterviewId,
  role: z.string(),
  candidate: z.string(),
  askedAt: z.number(),
});

/** The evaluation queue, derived from interview logs. Practice attempts that are being deleted get no row. */
export class EvaluationStore extends DatabaseStore {
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
      .where('interviewId', '=', interviewId)
      .where('seenSeq', '<=', facts.seenSeq)
      .execute();
  }

  async setAgreed(
    interviewId: InterviewId,
    ratings: AgreedRatings | null,
    { userId, at }: { userId: UserId; at: number },
  ): Promise<void> {
    const agreed = { agreedRatings: JSON.stringify(ratings), agreedBy: userId, agreedAt: at };
    const none = { agreedRatings: null, agreedBy: null, agreedAt: null };
    await updateRows(this.kysely, 'evaluations', { interviewId }, ratings ? agreed : none);
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

  async page(query: QueueQuery, after?: QueueCursor): Promise<QueuePage> {
    const found = await this.#matching(query)
      .selectAll()
      .where(beyond('>', ['promisedAt', 'interviewId'], after))
      .orderBy('promisedAt')
      .orderBy('interviewId')
      .limit(QUEUE_PAGE + 1)
      .execute();
    const rows = z.array(StoredEvaluation).parse(found.slice(0, QUEUE_PAGE));
    const last = found.length > QUEUE_PAGE ? rows.at(-1) : undefined;
    return { rows, next: last && { promisedAt: last.promisedAt, interviewId: last.interviewId } };
  }

  async counts(query: QueueQuery): Promise<QueueCounts> {
    const { now, reader } = query;
    const counted = await this.#matching(query)
      .select(({ fn, ref }) => [
        fn.countAll<number | string>().as('total'),
        sql<
          number | string | null
        >`sum(case when ${ref('promisedAt')} < ${now} and ${ref('promised')} = 1 and ${ref('stage')} in ('rate', 'agree', 'write') then 1 else 0 end)`.as(
          'overdue',
        ),
      ])
      .executeTakeFirstOrThrow();
    const choices = await this.kysely
      .selectFrom('evaluations')
      .select(({ fn }) => ['kitId', 'locale', fn.max('role').as('role')])
      .where(({ or }) => or(this.#waiting()))
      .where(this.#isVisibleTo(reader))
      .groupBy(['kitId', 'locale'])
      .orderBy('role')
      .execute();
    const roles = new Map(choices.map(({ kitId, role }) => [KitId.parse(kitId), role]));
    return {
      total: Number(counted.total),
      overdue: Number(counted.overdue ?? 0),
      kits: [...roles].map(([kitId, role]) => ({ kitId, role })),
      locales: [...new Set(choices.map(({ locale }) => locale))].sort(),
    };
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

  /** Returns the questions that candidates asked about their reports and that wait for an answer. */
  async openQuestions(
    reader: ListReader,
    limit: number,
  ): Promise<{
    total: number;
    rows: (Pick<StoredEvaluation, 'interviewId' | 'role' | 'candidate'> & { askedAt: number })[];
  }> {
    const open = this.kysely
      .selectFrom('reportReplies')
      .innerJoin('evaluations', 'evaluations.interviewId', 'reportReplies.interviewId')
      // Repeats the condition of the partial index, so that the query can use the index.
      .where(sql<boolean>`question is not null and answered_at is null`)
      .where(this.#isVisibleTo(reader));
    const { total } = await open
      .select(({ fn }) => fn.countAll<number | string>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await open
      .select(['evaluations.interviewId', 'evaluations.role', 'evaluations.candidate', 'askedAt'])
      .orderBy('askedAt')
      .limit(limit)
      .execute();
    return { total: Number(total), rows: z.array(OpenQuestionRow).parse(rows) };
  }

  #matching({ filter, userId, reader, now }: QueueQuery): Evaluations {
    const { kitId, locale, stage, mine, held, overdue } = filter;
    return (
      this.kysely
        .selectFrom('evaluations')
        .where(this.#isVisibleTo(reader))
        .$if(kitId !== undefined, query => query.where('kitId', '=', kitId ?? ''))
        .$if(locale !== undefined, query => query.where('locale', '=', locale ?? ''))
        .$if(overdue === true, query =>
          query.where('promisedAt', '<', now).where('promised', '=', 1).where('stage', 'in', DUE),
        )
        .$if(mine === true, query => query.where('interviewId', 'in', this.#ownOf(userId)))
        .$if(held === true, query => query.where('interviewId', 'in', this.#claimedBy(userId)))
        .$if(held === false, query => query.where('interviewId', 'not in', this.#claimedBy(userId)))
        .$if(stage !== undefined, query => query.where('stage', '=', stage ?? ''))
        // Also includes finished evaluations that this evaluator has claimed for comparison.
        .$if(stage === undefined && held !== true, query =>
          query.where(({ eb, or }) =>
            or([
              ...this.#waiting(),
              ...(mine === true && held === undefined
                ? [eb('interviewId', 'in', this.#claimedBy(userId))]
                : []),
            ]),
          ),
        )
    );
  }

  #isVisibleTo({ email, all, teams }: ListReader) {
    const { eb, or, and } = expressionBuilder<Tables, 'evaluations'>();
    const claimable = and([eb('asked', '=', 1), eb('ratable', '=', 1), eb('stage', '=', 'rate')]);
    if (all && teams === 'all') return isQueuedForTeams(teams);
    const open = or([eb('kind', '=', 'practice'), claimable]);
    return or([
      all ? isQueuedForTeams(teams) : and([open, isQueuedForTeams(teams)]),
      eb('evaluations.interviewId', 'in', ownInterviews(this.kysely, email)),
    ]);
  }

  /** Alternatives: a step that waits for someone, or an open request to publish a report, at any step. */
  #waiting() {
    const { eb } = expressionBuilder<Tables, 'evaluations'>();
    const asked = this.kysely
      .selectFrom('reports')
      .select('reports.interviewId')
      .where('publishAskedBy', 'is not', null);
    return [eb('stage', 'in', WAITING), eb('evaluations.interviewId', 'in', asked)];
  }

  #ownOf(userId: UserId) {
    return this.kysely
      .selectFrom('evaluationClaims')
      .select('evaluationClaims.interviewId')
      .where('userId', '=', userId)
      .where('state', 'in', ['held', 'locked', 'seated']);
  }

  /** Interviews that the member has claimed, or was invited to rate and that still wait for ratings. */
  #claimedBy(userId: UserId) {
    return this.kysely
      .selectFrom('evaluationClaims')
      .innerJoin('evaluations as rated', 'rated.interviewId', 'evaluationClaims.interviewId')
      .select('evaluationClaims.interviewId')
      .where('userId', '=', userId)
      .where('lockedAt', 'is', null)
      .where(({ eb, or, and }) =>
        or([eb('state', '=', 'held'), and([eb('state', '=', 'seated'), eb('rated.stage', '=', 'rate')])]),
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

export function evaluationRow({ length, promised, report, ...row }: NewEvaluation) {
  return { ...factsRow(row), length: length ?? null, promised: promised ? 1 : 0, report: report ? 1 : 0 };
}

function factsRow<T extends EvaluationFacts>({ closedBecause, asked, ratable, ...row }: T) {
  return { ...row, closedBecause: closedBecause ?? null, asked: asked ? 1 : 0, ratable: ratable ? 1 : 0 };
}

const DUE: readonly EvaluationStatus[] = ['rate', 'agree', 'write'];
const WAITING: readonly EvaluationStatus[] = [...DUE, 'republish'];

export interface QueueQuery {
  filter: QueueFilter;
  userId: UserId;
  /** Members who can't see all interviews see only practice, their own, and claimable interviews. */
  reader: ListReader;
  now: number;
}

export type QueuePage = { rows: StoredEvaluation[]; next: QueueCursor | undefined };

export interface QueueCounts {
  total: number;
  overdue: number;
  kits: { kitId: KitId; role: string }[];
  locales: string[];
}

type Evaluations = SelectQueryBuilder<Tables, 'evaluations', object>;
