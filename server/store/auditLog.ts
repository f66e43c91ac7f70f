import { expressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { TeamScope } from '../../shared/permissions.ts';
import { AUDIT_AREAS, type AuditCursor, type AuditFilter } from '../../shared/protocol/auditRoutes.ts';
import { DatabaseStore } from './database.ts';
import { containsWord, namedCandidates, wordOccurs } from './interviewSearch.ts';
import { beyond, findRows, insertRows } from './rows.ts';
import type { Tables } from './schema.ts';

/** `actor` is a user id, `seat:<id>`, or `system`. `details` hold ids and field names, never free text. */
export interface AuditEntry {
  actor: string;
  action: string;
  target: string;
  details?: Record<string, unknown>;
}

export type StoredAuditEntry = Required<AuditEntry> & { at: number };

export type StoredAuditRow = StoredAuditEntry & { entryId: string };

export interface AuditQuery {
  filter: AuditFilter;
  reader: AuditReader;
  /** Words of the filter's text. An entry matches if it has all of them. */
  words?: readonly AuditWord[];
}

const MENTIONS_SEARCHED = 20;
const READING_NOTED_EVERY_MS = 60 * 60_000;

export interface AuditWord {
  /** Folded, like `foldedText`. */
  word: string;
  /** Actions in whose sentences the word occurs. */
  actions: readonly string[];
  /** Parts of the JSON text of details that sentences show as this word. */
  details: readonly string[];
  /** Members, and all targets, whose names have the word. */
  people: readonly string[];
  targets: readonly string[];
}

export interface AuditReader {
  userId: string;
  /** Address, because the reader may not know the candidates of all interviews. */
  email: string;
  /** True for members who also see what other people do with their accounts. */
  accounts: boolean;
  teams: TeamScope;
}

/** Entries can only be added, because database triggers refuse updates and deletions. */
export class AuditLog extends DatabaseStore {
  add(entry: AuditEntry, transaction: Kysely<Tables> = this.kysely): Promise<void> {
    return this.addAll([entry], transaction);
  }

  async addAll(entries: readonly AuditEntry[], transaction: Kysely<Tables>): Promise<void> {
    const rows = entries.map(({ details = {}, ...rest }) => ({
      entryId: uuidv7(),
      at: Date.now(),
      ...rest,
      details: JSON.stringify(details),
    }));
    await insertRows(transaction, 'auditLog', ...rows);
  }

  /** Adds an entry unless there is one like it, by the same person about the same thing, of the last hour. */
  async addUnlessRecent(entry: AuditEntry, ms = READING_NOTED_EVERY_MS): Promise<void> {
    const { actor, action, target } = entry;
    const recent = await this.kysely
      .selectFrom('auditLog')
      .select('entryId')
      .where('target', '=', target)
      .where('actor', '=', actor)
      .where('action', '=', action)
      .where('at', '>', Date.now() - ms)
      .limit(1)
      .executeTakeFirst();
    if (!recent) await this.add(entry);
  }

  async list(limit: number): Promise<StoredAuditEntry[]> {
    const rows = await this.kysely
      .selectFrom('auditLog')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('entryId', 'desc')
      .limit(limit)
      .execute();
    return rows.map(storedEntry);
  }

  /** Returns the entries with this action about any of the targets. */
  async about(targets: readonly string[], action: string): Promise<StoredAuditEntry[]> {
    const rows = await findRows(this.kysely, 'auditLog', { target: targets, action }, 'at', 'entryId');
    return rows.map(storedEntry);
  }

  /** Returns entries for a reader, newest first. */
  async page(query: AuditQuery, limit: number, after?: AuditCursor): Promise<StoredAuditRow[]> {
    const { filter, words = [], reader } = query;
    const { actor, area, target, from, to, text } = filter;
    let rows = this.kysely
      .selectFrom('auditLog')
      .selectAll()
      .where(beyond('<', ['at', 'entryId'], after))
      .where(isVisible(reader))
      .orderBy('at', 'desc')
      .orderBy('entryId', 'desc')
      .limit(limit);
    if (actor !== undefined) rows = rows.where('actor', '=', actor);
    if (target !== undefined) rows = rows.where('target', '=', target);
    if (from !== undefined) rows = rows.where('at', '>=', from);
    if (to !== undefined) rows = rows.where('at', '<', to);
    if (area !== undefined)
      rows = rows.where(({ or, eb }) =>
        or(AUDIT_AREAS[area].map(prefix => eb('action', 'like', `${prefix}%`))),
      );
    if (text)
      rows = rows.where(({ or, and, eb }) =>
        or([eb('target', '=', text), and(words.map(word => hasWord(this.kysely, word, reader.email)))]),
      );
    return (await rows.execute()).map(row => ({ entryId: row.entryId, ...storedEntry(row) }));
  }
}

function storedEntry(row: Selectable<Tables['auditLog']>): StoredAuditEntry {
  const { at, actor, action, target, details } = row;
  return { at, actor, action, target, details: JSON.parse(details) as Record<string, unknown> };
}

/** Leaves out other people's account entries, and entries about things of other hiring teams. */
function isVisible({ userId, accounts, teams }: AuditReader) {
  const { eb, and, or, not, selectFrom } = expressionBuilder<Tables, 'auditLog'>();
  const rules = [];
  if (!accounts)
    rules.push(
      or([not(eb('action', 'like', 'staff.%')), eb('actor', '=', userId), eb('target', '=', userId)]),
    );
  if (teams !== 'all') {
    const others = selectFrom('interviews')
      .select('interviews.interviewId')
      .where('interviews.teamId', 'is not', null)
      .$if(teams.length > 0, query => query.where('interviews.teamId', 'not in', teams));
    const seats = selectFrom('links').select('links.seatId').where('links.interviewId', 'in', others);
    const recordings = selectFrom('recordings')
      .select('recordings.recordingId')
      .where('recordings.interviewId', 'in', others);
    const kits = selectFrom('kits')
      .select('kits.kitId')
      .where('kits.teamId', 'is not', null)
      .$if(teams.length > 0, query => query.where('kits.teamId', 'not in', teams));
    const foreign = selectFrom('hiringTeams')
      .select('hiringTeams.teamId')
      .$if(teams.length > 0, query => query.where('hiringTeams.teamId', 'not in', teams));
    const candidates = selectFrom('candidateSeats')
      .select('candidateSeats.candidateId')
      .where('candidateSeats.interviewId', 'in', others);
    for (const ids of [others, seats, recordings, candidates, kits, foreign])
      rules.push(not(eb('target', 'in', ids)));
  }
  return and(rules);
}

/** True for entries whose sentences have the word, as far as this reader sees it. */
function hasWord(db: Kysely<Tables>, { word, actions, details, people, targets }: AuditWord, email: string) {
  const { eb, or, selectFrom } = expressionBuilder<Tables, 'auditLog'>();
  const interviews = selectFrom('interviews')
    .select('interviews.interviewId')
    .where('interviews.practice', 'is', null)
    .where(() => wordOccurs(expressionBuilder<Tables, 'interviews'>(), word, email));
  const parts = [
    selectFrom('links').select('links.seatId').where('links.interviewId', 'in', interviews),
    selectFrom('recordings')
      .select('recordings.recordingId')
      .where('recordings.interviewId', 'in', interviews),
    selectFrom('mails').select('mails.mailId').where('mails.interviewId', 'in', interviews),
  ];
  const invitations = selectFrom('invitations')
    .select('invitations.invitationId')
    .where(containsWord(sql`lower(invitations.email)`, word));
  const candidates = namedCandidates(db, email)
    .select('candidates.rootId')
    .where(containsWord(sql.ref('candidateSeats.search'), word));
  // Ids of people and teams are long and random, so that they don't occur as parts of other details.
  const mentioned = targets.slice(0, MENTIONS_SEARCHED);
  return or([
    containsWord(sql`lower(action)`, word),
    // Names of fields. Shorter words, and those of hexadecimal digits, occur in ids.
    ...(word.length > 3 && /[g-z]/.test(word) ? [containsWord(sql`lower(details)`, word)] : []),
    ...(actions.length > 0 ? [eb('action', 'in', actions)] : []),
    ...(people.length > 0 ? [eb('actor', 'in', people)] : []),
    ...(targets.length > 0 ? [eb('target', 'in', targets)] : []),
    ...[...mentioned, ...details].map(text => containsWord(sql`details`, text)),
    ...[interviews, ...parts, invitations, candidates].map(ids => eb('target', 'in', ids)),
  ]);
}
