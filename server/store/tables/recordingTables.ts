import type { Inserted } from './columns.ts';

/** What was recorded, who may fetch it, and what is left after it is erased. */
export interface RecordingTables {
  recordings: RecordingsTable;
  recordingStretches: RecordingStretchesTable;
  recordingFiles: RecordingFilesTable;
  recordingWorkFolders: RecordingWorkFoldersTable;
  mediaGrants: MediaGrantsTable;
  mediaGrantUses: MediaGrantUsesTable;
  erasureReceipts: ErasureReceiptsTable;
  erasedFiles: ErasedFilesTable;
  lostPlaces: LostPlacesTable;
  leftBehind: LeftBehindTable;
}

/** What was recorded of an interview, until it is erased and after that. Its stretches and states are in the log, too. */
interface RecordingsTable {
  recordingId: Inserted<string>;
  interviewId: Inserted<string>;
  state: string;
  /** Number of the last event about recordings of the interview that was taken into account. */
  seenSeq: number;
  /** Server time of the time line's zero. */
  startedAt: Inserted<number>;
  /** When the interview ended. */
  endedAt: number | null;
  durationMs: number | null;
  /** JSON; large. */
  finished: string | null;
}

interface RecordingStretchesTable {
  stretchId: Inserted<string>;
  recordingId: Inserted<string>;
  /** Media server that recorded it. */
  nodeId: Inserted<string>;
  state: string;
  /** How often it was looked for in vain. */
  looks: number;
}

interface RecordingFilesTable {
  fileId: Inserted<string>;
  recordingId: Inserted<string>;
  /** Within the recording, such as `candidate-1.webm`. */
  name: Inserted<string>;
  kind: Inserted<string>;
  storageKey: Inserted<string>;
  contentType: Inserted<string>;
  bytes: Inserted<number>;
  /** Hex. */
  sha256: Inserted<string>;
  state: string;
}

/** Folders of servers in which something of a recording may lie. */
interface RecordingWorkFoldersTable {
  recordingId: Inserted<string>;
  folderId: Inserted<string>;
}

/** Who may fetch the files of a recording for a while: staff, or a seat by one of its links. */
interface MediaGrantsTable {
  /** SHA-256, hex. The grant itself is never stored. */
  grantHash: Inserted<string>;
  interviewId: Inserted<string>;
  recordingId: Inserted<string>;
  userId: Inserted<string | null>;
  seatId: Inserted<string | null>;
  linkId: Inserted<string | null>;
  /** Of a candidate's private page. */
  pageId: Inserted<string | null>;
  /** Of a link to a report: for its clips alone. */
  reportLinkId: Inserted<string | null>;
  /** By the database's clock. */
  expiresAt: number;
}

/** What a grant was used for and noted once. */
interface MediaGrantUsesTable {
  grantHash: Inserted<string>;
  use: Inserted<string>;
}

interface ErasureReceiptsTable {
  receiptId: Inserted<string>;
  interviewId: Inserted<string>;
  recordingId: Inserted<string>;
  cause: Inserted<string>;
  requestedAt: Inserted<number>;
  completedAt: number | null;
  files: number;
  bytes: number;
  digest: string | null;
  /** Places that were declared lost with parts of the recording. */
  lostPlaces: number;
}

/** Media servers (`mediaServer`) and work folders of servers (`server`) that deletions no longer wait for. */
interface LostPlacesTable {
  kind: Inserted<string>;
  placeId: Inserted<string>;
  declaredAt: Inserted<number>;
  declaredBy: Inserted<string>;
}

/** Deleted recordings of which a lost place may still hold something. */
interface LeftBehindTable {
  recordingId: Inserted<string>;
  kind: Inserted<string>;
  placeId: Inserted<string>;
}

/** Files of an erasure under way, written down before they are deleted. */
interface ErasedFilesTable {
  recordingId: Inserted<string>;
  name: Inserted<string>;
  bytes: Inserted<number>;
  /** Hex; empty where it could not be told. */
  sha256: Inserted<string>;
}
