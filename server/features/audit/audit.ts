import { Readable } from 'node:stream';
import { z } from 'zod';
import { auditActor, auditSentence } from '../../../shared/auditSentences.ts';
import { auditWords } from '../../../shared/auditWords.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../../shared/csv.ts';
import { staffMay, teamScopeOf } from '../../../shared/permissions.ts';
import {
  AUDIT_FILE,
  AUDIT_PAGE,
  type AuditCursor,
  type AuditEntryView,
  AuditFilter,
  type AuditTargetKind,
} from '../../../shared/protocol/auditRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { AuditQuery, StoredAuditRow } from '../../store/auditLog.ts';
import { foldedText, searchWords } from '../../store/interviewSearch.ts';
import type { Store } from '../../store/store.ts';
import { type RouteHandlers, type StaffDownload, staffDownload } from '../routeHandlers.ts';

/** Entries that are read together for a file. */
const FILE_PAGE = 500;
const MAX_WORDS = 8;
const COLUMNS = [
  'Time (UTC)',
  'Who',
  'Who id',
  'Action',
  'Target kind',
  'Target',
  'Target id',
  'Details',
  'What happened',
];

interface AuditOptions {
  store: Store;
  listStaff: () => Promise<StaffMember[]>;
}

/** Names for the ids in entries. */
interface Names {
  members: ReadonlyMap<string, string>;
  teams: ReadonlyMap<string, string>;
}

/** Names of kits and templates too, which only a search needs. */
type AllNames = Names & { things: ReadonlyMap<string, string> };

export interface Audit {
  readonly routes: Pick<RouteHandlers, 'audit.list'>;
  readonly downloads: readonly StaffDownload[];
}

/** Shows the audit log to people who may read it, as a page and as a file. */
export function createAudit(options: AuditOptions): Audit {
  const { store } = options;
  return {
    routes: {
      'audit.list': async ({ filter, after }, { member }) => {
        const names = await readNames(options);
        const query = queryOf(filter, member, await searchedNames(store, names, filter));
        const rows = await store.audit.page(query, AUDIT_PAGE + 1, after);
        const shown = rows.slice(0, AUDIT_PAGE);
        const last = rows.length > AUDIT_PAGE ? shown.at(-1) : undefined;
        return { entries: await viewsOf(store, shown, names, member), ...(last && { next: cursorOf(last) }) };
      },
    },
    downloads: [
      staffDownload({
        path: AUDIT_FILE,
        access: 'audit.read',
        limit: 'reportPdf',
        params: AuditFilter.extend({
          from: z.coerce.number().int().nonnegative().optional(),
          to: z.coerce.number().int().nonnegative().optional(),
        }),
        handle: async (filter, member) => {
          const fields = Object.keys(filter);
          const entry = { actor: member.userId, action: 'audit.exported', target: 'audit' };
          await store.audit.add({ ...entry, details: { fields } });
          const names = await readNames(options);
          const query = queryOf(filter, member, await searchedNames(store, names, filter));
          return {
            contentType: 'text/csv; charset=utf-8',
            fileName: `audit-${new Date().toISOString().slice(0, 10)}.csv`,
            body: Readable.from(linesOf(store, query, names, member)),
          };
        },
      }),
    ],
  };
}

async function* linesOf(
  store: Store,
  query: AuditQuery,
  names: Names,
  reader: StaffMember,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS);
  let after: AuditCursor | undefined;
  do {
    const rows = await store.audit.page(query, FILE_PAGE, after);
    const views = await viewsOf(store, rows, names, reader);
    if (views.length > 0) yield views.map(lineOf).join('');
    const last = rows.length === FILE_PAGE ? rows.at(-1) : undefined;
    after = last && cursorOf(last);
  } while (after);
}

function lineOf(entry: AuditEntryView): string {
  const { at, actor, action, target, details } = entry;
  return csvLine([
    new Date(at).toISOString(),
    actor.name ?? actor.kind,
    actor.id,
    action,
    target.kind,
    target.name ?? '',
    target.id,
    Object.keys(details).length === 0 ? '' : JSON.stringify(details),
    `${auditActor(actor)} ${auditSentence(entry)}`,
  ]);
}

function cursorOf({ at, entryId }: StoredAuditRow): AuditCursor {
  return { at, entryId };
}

function queryOf(filter: AuditFilter, member: StaffMember, names: AllNames): AuditQuery {
  const { userId, role, email } = member;
  const reader = {
    userId,
    email,
    accounts: staffMay('audit.readAccounts', role),
    teams: teamScopeOf(member),
  };
  if (!filter.text) return { filter, reader };
  const words = searchWords(filter.text).slice(0, MAX_WORDS);
  const named = (ids: ReadonlyMap<string, string>, word: string) =>
    [...ids].filter(([, name]) => foldedText(name).includes(word)).map(([id]) => id);
  return {
    filter,
    reader,
    words: words.map(word => {
      const { actions, details, messages, system } = auditWords(word);
      const people = named(names.members, word);
      const targets = [...named(names.teams, word), ...people, ...named(names.things, word), ...messages];
      return { word, actions, details, people: system ? [...people, 'system'] : people, targets };
    }),
  };
}

async function searchedNames(store: Store, names: Names, { text }: AuditFilter): Promise<AllNames> {
  return { ...names, things: text ? await store.auditSubjects.names() : new Map() };
}

async function readNames({ store, listStaff }: AuditOptions): Promise<Names> {
  const [staff, teams] = await Promise.all([listStaff(), store.teams.list()]);
  return {
    members: new Map(staff.map(({ userId, name }) => [userId, name])),
    teams: new Map(teams.map(({ teamId, name }) => [teamId, name])),
  };
}

async function viewsOf(
  store: Store,
  rows: readonly StoredAuditRow[],
  { members, teams }: Names,
  reader: StaffMember,
): Promise<AuditEntryView[]> {
  if (rows.length === 0) return [];
  const subjects = await store.auditSubjects.of(rows, reader.email);
  const named = (kind: AuditTargetKind, id: string, name: string | undefined) =>
    name === undefined ? undefined : { kind, id, name };
  const targetOf = (id: string): AuditEntryView['target'] =>
    subjects.targetOf(id) ??
    named('member', id, members.get(id)) ??
    named('team', id, teams.get(id)) ?? { kind: 'other', id };
  return rows.map(({ entryId, at, actor, action, target, details }) => {
    const kind = actor === 'system' ? 'system' : actor.startsWith('seat:') ? 'seat' : 'member';
    const name = kind === 'seat' ? subjects.personOf(actor.slice('seat:'.length)) : members.get(actor);
    const names = Object.fromEntries(
      idsIn(details).flatMap(id => {
        const known = members.get(id) ?? teams.get(id) ?? subjects.personOf(id);
        return known === undefined ? [] : [[id, known]];
      }),
    );
    return {
      entryId,
      at,
      actor: { kind, id: actor, ...(name !== undefined && { name }) },
      action,
      target: targetOf(target),
      ...(Object.keys(names).length > 0 && { names }),
      details,
    };
  });
}

function idsIn(details: Readonly<Record<string, unknown>>): string[] {
  return Object.values(details)
    .flat()
    .filter(value => typeof value === 'string');
}
