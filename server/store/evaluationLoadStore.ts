import { sql } from 'kysely';
import { UserId } from '../../shared/ids.ts';
import { DatabaseStore } from './database.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Of how many days figures are. */
const DAYS = 30;

export interface ClaimLoad {
  userId: UserId;
  held: number;
  /** From claim to lock, of each that was locked lately, in milliseconds. */
  turnaroundMs: number[];
}

export interface QueueLoad {
  ageing: { day: number; twoDays: number; longer: number };
  /** Of each report that was published lately for the first time. */
  reports: { turnaroundMs: number; promise: 'kept' | 'missed' | undefined }[];
}

/** How much evaluators have to do, and how fast it goes. */
export class EvaluationLoadStore extends DatabaseStore {
  async byPerson(): Promise<ClaimLoad[]> {
    const now = this.now;
    const held = await this.kysely
      .selectFrom('evaluationClaims')
      .select(({ fn }) => ['userId', fn.countAll<number | string>().as('count')])
      .where('lockedAt', 'is', null)
      .where('state', '=', 'held')
      .groupBy('userId')
      .execute();
    // Cross join: SQLite has to start with what waits, because places without a claim are never deleted.
    const seated = await this.kysely
      .selectFrom('evaluations')
      .crossJoin('evaluationClaims')
      .whereRef('evaluationClaims.interviewId', '=', 'evaluations.interviewId')
      .select(({ fn }) => ['userId', fn.countAll<number | string>().as('count')])
      .where('stage', '=', 'rate')
      .where('lockedAt', 'is', null)
      .where('state', '=', 'seated')
      .groupBy('userId')
      .execute();
    const locked = await this.kysely
      .selectFrom('evaluationClaims')
      .select(['userId', 'claimedAt', 'lockedAt'])
      .where('lockedAt', '>', sql<number>`${now} - ${sql.lit(DAYS * DAY_MS)}`)
      .execute();
    const times = Map.groupBy(locked, ({ userId }) => userId);
    const heldBy = new Map<string, number>();
    for (const { userId, count } of [...held, ...seated])
      heldBy.set(userId, (heldBy.get(userId) ?? 0) + Number(count));
    return [...new Set([...times.keys(), ...heldBy.keys()])].map(userId => ({
      userId: UserId.parse(userId),
      held: heldBy.get(userId) ?? 0,
      turnaroundMs: (times.get(userId) ?? []).map(({ claimedAt, lockedAt }) =>
        Math.max(0, (lockedAt ?? claimedAt) - claimedAt),
      ),
    }));
  }

  /** At this server's time, by which promises are made. */
  async ofQueue(now: number): Promise<QueueLoad> {
    const ages = await this.kysely
      .selectFrom('evaluations')
      .select(({ ref }) => [
        sql<number | string | null>`sum(case when ${ref('endedAt')} > ${now - DAY_MS} then 1 else 0 end)`.as(
          'day',
        ),
        sql<
          number | string | null
        >`sum(case when ${ref('endedAt')} > ${now - 2 * DAY_MS} then 1 else 0 end)`.as('days'),
      ])
      .select(({ fn }) => fn.countAll<number | string>().as('all'))
      .where('stage', 'in', ['rate', 'agree', 'write'])
      .executeTakeFirstOrThrow();
    const published = await this.kysely
      .selectFrom('reports')
      .innerJoin('evaluations', 'evaluations.interviewId', 'reports.interviewId')
      .select(['reports.publishedAt', 'evaluations.endedAt', 'evaluations.promisedAt', 'promised'])
      .where('reports.publishedAt', '>', now - DAYS * DAY_MS)
      .execute();
    const [all, day, days] = [Number(ages.all), Number(ages.day ?? 0), Number(ages.days ?? 0)];
    return {
      ageing: { day, twoDays: days - day, longer: all - days },
      reports: published.map(({ publishedAt, endedAt, promisedAt, promised }) => ({
        turnaroundMs: Math.max(0, (publishedAt ?? endedAt) - endedAt),
        promise: promised === 0 ? undefined : (publishedAt ?? 0) <= promisedAt ? 'kept' : 'missed',
      })),
    };
  }
}
