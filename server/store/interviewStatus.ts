import { type RawBuilder, sql } from 'kysely';
import type { InterviewPhase } from '../../shared/interview/phases.ts';
import type { InterviewStatus } from '../../shared/interview/status.ts';

const CANCELED: InterviewPhase = 'cancelled';

/** SQL for the status of a row, like `statusOf` in `shared/interview/status.ts`. */
export function statusOf(now: number): RawBuilder<InterviewStatus> {
  const awaited = sql`present_candidate > 0 or (held_by_recruiter = 0 and present_interviewer > 0)`;
  const overdue = sql`coalesce(closes_at, scheduled_at + planned_minutes * 60000) <= ${now}`;
  const missed = sql`has_candidate = 1 and candidate_joined = 0
    and (phase = 'ended' or (phase = 'lobby' and not (${awaited}) and ${overdue}))`;
  return sql<InterviewStatus>`case
    when phase = ${sql.lit(CANCELED)} then 'canceled'
    when phase = 'lobby' and unscheduled = 1 and begun = 0 then 'unscheduled'
    when ${missed} then case when held_by_recruiter = 1 or begun = 1 then 'no-show' else 'not-held' end
    when phase = 'open' or (phase = 'lobby' and begun = 1) then 'live'
    when phase = 'lobby' then
      case when present_candidate > 0 or present_interviewer > 0 then 'waiting' else 'scheduled' end
    when decided_at is not null then 'decided'
    when raters_due > 0 and (rating_until is null or rating_until >= ${now}) then 'rating-due'
    when raters_locked > 0 then 'rated'
    else 'held' end`;
}

/** Statuses of interviews whose phase is `lobby` or `open`, and of no others. */
const AHEAD: ReadonlySet<InterviewStatus> = new Set(['unscheduled', 'scheduled', 'waiting', 'live']);

/** SQL that is true for all interviews with these statuses. Repeats the condition of an index if there is one. */
export function indexedPart(statuses: readonly InterviewStatus[]): RawBuilder<boolean> {
  if (statuses.every(status => status === 'unscheduled'))
    return sql<boolean>`phase = 'lobby' and unscheduled = 1`;
  if (statuses.every(status => status === 'rated'))
    return sql<boolean>`phase = 'ended' and decided_at is null and raters_locked > 0`;
  if (statuses.every(status => AHEAD.has(status))) return sql<boolean>`phase in ('lobby', 'open')`;
  return sql<boolean>`1 = 1`;
}
