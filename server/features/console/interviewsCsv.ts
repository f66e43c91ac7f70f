import { Readable } from 'node:stream';
import { z } from 'zod';
import { BYTE_ORDER_MARK, csvLine } from '../../../shared/csv.ts';
import { STATUS_NAMES } from '../../../shared/interview/status.ts';
import { hidesNameFrom, isListedCandidate } from '../../../shared/interview/visibility.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import {
  INTERVIEW_FILE,
  type InterviewCursor,
  InterviewExport,
} from '../../../shared/protocol/interviewList.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { isTimeZone, wallTimeAt } from '../../../shared/time/zones.ts';
import { listReader, namesInList } from '../../interviews/staffInterviews.ts';
import type { ListedInterview } from '../../store/interviewList.ts';
import { findRows } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { type StaffDownload, staffDownload } from '../routeHandlers.ts';

/** Interviews that are read together for a file. */
const FILE_PAGE = 500;

interface Row {
  interview: ListedInterview;
  title: string;
  candidateNames: readonly string[];
  /** Empty where names are hidden. */
  addresses: readonly string[];
  zone: string;
  teams: ReadonlyMap<string, string>;
}

/** The first columns have the names that the import of interviews recognizes. */
const COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  Candidate: ({ candidateNames }) => candidateNames.join('; '),
  Email: ({ addresses }) => addresses.join('; '),
  Title: ({ title }) => title,
  'Job role': ({ interview }) => interview.jobRole,
  Date: ({ interview, zone }) =>
    interview.unscheduled ? '' : wallTimeAt(zone, interview.scheduledAt).slice(0, 10),
  Time: ({ interview, zone }) =>
    interview.unscheduled ? '' : wallTimeAt(zone, interview.scheduledAt).slice(11),
  'Time zone': ({ zone }) => zone,
  Minutes: ({ interview }) => String(interview.plannedMinutes),
  Status: ({ interview }) => STATUS_NAMES[interview.status],
  'Led by': ({ interview }) => (interview.heldByRecruiter ? 'Virtual recruiter' : 'People'),
  Interviewers: ({ interview }) => namesOf(interview, 'interviewer'),
  Evaluators: ({ interview }) => namesOf(interview, 'evaluator'),
  Observers: ({ interview }) => namesOf(interview, 'observer'),
  Kit: ({ interview }) => interview.kitId ?? '',
  'Hiring team': ({ interview, teams }) => (interview.teamId ? (teams.get(interview.teamId) ?? '') : ''),
  'Ratings due': ({ interview }) => String(interview.rating.due),
  'Ratings locked': ({ interview }) => String(interview.rating.locked),
  'Start (UTC)': ({ interview }) =>
    interview.unscheduled ? '' : new Date(interview.scheduledAt).toISOString(),
  'Interview id': ({ interview }) => interview.interviewId,
};

type ExportStore = Pick<Store, 'interviewList' | 'teams' | 'database'>;

/**
 * Yields a CSV of the chosen interviews that the member may see, with dates in each interview's zone, or in
 * `timeZone` if it has none. Names and addresses that are hidden from the member stay hidden.
 */
export async function* interviewsCsv(
  store: ExportStore,
  { filter = {}, sort, interviewIds }: InterviewExport,
  { member, timeZone }: { member: StaffMember; timeZone: string },
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(Object.keys(COLUMNS));
  const teams = new Map((await store.teams.list()).map(({ teamId, name }) => [teamId as string, name]));
  const query = { reader: listReader(member), filter, sort, ids: interviewIds, now: Date.now() };
  let after: InterviewCursor | undefined;
  do {
    const { rows, next } = await store.interviewList.page(query, after, FILE_PAGE);
    const addresses = await addressesOf(
      store,
      rows.filter(row => !isHidden(row)),
    );
    const lines = rows.map(interview => {
      const zone =
        [interview.timeZone, timeZone].find(name => name !== undefined && isTimeZone(name)) ?? 'UTC';
      const shown = namesInList(interview);
      const row = { interview, ...shown, addresses: addresses.get(interview.interviewId) ?? [], zone, teams };
      return csvLine(Object.values(COLUMNS).map(cell => cell(row)));
    });
    if (lines.length > 0) yield lines.join('');
    after = next;
  } while (after);
}

/** `timeZone`: the organization's zone. Never rejects. */
export function interviewsDownload(
  store: ExportStore & Pick<Store, 'audit'>,
  timeZone: () => Promise<string>,
): StaffDownload {
  return staffDownload({
    path: INTERVIEW_FILE,
    access: 'interviews.read',
    limit: 'reportPdf',
    params: z.strictObject({ query: fromJson.pipe(InterviewExport) }),
    handle: async ({ query }, member) => {
      const details = query.interviewIds
        ? { interviews: query.interviewIds.length }
        : { fields: Object.keys(query.filter ?? {}) };
      await store.audit.add({
        actor: member.userId,
        action: 'interview.exported',
        target: 'interviews',
        details,
      });
      return {
        contentType: 'text/csv; charset=utf-8',
        fileName: `interviews-${new Date().toISOString().slice(0, 10)}.csv`,
        body: Readable.from(interviewsCsv(store, query, { member, timeZone: await timeZone() })),
      };
    },
  });
}

const fromJson = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('Expected JSON');
    return z.NEVER;
  }
});

function isHidden(interview: ListedInterview): boolean {
  return hidesNameFrom({ ...interview, practice: false, ended: interview.phase === 'ended' }, interview.own);
}

function namesOf({ seats }: ListedInterview, wanted: SeatRole): string {
  return seats
    .flatMap(({ role, name, presence }) => (role === wanted && presence !== 'removed' && name ? [name] : []))
    .join('; ');
}

async function addressesOf(
  { database }: ExportStore,
  rows: readonly ListedInterview[],
): Promise<Map<string, string[]>> {
  const interviewId = rows.map(row => row.interviewId);
  const seats = await findRows(database.kysely, 'candidateSeats', { interviewId, deletedAt: null }, 'seatId');
  const listed = new Set(
    rows.flatMap(row => row.seats.filter(isListedCandidate).map(({ seatId }): string => seatId)),
  );
  const found = new Map<string, string[]>();
  for (const { interviewId: id, seatId, address } of seats)
    if (address !== null && listed.has(seatId)) found.set(id, [...(found.get(id) ?? []), address]);
  return found;
}
