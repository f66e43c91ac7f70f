import type { Inserted } from './columns.ts';

/** Private pages, their attempts, and their deletion. */
export interface PracticeTables {
  practicePages: PracticePagesTable;
  practiceAttempts: PracticeAttemptsTable;
  practiceReceipts: PracticeReceiptsTable;
  practicePurges: PracticePurgesTable;
}

/** Private pages of people without an account. */
interface PracticePagesTable {
  pageId: Inserted<string>;
  /** SHA-256 of the page's token, hex. The token itself is never stored. A page that is being deleted has `deleted:` and its receipt's id. */
  tokenHash: string;
  name: string | null;
  email: string | null;
  createdAt: Inserted<number>;
  /** When it was opened last, to the hour. */
  visitedAt: number;
  /** When its owner was told last that it is about to be deleted. */
  expiryToldAt: number | null;
  /** Of the token that such a message has. */
  mailedTokenHash: string | null;
}

interface PracticeAttemptsTable {
  /** Of the interview, whose log begins when the attempt is let in. */
  interviewId: Inserted<string>;
  pageId: Inserted<string>;
  kitId: Inserted<string>;
  kitVersion: Inserted<number>;
  role: Inserted<string>;
  length: Inserted<string>;
  purpose: Inserted<string>;
  /** JSON array. */
  questionIds: Inserted<string>;
  plannedMinutes: Inserted<number>;
  /** `waiting`, `admitted`, `over`, `expired`, `deleting`. */
  state: string;
  /** By the database's clock: who came first is let in first. */
  createdAt: Inserted<number>;
  /** When its page asked last, or its candidate was seen in the interview, by the database's clock. */
  seenAt: number;
  /** By the database's clock. */
  admittedAt: number | null;
  /** Keyed hash of the address group that asked for it; `null` where it is not known, and once the attempt no longer needs a place. */
  source: string | null;
  note: string;
}

/** Proof of deletions. They name no person. */
interface PracticeReceiptsTable {
  receiptId: Inserted<string>;
  scope: Inserted<string>;
  requestedAt: Inserted<number>;
  completedAt: number | null;
  attempts: Inserted<number>;
  files: number;
  bytes: number;
  /** Places that were declared lost with parts of recordings. */
  lostPlaces: number;
}

/** Attempts whose deletion is under way. */
interface PracticePurgesTable {
  interviewId: Inserted<string>;
  receiptId: Inserted<string>;
}
