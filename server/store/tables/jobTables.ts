import type { Inserted } from './columns.ts';

/** Work and messages that outlive the server that begins them. */
export interface JobTables {
  jobs: JobsTable;
  mails: MailsTable;
  digests: DigestsTable;
}

/** Work that outlives the server that begins it: one row for each kind and target. */
interface JobsTable {
  kind: Inserted<string>;
  target: Inserted<string>;
  state: string;
  /** Raised with every write, so that other servers can tell that one is at it without comparing clocks. */
  beat: number;
  /** Raised with every claim: writes of an owner that has lost the job to a later one change nothing. */
  run: number;
  /** Server that runs it. */
  ownerId: string | null;
  /** Attempts that failed in a row. */
  failures: number;
  progressPermille: number;
  /** What went wrong last, for people. */
  reason: string | null;
  /** How long it waits, counted by the server that looks, from the first look at this beat on. */
  delayMs: number;
  /** When that is over by the clock of the server that wrote it, for people. */
  retryAt: number | null;
  /** 0 or 1: once more when this run is over. */
  again: number;
  /** 0 or 1: no one wants it any more. */
  stopping: number;
  createdAt: Inserted<number>;
}

/** The outbox. */
interface MailsTable {
  mailId: Inserted<string>;
  /** Whatever would be the same message has the same key, and is sent once. */
  onceKey: Inserted<string>;
  kind: Inserted<string>;
  address: Inserted<string>;
  /** JSON: what its template is filled with, without the secrets of links. */
  content: Inserted<string>;
  /** JSON: the same with them, until it is sent. */
  secret: string | null;
  state: string;
  reason: string | null;
  createdAt: Inserted<number>;
  sentAt: number | null;
  /** When it was last handed to the mail server, by the database's clock; null once the answer is written down. */
  handedAt: number | null;
  /** The private page that it is about, and that it goes with. */
  pageId: Inserted<string | null>;
}

/** The daily message to evaluators. */
interface DigestsTable {
  userId: Inserted<string>;
  /** SHA-256 of the token that ends it, hex. */
  tokenHash: string | null;
  unsubscribedAt: number | null;
  /** Sent, or found to have nothing to say. */
  lastAt: number;
}
