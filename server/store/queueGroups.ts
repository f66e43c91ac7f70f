import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { UserId } from '../../shared/ids.ts';
import {
  type EvaluationStep,
  isFinished,
  type QueueFilter,
  type QueueGroup,
  type QueueWho,
} from '../../shared/protocol/evaluationRoutes.ts';
import type { ListReader } from './interviewSearch.ts';
import type { Tables } from './schema.ts';

type Db = Kysely<Tables>;

/** A member of staff whose part in evaluations is asked for. */
export interface QueueMember {
  userId: UserId;
  /** True if the member may publish reports. */
  publishes: boolean;
}

export interface QueueQuery extends QueueMember {
  filter: QueueFilter;
  /** Required with `filter.person`, who it is about. */
  person?: QueueMember | undefined;
  /** True if the reader's ratings count only for their own calibration, so that they can claim what has enough. */
  shadow?: boolean;
  /** Members who can't see all interviews see only practice, their own, and claimable interviews. */
  reader: ListReader;
  now: number;
}

/** Group of rows that no value of the filter `who` matches. */
export const NO_ONE = '';

export function isOf(
  db: Db,
  who: QueueWho | QueueGroup,
  step: EvaluationStep,
  query: QueueQuery,
): RawBuilder<boolean> {
  if (who === 'mine') return isMine(db, step, query);
  const values = who === 'open' ? sql`('open', 'free')` : sql`(${who})`;
  return sql<boolean>`${whoOf(db, step, query)} in ${values}`;
}

/** True for work that is the member's. Starts from their claims, which are fewer than the evaluations. */
export function isMine(
  db: Db,
  step: EvaluationStep,
  { userId, publishes }: QueueMember,
): RawBuilder<boolean> {
  if (needsPublisher(step) && !publishes) return sql<boolean>`1 = 0`;
  const claims = claimsOf(db, step, userId)
    .$if(step === 'rate', query => query.where('lockedAt', 'is', null))
    .$if(step === 'agree', query => query.where('compared', '=', 0));
  return sql<boolean>`interview_id in (${claims})`;
}

/** One of `QueueWho`, with `free` for work that is `open`, too. `NO_ONE` for finished work of others. */
export function whoOf(db: Db, step: EvaluationStep, query: QueueQuery): RawBuilder<string> {
  const own = isMine(db, step, query);
  if (isFinished(step)) return sql<string>`case when ${own} then 'mine' else ${sql.lit(NO_ONE)} end`;
  const { publishes, reader, shadow = false, userId } = query;
  const isDone = sql<boolean>`interview_id in (${claimsOf(db, step, userId)})`;
  const isTraining = sql<boolean>`${sql.lit(Number(shadow))} = 1`;
  if (step !== 'rate') {
    const isOpen = step === 'agree' || (needsPublisher(step) && !publishes) ? sql`1 = 0` : sql`1 = 1`;
    return sql<string>`case
      when ${own} then 'mine'
      when ${isDone} then 'others'
      when ${isOpen} or (${isTraining} and agreed_ratings is not null and asked = 1 and ratable = 1) then 'open'
      else 'others' end`;
  }
  const isOwnPractice = sql<boolean>`kind = 'practice' and exists (
    select 1 from practice_attempts inner join practice_pages
    on practice_pages.page_id = practice_attempts.page_id
    where practice_attempts.interview_id = evaluations.interview_id
    and lower(practice_pages.email) = ${reader.email.toLowerCase()})`;
  const rating = sql<number>`(
    select count(*) from evaluation_claims where evaluation_claims.interview_id = evaluations.interview_id
    and shadow = 0 and user_id <> ${userId} and state in ('held', 'locked', 'seated'))`;
  return sql<string>`case
    when ${own} then 'mine'
    when ${isDone} then 'others'
    when stage <> 'rate' or asked = 0 or ratable = 0 or ${isOwnPractice} then 'others'
    when ${rating} = 0 then 'free'
    when ${isTraining} or ${rating} < raters then 'open'
    else 'others' end`;
}

/** Interviews in which the member rates or has rated. */
function claimsOf(db: Db, step: EvaluationStep, userId: UserId) {
  return db
    .selectFrom('evaluationClaims')
    .select('evaluationClaims.interviewId')
    .where('userId', '=', userId)
    .where('state', 'in', ['held', 'locked', 'seated'])
    .$if(step !== 'rate' && !isFinished(step), query => query.where('shadow', '=', 0));
}

function needsPublisher(step: EvaluationStep): boolean {
  return step === 'publish' || step === 'republish';
}
