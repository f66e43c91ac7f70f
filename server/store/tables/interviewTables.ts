import type { Inserted, WithDefault } from './columns.ts';

/** Interviews: their logs, what lists show of them, and their links. */
export interface InterviewTables {
  interviews: InterviewsTable;
  interviewEvents: InterviewEventsTable;
  commands: CommandsTable;
  links: LinksTable;
  staffSeats: StaffSeatsTable;
}

interface InterviewsTable {
  interviewId: string;
  lastSeq: number;
  title: string;
  jobRole: string;
  scheduledAt: number;
  plannedMinutes: number;
  /** When the candidate may start; null without a window, and where people ask. */
  opensAt: number | null;
  closesAt: number | null;
  phase: string;
  /** JSON array of `ListedSeat`. */
  seats: WithDefault<string>;
  /** Title, role and candidates as `foldedText`: as lists show them, and as they show them where names are hidden. */
  searchShown: WithDefault<string>;
  searchHidden: WithDefault<string>;
  /** 0 or 1: whether those who rate from the recording see codes in place of names. */
  namesHidden: WithDefault<number>;
  /** 0 or 1: closed by hand, or with the interview. */
  scoringClosed: WithDefault<number>;
  presentCandidate: number;
  presentInterviewer: number;
  presentEvaluator: number;
  presentObserver: number;
  kitId: string | null;
  /** 0 or 1. */
  heldByRecruiter: number;
  /** 0 or 1. */
  scorecardsOpen: number;
  /** Purpose of a practice attempt; null for an interview that someone was invited to. */
  practice: Inserted<string | null>;
  /** Questions that were answered. */
  answers: number;
  /** When its candidate got a report. */
  feedbackAt: number | null;
  /** Up to which event its evaluation has followed the log. Below 1: it has to look again. */
  followedSeq: WithDefault<number>;
}

/** Never changed after the insert. */
interface InterviewEventsTable {
  interviewId: Inserted<string>;
  seq: Inserted<number>;
  at: Inserted<number>;
  kind: Inserted<string>;
  /** JSON. */
  actor: Inserted<string>;
  /** JSON. */
  payload: Inserted<string>;
}

interface CommandsTable {
  commandId: Inserted<string>;
  interviewId: Inserted<string>;
  actorKey: Inserted<string>;
  fingerprint: Inserted<string>;
  /** JSON. */
  result: Inserted<string>;
}

interface LinksTable {
  linkId: Inserted<string>;
  interviewId: Inserted<string>;
  seatId: Inserted<string>;
  tokenHash: Inserted<string>;
  expiresAt: number;
  revokedAt: number | null;
}

/** Seats that hold, by whose addresses staff take part. */
interface StaffSeatsTable {
  interviewId: Inserted<string>;
  seatId: Inserted<string>;
  role: Inserted<string>;
  /** In lower case. */
  email: Inserted<string>;
  /** `OwnPart`. */
  part: Inserted<string>;
}
