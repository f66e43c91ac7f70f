import type { ExpressionBuilder, Kysely } from 'kysely';
import { OwnPart } from '../../shared/interview/visibility.ts';
import type { Tables } from './schema.ts';

/** Roles in which staff take part; observers only watch. */
const RATERS = ['interviewer', 'evaluator'];

/** Interviews in which the member of staff with this address takes part: `ownPartOf` in SQL. */
export function ownInterviews(db: Pick<Kysely<Tables>, 'selectFrom'>, email: string) {
  return db
    .selectFrom('staffSeats')
    .select('staffSeats.interviewId')
    .where('staffSeats.email', '=', email.toLowerCase())
    .where('staffSeats.role', 'in', RATERS);
}

/** How they take part in the interview of a row, for `ownPartIn`; the first of `OwnPart` that fits. */
export function ownPart(query: ExpressionBuilder<Tables, 'interviews'>, email: string) {
  return query
    .selectFrom('staffSeats')
    .select(({ fn }) => fn.min<string | null>('staffSeats.part').as('part'))
    .whereRef('staffSeats.interviewId', '=', 'interviews.interviewId')
    .where('staffSeats.email', '=', email.toLowerCase())
    .where('staffSeats.role', 'in', RATERS);
}

export function ownPartIn(part: string | null): { own?: OwnPart } {
  return part === null ? {} : { own: OwnPart.parse(part) };
}
