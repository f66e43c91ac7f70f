import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { InterviewId, type UserId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import {
  type EvaluationStage,
  QUEUE_PAGE,
  type QueueCursor,
  type QueueFilter,
} from '../../shared/protocol/evaluationRoutes.ts';
import { DatabaseStore } from './database.ts';
import { evaluationOf, type StoredEvaluation } from './evaluationStore.ts';
import { ownInterviews } from './interviewSearch.ts';
import type { ListReader } from './interviewStore.ts';
import type { Tables } from './schema.ts';

/** Something is still to be done before the promise is kept. */
const DUE: readonly EvaluationStage[] = ['rate', 'agree', 'write'];
/** Something is still to be done. */
const WAITING: readonly EvaluationStage[] = [...DUE, 'republish'];

export interface QueueQuestion {
  filter: QueueFilter;
  userId: UserId;
  /** Those who do not see all interviews find practice, what they take part in, and what anyone may claim. */
  reader: ListReader;
  now: number;
}

export interface QueuePage {
  rows: StoredEvaluation[];
  next: QueueCursor | undefined;
}

export interface QueueCounts {
  total: number;
  overdue: number;
  kits: { kitId: KitId; role: string }[];
  locales: string[];
}

type Evaluations = SelectQueryBuilder<Tables, 'evaluations', object>;

/** The queue as pages, counts and choices; without a stage in the filter: of all that waits. */
export class EvaluationQueue extends DatabaseStore {
  /** By promise, the nearest first. */
  async page(asked: QueueQuestion, after?: QueueCursor): Promise<QueuePage> {
    const found = await this.#matching(asked)
      .selectAll()
      .$if(after !== undefined, query =>
        query.where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple('promisedAt', 'interviewId'),
            '>',
            tuple(after?.promisedAt ?? 0, after?.interviewId ?? ''),
          ),
        ),
      )
      .orderBy('promisedAt')
      .orderBy('interviewId')
      .limit(QUEUE_PAGE + 1)
      .execute();
    const rows = found.slice(0, QUEUE_PAGE).map(evaluationOf);
    const last = found.length > QUEUE_PAGE ? rows.at(-1) : undefined;
    return { rows, next: last && { promisedAt: last.promisedAt, interviewId: last.interviewId } };
  }

  async counts(asked: QueueQuestion): Promise<QueueCounts> {
    const { now, reader } = asked;
    const counted = await this.#matching(asked)
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
      .where('stage', 'in', WAITING)
      .$if(!reader.all, query => query.where(this.#isVisibleTo(reader)))
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

  /** Of these attempts, those that were practiced on a page with this address. */
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

  #matching({ filter, userId, reader, now }: QueueQuestion): Evaluations {
    const { kitId, locale, stage, mine, held, overdue } = filter;
    return (
      this.kysely
        .selectFrom('evaluations')
        .$if(!reader.all, query => query.where(this.#isVisibleTo(reader)))
        .$if(kitId !== undefined, query => query.where('kitId', '=', kitId ?? ''))
        .$if(locale !== undefined, query => query.where('locale', '=', locale ?? ''))
        .$if(overdue === true, query =>
          query.where('promisedAt', '<', now).where('promised', '=', 1).where('stage', 'in', DUE),
        )
        .$if(mine === true, query => query.where('interviewId', 'in', this.#ownOf(userId)))
        .$if(held === true, query => query.where('interviewId', 'in', this.#heldBy(userId)))
        .$if(held === false, query => query.where('interviewId', 'not in', this.#heldBy(userId)))
        .$if(stage !== undefined, query => query.where('stage', '=', stage ?? ''))
        // What one rates to be compared with others does not wait for anyone, but for oneself.
        .$if(stage === undefined && held !== true, query =>
          query.where(({ eb, or }) =>
            or([
              eb('stage', 'in', WAITING),
              ...(mine === true && held === undefined ? [eb('interviewId', 'in', this.#heldBy(userId))] : []),
            ]),
          ),
        )
    );
  }

  #isVisibleTo({ email }: ListReader) {
    return ({ eb, or, and }: ExpressionBuilder<Tables, 'evaluations'>) =>
      or([
        eb('kind', '=', 'practice'),
        and([eb('asked', '=', 1), eb('ratable', '=', 1), eb('stage', '=', 'rate')]),
        eb('interviewId', 'in', ownInterviews(this.kysely, email)),
      ]);
  }

  #ownOf(userId: UserId) {
    return this.kysely
      .selectFrom('evaluationClaims')
      .select('evaluationClaims.interviewId')
      .where('userId', '=', userId)
      .where('state', 'in', ['held', 'locked', 'seated']);
  }

  /** A place without a claim is held for as long as ratings are missing. */
  #heldBy(userId: UserId) {
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
