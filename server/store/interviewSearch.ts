import { type ExpressionBuilder, expressionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import { type ListedSeat, listedNames, OwnPart } from '../../shared/interview/visibility.ts';
import type { TeamScope } from '../../shared/permissions.ts';
import type { PracticePurpose } from '../../shared/practice/practice.ts';
import type { Tables } from './schema.ts';

const LETTER_MARKS = /[\u0300-\u036f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the range of ASCII.
const ASCII_ONLY = /^[\x00-\x7f]*$/;
const SEPARATORS = /[\s\p{Cc}]+/u;

/** Folds a text for comparisons in searches, so that `Ó` matches `o` and `ß` matches `SS`. */
export function foldedText(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toLowerCase();
  // Upper case comes first, because it turns ß into SS.
  const lower = text.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
  return lower.replace(LETTER_MARKS, '').replaceAll('ς', 'σ');
}

export function searchWords(search: string): string[] {
  const words = [...new Set(foldedText(search).split(SEPARATORS).filter(Boolean))];
  return words.filter(word => !words.some(other => other !== word && other.includes(word)));
}

interface Searched {
  title: string;
  jobRole: string;
  practice?: PracticePurpose;
  seats: readonly Pick<ListedSeat, 'seatId' | 'role' | 'name' | 'presence'>[];
  emails: { candidates: readonly string[]; others: readonly string[] };
}

/** Returns the texts to search and to sort by, with names and with code names. */
export function searchColumns({ practice, emails, ...interview }: Searched) {
  if (practice !== undefined) return { searchShown: '', searchHidden: '', sortShown: '', sortHidden: '' };
  const others = interview.seats.filter(
    ({ role, presence }) => role !== 'candidate' && presence !== 'removed',
  );
  const names = others.map(({ name = '' }) => name);
  const textsOf = (hidden: boolean) => {
    const { title, candidateNames } = listedNames({ ...interview, practice: false }, hidden);
    const addresses = hidden ? emails.others : [...emails.candidates, ...emails.others];
    return {
      search: foldedText([...candidateNames, title, interview.jobRole, ...names, ...addresses].join('\n')),
      sort: foldedText(candidateNames.join(' ')),
    };
  };
  const [shown, hidden] = [textsOf(false), textsOf(true)];
  return {
    searchShown: shown.search,
    searchHidden: hidden.search,
    sortShown: shown.sort,
    sortHidden: hidden.sort,
  };
}

/** SQL for the text to sort by that this member sees. */
export function candidateOrder(query: ExpressionBuilder<Tables, 'interviews'>, email: string) {
  return sql<string>`case when ${namesHidden(query, email)} then sort_hidden else sort_shown end`;
}

/** SQL that is true when the text that this member sees contains the word. */
export function wordOccurs(
  query: ExpressionBuilder<Tables, 'interviews'>,
  word: string,
  email: string,
): RawBuilder<boolean> {
  const text = sql`case when ${namesHidden(query, email)} then search_hidden else search_shown end`;
  return containsWord(text, word);
}

/** SQL that is true when the folded text contains the word. */
export function containsWord(text: RawBuilder<unknown>, word: string): RawBuilder<boolean> {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${text} like ${pattern} escape '\\'`;
}

/** SQL that is true when names are hidden from the member, like `hidesNameFrom`. Not for practice. */
export function namesHidden(
  query: ExpressionBuilder<Tables, 'interviews'>,
  email: string,
): RawBuilder<boolean> {
  const part = sql<string>`coalesce(${ownPart(query, email)}, '')`;
  const ratable = sql<boolean>`phase = 'ended' and scorecards_open = 0 and scoring_closed = 0`;
  return sql<boolean>`(names_hidden = 1 and case when ${ratable} then ${part} <> 'seat' else ${part} = 'claim' end)`;
}

/** Roles that rate. Observers only watch. */
const RATERS = ['interviewer', 'evaluator'];

/** Returns a query for the interviews in which the member with this address takes part. */
export function ownInterviews(db: Pick<Kysely<Tables>, 'selectFrom'>, email: string) {
  return db
    .selectFrom('staffSeats')
    .select('staffSeats.interviewId')
    .where('staffSeats.email', '=', email.toLowerCase())
    .where('staffSeats.role', 'in', RATERS);
}

export interface ListReader {
  email: string;
  /** True when the reader may read interviews without taking part in them. */
  all: boolean;
  teams: TeamScope;
}

const EVERY = sql<boolean>`1 = 1`;

/** SQL that is true for interviews that the reader may see, like `isOutsider` for one interview. */
export function isListedFor(db: Pick<Kysely<Tables>, 'selectFrom'>, { email, all, teams }: ListReader) {
  const { eb, or } = expressionBuilder<Tables, 'interviews'>();
  const own = eb('interviews.interviewId', 'in', ownInterviews(db, email));
  if (!all) return own;
  return teams === 'all' ? EVERY : or([isOfTeams(teams), own]);
}

/** SQL like `showsCandidate`, for interviews that aren't practice. */
export function showsCandidateTo(db: Pick<Kysely<Tables>, 'selectFrom'>, reader: ListReader) {
  const query = expressionBuilder<Tables, 'interviews'>();
  const { eb, and, not } = query;
  return and([
    eb('interviews.practice', 'is', null),
    isListedFor(db, reader),
    not(namesHidden(query, reader.email)),
  ]);
}

/** Seats of candidates whose names the reader may know. */
export function namedCandidates(db: Pick<Kysely<Tables>, 'selectFrom'>, email: string) {
  return db
    .selectFrom('candidateSeats')
    .innerJoin('candidates', 'candidates.candidateId', 'candidateSeats.candidateId')
    .innerJoin('interviews', 'interviews.interviewId', 'candidateSeats.interviewId')
    .where('candidateSeats.deletedAt', 'is', null)
    .where('interviews.practice', 'is', null)
    .where(({ not }) => not(namesHidden(expressionBuilder<Tables, 'interviews'>(), email)));
}

/** SQL that is true for all interviews but practice that candidates do only for themselves, which no one rates. */
export function isEvaluated() {
  const { eb, or } = expressionBuilder<Tables, 'interviews'>();
  return or([eb('interviews.practice', 'is', null), eb('interviews.practice', '!=', 'self')]);
}

/** SQL that is true for interviews without a hiring team, and for those of these teams. */
export function isOfTeams(teams: TeamScope) {
  const { eb, or } = expressionBuilder<Tables, 'interviews'>();
  if (teams === 'all') return EVERY;
  const none = eb('interviews.teamId', 'is', null);
  return teams.length === 0 ? none : or([none, eb('interviews.teamId', 'in', teams)]);
}

/** SQL like `isOfTeams`, for rows of the evaluation queue. */
export function isQueuedForTeams(teams: TeamScope) {
  const { eb, not, selectFrom } = expressionBuilder<Tables, 'evaluations'>();
  if (teams === 'all') return EVERY;
  const others = selectFrom('interviews')
    .select('interviews.interviewId')
    .where('interviews.teamId', 'is not', null)
    .$if(teams.length > 0, query => query.where('interviews.teamId', 'not in', teams));
  return not(eb('evaluations.interviewId', 'in', others));
}

/** SQL for the member's part in the row's interview: the alphabetically first `OwnPart`, or null. */
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
