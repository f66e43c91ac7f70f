import type { ColumnType } from 'kysely';

/**
 * The tables as the code names them; the databases hold the same names in snake case. Times are epoch milliseconds,
 * JSON values are text, and both read the same from SQLite and PostgreSQL.
 */
export interface Tables {
  interviews: InterviewsTable;
  interviewEvents: InterviewEventsTable;
  commands: CommandsTable;
  links: LinksTable;
  kits: KitsTable;
  kitVersions: KitVersionsTable;
  kitRecordings: KitRecordingsTable;
  auditLog: AuditLogTable;
  invitations: InvitationsTable;
  setupLinks: SetupLinksTable;
  staffUsers: StaffUsersTable;
  staffSessions: StaffSessionsTable;
  schemaMigrations: { name: string; at: number };
}

interface InterviewsTable {
  interviewId: string;
  lastSeq: number;
  title: string;
  jobRole: string;
  scheduledAt: number;
  plannedMinutes: number;
  phase: string;
  /** JSON array of names. */
  candidateNames: string;
  presentCandidate: number;
  presentInterviewer: number;
  presentEvaluator: number;
  presentObserver: number;
  kitId: string | null;
  /** 0 or 1. */
  heldByRecruiter: number;
  /** 0 or 1. */
  scorecardsOpen: number;
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

interface KitsTable {
  kitId: Inserted<string>;
  /** The newest. */
  version: number;
  /** 0 or 1. */
  builtIn: Inserted<number>;
  /** 0 or 1. */
  archived: number;
  updatedAt: number;
}

/** Never changed after the insert: the databases refuse to change or delete a row. */
interface KitVersionsTable {
  kitId: Inserted<string>;
  version: Inserted<number>;
  /** JSON. */
  kit: Inserted<string>;
  /** User id; null for what came with the product. */
  savedBy: Inserted<string | null>;
  at: Inserted<number>;
}

/** A person's recording for one line of a kit: for these words, in whatever place and version of it they stand. */
interface KitRecordingsTable {
  kitId: Inserted<string>;
  /** SHA-256 of the words, hex. */
  textSha256: Inserted<string>;
  /** JSON text: PostgreSQL does not take every character as it is. */
  text: Inserted<string>;
  /** SHA-256 of the file, hex. */
  fileSha256: string;
  /** The file's name where it came from. */
  name: string;
  createdAt: number;
  /** User id. */
  createdBy: string;
}

/** Append-only: the databases refuse to change or delete a row. */
interface AuditLogTable {
  entryId: Inserted<string>;
  at: Inserted<number>;
  actor: Inserted<string>;
  action: Inserted<string>;
  target: Inserted<string>;
  /** JSON. */
  details: Inserted<string>;
}

interface InvitationsTable {
  invitationId: Inserted<string>;
  email: Inserted<string>;
  role: Inserted<string>;
  tokenHash: Inserted<string>;
  invitedBy: Inserted<string>;
  createdAt: Inserted<number>;
  expiresAt: number;
  acceptedAt: number | null;
  revokedAt: number | null;
}

interface SetupLinksTable {
  tokenHash: Inserted<string>;
  createdAt: Inserted<number>;
}

/** better-auth writes these two; only what our own queries touch is named here. */
interface StaffUsersTable {
  id: string;
  name: string;
  email: string;
  role: string;
  disabledAt: number | null;
}

interface StaffSessionsTable {
  id: string;
  userId: string;
}

type Inserted<T> = ColumnType<T, T, never>;
