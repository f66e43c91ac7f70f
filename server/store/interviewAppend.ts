import type { Transaction } from 'kysely';
import type { CommandId, InterviewId, LinkId, LoopId, SeatId, TeamId } from '../../shared/ids.ts';
import type { InterviewEvent } from '../../shared/interview/events.ts';
import type { InterviewPhase } from '../../shared/interview/phases.ts';
import type { StartWindow } from '../../shared/interview/startWindow.ts';
import { candidateJoined } from '../../shared/interview/state.ts';
import type { RatingProgress } from '../../shared/interview/status.ts';
import type { ListedSeat, StaffSeat } from '../../shared/interview/visibility.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import type { PracticePurpose } from '../../shared/practice/practice.ts';
import { type BookingMark, claimBookings } from './availabilityStore.ts';
import type { EventRow } from './eventRows.ts';
import { searchColumns } from './interviewSearch.ts';
import { deleteRows, insertMissing, insertRows, is, lockRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export interface StoredCommand {
  commandId: CommandId;
  interviewId: InterviewId;
  /** Identifies the sender of the command. Only this sender can get the stored result. */
  actorKey: string;
  /** Hex SHA-256 of the command's name and params. A repeated id with another fingerprint is refused. */
  fingerprint: string;
  result: unknown;
}

export interface NewLink {
  linkId: LinkId;
  seatId: SeatId;
  /** SHA-256 of the token, hex. The token is never stored. */
  tokenHash: string;
  expiresAt: number;
}

export type StoredLink = NewLink & { interviewId: InterviewId; revokedAt: number | null };

/** Facts about an interview for lists, written in the same transaction as the events. */
export interface StoredSummary {
  interviewId: InterviewId;
  title: string;
  jobRole: string;
  scheduledAt: number;
  plannedMinutes: number;
  /** IANA name. */
  timeZone?: string;
  window?: StartWindow;
  phase: InterviewPhase;
  /** True until the candidate, or a member, has chosen the time. */
  unscheduled: boolean;
  kitId?: KitId;
  teamId?: TeamId;
  /** Rounds that were created together. */
  loopId?: LoopId;
  heldByRecruiter: boolean;
  /** Time until which the lead's link works. 0 if they have none. Absent if no lead is known or needed. */
  leadUntil?: number;
  scorecardsOpen: boolean;
  /** True when people are told about the interview by email. */
  mail?: true;
  practice?: PracticePurpose;
  answers: number;
  namesHidden: boolean;
  scoringClosed: boolean;
  seats: ListedSeat[];
  /** Number of seats that are preparing, waiting, inside, or reconnecting. */
  present: { candidate: number; interviewer: number; evaluator: number; observer: number };
  /** True once the interview has been opened. */
  begun: boolean;
  rating: RatingProgress;
  /** Addresses of people who aren't removed. Stored only as searchable text. */
  emails: { candidates: readonly string[]; others: readonly string[] };
  lastSeq: number;
}

/** A summary as it is stored, without the addresses. */
export type ListedSummary = Omit<StoredSummary, 'emails'>;
export type NewSummary = Omit<StoredSummary, 'lastSeq'>;

/** Increase it when summaries get a new or a different value, so that older ones are computed again. */
export const SUMMARY_VERSION = 4;

export interface Append {
  interviewId: InterviewId;
  /** Number of the last event that the decision is based on. 0 creates the interview. */
  expectedSeq: number;
  /** Numbered from `expectedSeq + 1` without gaps. Empty when only a command's result is stored. */
  events: readonly InterviewEvent[];
  summary: NewSummary;
  command?: StoredCommand;
  revokeLinksOf?: readonly SeatId[];
  newLinks?: readonly NewLink[];
  extendedLinks?: readonly Pick<NewLink, 'linkId' | 'expiresAt'>[];
  staffSeats?: readonly StaffSeat[];
  /** The append is `overtaken` if one of the marks has changed. */
  bookings?: readonly BookingMark[];
  /** Writes more in the same transaction. */
  also?: (transaction: Transaction<Tables>) => Promise<void>;
  /** Set for the first append of a practice attempt. The append is `stale` unless the attempt is admitted. */
  ofAttempt?: true;
}

export type Outcome = 'appended' | 'stale' | 'overtaken';
export type EncodedAppend = Append & { rows: readonly EventRow[] };

/**
 * Stores the events with the summary, command, and links. Writes no event if it returns `stale`, for a newer
 * event, or `overtaken`, for a newer booking.
 */
export async function appendIn(transaction: Transaction<Tables>, append: EncodedAppend): Promise<Outcome> {
  if (!(await claimBookings(transaction, append.bookings ?? []))) return 'overtaken';
  if (!(await claimSeq(transaction, append))) return 'stale';
  const { rows } = append;
  await insertRows(transaction, 'interviewEvents', ...rows);
  await changeLinks(transaction, append);
  await changeStaffSeats(transaction, append);
  await deleteSettledDrafts(transaction, append);
  await append.also?.(transaction);
  return 'appended';
}

/** Stores new interviews with few statements. Returns false, and may have stored some, if one of them exists. */
export async function createIn(
  transaction: Transaction<Tables>,
  appends: readonly EncodedAppend[],
): Promise<boolean> {
  const created = await insertMissing(transaction, 'interviews', ...appends.map(summaryRow));
  if (created !== appends.length) return false;
  await insertRows(transaction, 'interviewEvents', ...appends.flatMap(({ rows }) => rows));
  const links = appends.flatMap(({ interviewId, newLinks = [] }) =>
    newLinks.map(link => ({ ...link, interviewId, revokedAt: null })),
  );
  await insertRows(transaction, 'links', ...links);
  const seats = appends.flatMap(({ interviewId, staffSeats = [] }) =>
    staffSeats.map(seat => staffSeatRow(interviewId, seat)),
  );
  await insertRows(transaction, 'staffSeats', ...seats);
  return true;
}

/** Reserves event numbers and the command id. If one of them is taken, returns false and reserves none. */
async function claimSeq(transaction: Transaction<Tables>, append: Append): Promise<boolean> {
  const { interviewId, expectedSeq, command, ofAttempt } = append;
  const row = summaryRow(append);
  if (ofAttempt && !(await isAdmitted(transaction, interviewId))) return false;
  if (expectedSeq === 0) {
    const created = await insertMissing(transaction, 'interviews', row);
    if (created !== 1) return false;
    if (await claimCommand(transaction, command)) return true;
    await deleteRows(transaction, 'interviews', { interviewId });
    return false;
  }
  if (!(await claimCommand(transaction, command))) return false;
  // Doesn't set the primary key, because setting it makes SQLite check every row that refers to it.
  const { interviewId: _key, practice: _always, ...changes } = row;
  const updated = await updateRows(transaction, 'interviews', { interviewId, lastSeq: expectedSeq }, changes);
  if (updated === 1) return true;
  // Deletes only this command, because a rollback would undo the transaction's other appends.
  if (command) await deleteRows(transaction, 'commands', { commandId: command.commandId });
  return false;
}

/** True when the practice attempt is admitted. Writes to its row, so that a concurrent deletion must wait. */
async function isAdmitted(transaction: Transaction<Tables>, interviewId: InterviewId): Promise<boolean> {
  const admitted = { interviewId, state: 'admitted' };
  return (await lockRows(transaction, 'practiceAttempts', admitted, 'seenAt')) === 1;
}

async function claimCommand(
  transaction: Transaction<Tables>,
  command: StoredCommand | undefined,
): Promise<boolean> {
  if (!command) return true;
  const { result, ...columns } = command;
  const claimed = await insertMissing(transaction, 'commands', {
    ...columns,
    result: JSON.stringify(result ?? null),
  });
  return claimed === 1;
}

/** Revokes links before it inserts new links, so that one append can replace a link. */
async function changeLinks(transaction: Transaction<Tables>, append: Append): Promise<void> {
  const { interviewId, revokeLinksOf = [], newLinks = [], extendedLinks = [] } = append;
  if (revokeLinksOf.length > 0) {
    const match = { interviewId, seatId: revokeLinksOf, revokedAt: null };
    await updateRows(transaction, 'links', match, { revokedAt: Date.now() });
  }
  for (const { linkId, expiresAt } of extendedLinks)
    await updateRows(transaction, 'links', { linkId, expiresAt: is('<', expiresAt) }, { expiresAt });
  if (newLinks.length > 0) {
    await insertRows(
      transaction,
      'links',
      ...newLinks.map(link => ({ ...link, interviewId, revokedAt: null })),
    );
  }
}

async function changeStaffSeats(
  transaction: Transaction<Tables>,
  { interviewId, staffSeats }: Append,
): Promise<void> {
  if (!staffSeats) return;
  await deleteRows(transaction, 'staffSeats', { interviewId });
  if (staffSeats.length === 0) return;
  await insertRows(transaction, 'staffSeats', ...staffSeats.map(seat => staffSeatRow(interviewId, seat)));
}

function staffSeatRow(interviewId: InterviewId, { locked, ...seat }: StaffSeat) {
  return { ...seat, interviewId, locked: locked ? 1 : 0 };
}

/** Deletes the drafts of questions that got a written answer, and all drafts when the interview is over. */
async function deleteSettledDrafts(
  transaction: Transaction<Tables>,
  { interviewId, events }: Append,
): Promise<void> {
  if (events.some(({ kind }) => kind === 'session.ended')) {
    await deleteRows(transaction, 'answerDrafts', { interviewId });
    return;
  }
  for (const { kind, payload } of events)
    if (kind === 'answer.written')
      await deleteRows(transaction, 'answerDrafts', { interviewId, questionId: payload.questionId });
}

export function summaryRow({
  interviewId,
  expectedSeq,
  events,
  summary,
}: Pick<Append, 'interviewId' | 'expectedSeq' | 'events' | 'summary'>) {
  const { seats, rating } = summary;
  return {
    interviewId,
    lastSeq: expectedSeq + events.length,
    title: summary.title,
    jobRole: summary.jobRole,
    scheduledAt: summary.scheduledAt,
    plannedMinutes: summary.plannedMinutes,
    timeZone: summary.timeZone ?? null,
    opensAt: summary.window?.opensAt ?? null,
    closesAt: summary.window?.closesAt ?? null,
    phase: summary.phase,
    unscheduled: summary.unscheduled ? 1 : 0,
    kitId: summary.kitId ?? null,
    teamId: summary.teamId ?? null,
    loopId: summary.loopId ?? null,
    heldByRecruiter: summary.heldByRecruiter ? 1 : 0,
    leadUntil: summary.leadUntil ?? null,
    scorecardsOpen: summary.scorecardsOpen ? 1 : 0,
    mailed: summary.mail ? 1 : 0,
    practice: summary.practice ?? null,
    answers: summary.answers,
    namesHidden: summary.namesHidden ? 1 : 0,
    scoringClosed: summary.scoringClosed ? 1 : 0,
    seats: JSON.stringify(summary.seats),
    presentCandidate: summary.present.candidate,
    presentInterviewer: summary.present.interviewer,
    presentEvaluator: summary.present.evaluator,
    presentObserver: summary.present.observer,
    summaryVersion: SUMMARY_VERSION,
    summarySeq: expectedSeq + events.length,
    hasCandidate: seats.some(({ role }) => role === 'candidate') ? 1 : 0,
    candidateJoined: candidateJoined(seats) ? 1 : 0,
    begun: summary.begun ? 1 : 0,
    ratersDue: rating.due,
    ratersLocked: rating.locked,
    ratingUntil: rating.until ?? null,
    ...searchColumns(summary),
  };
}
