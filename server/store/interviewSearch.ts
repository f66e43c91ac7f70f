import { type ExpressionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { ListedSeat } from '../../shared/interview/listedSeats.ts';
import { listedNames, OwnPart } from '../../shared/interview/visibility.ts';
import type { StoredSummary } from './interviewAppend.ts';
import type { Tables } from './schema.ts';

const LETTER_MARKS = /[\u0300-\u036f]/g;
const SEPARATORS = /[\s\p{Cc}]+/u;

/**
 * Text in the form in which searches compare it: `Ó`, `ó`, and `o` are the same, and so are `ß` and `SS`. Folded here, because the databases
 * disagree about letters outside of ASCII.
 */
export function foldedText(text: string): string {
  // Upper case first: it brings letters together that lower case keeps apart, such as ß and SS.
  const lower = text.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
  return lower.replace(LETTER_MARKS, '').replaceAll('ς', 'σ');
}

/** Words of a search, folded; without those that occur in another one. */
export function searchWords(search: string): string[] {
  const words = [...new Set(foldedText(search).split(SEPARATORS).filter(Boolean))];
  return words.filter(word => !words.some(other => other !== word && other.includes(word)));
}

type Searched = Pick<StoredSummary, 'title' | 'jobRole' | 'practice'> & {
  seats: readonly Pick<ListedSeat, 'seatId' | 'role' | 'name'>[];
};

/**
 * Columns that searches read: what a list shows of the interview where names are shown, and where they are hidden. Practice is in no list.
 * Stored, so that another form of `codeNameOf` needs a migration.
 */
export function searchColumns({ practice, ...interview }: Searched): {
  searchShown: string;
  searchHidden: string;
} {
  if (practice !== undefined) return { searchShown: '', searchHidden: '' };
  const textOf = (hidden: boolean) => {
    const { title, candidateNames } = listedNames({ ...interview, practice: false }, hidden);
    return foldedText([...candidateNames, title, interview.jobRole].join('\n'));
  };
  return { searchShown: textOf(false), searchHidden: textOf(true) };
}

/** True for rows in whose text, as the member of staff with this address sees it, the word occurs. */
export function wordOccurs(
  query: ExpressionBuilder<Tables, 'interviews'>,
  word: string,
  email: string,
): RawBuilder<boolean> {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  const text = sql`case when ${namesHidden(query, email)} then search_hidden else search_shown end`;
  return sql<boolean>`${text} like ${pattern} escape '\\'`;
}

/** `hidesNameFrom` in SQL, for interviews that people were invited to. */
function namesHidden(query: ExpressionBuilder<Tables, 'interviews'>, email: string): RawBuilder<boolean> {
  const part = sql<string>`coalesce(${ownPart(query, email)}, '')`;
  const ratable = sql<boolean>`phase = 'ended' and scorecards_open = 0 and scoring_closed = 0`;
  return sql<boolean>`names_hidden = 1 and case when ${ratable} then ${part} <> 'seat' else ${part} = 'claim' end`;
}

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
