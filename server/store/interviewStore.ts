import type { CommandId, InterviewId, LinkId, SeatId } from '../../shared/ids.ts';
import type { EventKind, InterviewEvent } from '../../shared/interview/events.ts';
import type { ListedSeat, StaffSeat } from '../../shared/interview/listedSeats.ts';
import type { InterviewPhase } from '../../shared/interview/phases.ts';
import type { StartWindow } from '../../shared/interview/startWindow.ts';
import type { OwnPart } from '../../shared/interview/visibility.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import type { PracticePurpose } from '../../shared/practice/practice.ts';

/** A command that was carried out, with the answer it got. */
export interface StoredCommand {
  commandId: CommandId;
  interviewId: InterviewId;
  /** Who sent it, so that no one else can read the answer by guessing the id. */
  actorKey: string;
  /** SHA-256 of name and params, hex: the same id with other content is refused. */
  fingerprint: string;
  /** JSON value. */
  result: unknown;
}

export interface NewLink {
  linkId: LinkId;
  seatId: SeatId;
  /** SHA-256 of the link's token, hex. The token itself is never stored. */
  tokenHash: string;
  expiresAt: number;
}

export interface StoredLink extends NewLink {
  interviewId: InterviewId;
  revokedAt: number | null;
}

/** What the console's list needs without folding every log; written in the same transaction as the events. */
export interface StoredSummary {
  interviewId: InterviewId;
  title: string;
  jobRole: string;
  scheduledAt: number;
  plannedMinutes: number;
  /** As in a view. */
  window?: StartWindow;
  phase: InterviewPhase;
  kitId?: KitId;
  heldByRecruiter: boolean;
  scorecardsOpen: boolean;
  /** Absent for an interview that people were invited to. */
  practice?: PracticePurpose;
  /** Questions that were answered. */
  answers: number;
  /** Whether those who rate it from the recording see codes in place of names. */
  namesHidden: boolean;
  /** By hand, or with the interview. */
  scoringClosed: boolean;
  seats: ListedSeat[];
  /** Seats that are preparing, waiting, inside or reconnecting: what a restarted server must look after. */
  present: { candidate: number; interviewer: number; evaluator: number; observer: number };
  lastSeq: number;
}

/** An interview that people were invited to, as one member of staff finds it in a list. */
export interface ListedInterview extends StoredSummary {
  /** How they take part; absent where they do not. */
  own?: OwnPart;
}

/** Whose list it is. */
export interface ListReader {
  email: string;
  /** Also those they take no part in. */
  all: boolean;
}

export type PlannedInterview = Pick<StoredSummary, 'interviewId' | 'scheduledAt'>;

/** `interviewId` is empty for the start of a moment. */
export interface PlaceInSchedule {
  scheduledAt: number;
  interviewId: InterviewId | '';
}

/** A line of chat as the log has it. */
export type ChatSent = Extract<InterviewEvent, { kind: 'chat.sent' }>;

/** What says who rated what in one interview. */
export interface StoredScoring {
  interviewId: InterviewId;
  /** Events of `SCORING_EVENTS` only, in order. */
  events: InterviewEvent[];
}

/** Who is who, when it was held, what was rated and when each rater locked. */
export const SCORING_EVENTS = [
  'interview.created',
  'seat.added',
  'seat.changed',
  'session.opened',
  'rating.put',
  'scorecard.locked',
  'evaluation.claimed',
] as const satisfies readonly EventKind[];

export interface Append {
  interviewId: InterviewId;
  /** Number of the last event the decision was based on; 0 creates the interview. */
  expectedSeq: number;
  /** Numbered from `expectedSeq + 1` without gaps. May be empty when only the command's answer is to be kept. */
  events: readonly InterviewEvent[];
  summary: Omit<StoredSummary, 'lastSeq'>;
  command?: StoredCommand;
  /** Links of these seats stop working with this append. */
  revokeLinksOf?: readonly SeatId[];
  newLinks?: readonly NewLink[];
  /** Replaces the addresses by which staff take part. Absent: they stay as they are. */
  staffSeats?: readonly StaffSeat[];
  /** The first of a practice attempt: stale unless the attempt has been let in and no one has deleted it. */
  ofAttempt?: true;
}

/**
 * The lasting side of interviews. One contract, SQLite and PostgreSQL.
 * Every method rejects with `AppError` `unavailable` when the database cannot be reached; nothing was applied then
 * (or it was, and the same command id finds its answer).
 */
export interface InterviewStore {
  /** One durable transaction. `stale` when `expectedSeq` is not the last number any more; nothing was applied then. */
  append(append: Append): Promise<'appended' | 'stale'>;
  /** Events with a number above `afterSeq`, in order. Empty for an unknown interview. */
  readEvents(interviewId: InterviewId, afterSeq: number): Promise<InterviewEvent[]>;
  /** Lines of chat in order, from number `from` on, counted from 0, at most `count` of them. */
  readChat(interviewId: InterviewId, from: number, count: number): Promise<ChatSent[]>;
  lastSeq(interviewId: InterviewId): Promise<number>;
  findCommand(commandId: CommandId): Promise<StoredCommand | undefined>;
  findLink(tokenHash: string): Promise<StoredLink | undefined>;
  findLinkById(linkId: LinkId): Promise<StoredLink | undefined>;
  /** The next interviews after `after` that the virtual recruiter holds and that are not over, by schedule. Without practice. */
  listPlanned(limit: number, after: PlaceInSchedule): Promise<PlannedInterview[]>;
  /** Interviews that are not over and in which someone is present according to the summary. */
  listPresent(): Promise<InterviewId[]>;
  /** Interviews that were opened and are not over, in which neither a candidate nor an interviewer is present. */
  listEmpty(): Promise<InterviewId[]>;
  /**
   * Every interview that was held with this kit and whose scorecards are open, oldest first. Reads a few at a time and lets
   * others have their turn in between: there may be years of them, and calls go on meanwhile.
   */
  readScorings(kitId: KitId): AsyncIterable<StoredScoring>;
}
