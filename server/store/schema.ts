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
  staffSeats: StaffSeatsTable;

  kits: KitsTable;
  kitVersions: KitVersionsTable;
  kitRecordings: KitRecordingsTable;
  publications: PublicationsTable;
  earlierSlugs: EarlierSlugsTable;

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

  practicePages: PracticePagesTable;
  practiceAttempts: PracticeAttemptsTable;
  practiceReceipts: PracticeReceiptsTable;
  practicePurges: PracticePurgesTable;

  evaluations: EvaluationsTable;
  evaluationClaims: EvaluationClaimsTable;
  reports: ReportsTable;
  reportVersions: ReportVersionsTable;
  reportClips: ReportClipsTable;
  reportReplies: ReportRepliesTable;
  reportLinks: ReportLinksTable;
  reportLinkOpenings: ReportLinkOpeningsTable;
  feedbackRatings: FeedbackRatingsTable;

  staffUsers: StaffUsersTable;
  staffSessions: StaffSessionsTable;
  staffVerifications: StaffVerificationsTable;
  invitations: InvitationsTable;
  setupLinks: SetupLinksTable;
  settings: SettingsTable;
  auditLog: AuditLogTable;

  jobs: JobsTable;
  mails: MailsTable;
  digests: DigestsTable;
  schemaMigrations: { name: string; at: number };
}

/** Never updated. */
type Inserted<T> = ColumnType<T, T, never>;
/** The database fills it in where an insert leaves it out. */
type WithDefault<T> = ColumnType<T, T | undefined, T>;

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

/** Kits on the public side, with their address. */
interface PublicationsTable {
  kitId: Inserted<string>;
  slug: string;
  /** 0 or 1. */
  published: number;
  position: number;
  /** When strangers could first see it; null where they never could. */
  publishedAt: number | null;
  updatedAt: number;
}

/** Addresses that lead on to a kit's address of today. */
interface EarlierSlugsTable {
  slug: Inserted<string>;
  kitId: string;
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

/** What waits for people to rate it, and what became of that: follows from the log up to `seenSeq`. */
interface EvaluationsTable {
  interviewId: Inserted<string>;
  /** `practice`, `interview`. */
  kind: Inserted<string>;
  kitId: Inserted<string>;
  role: Inserted<string>;
  locale: Inserted<string>;
  length: Inserted<string | null>;
  questions: Inserted<number>;
  minutes: Inserted<number>;
  /** As raters see it. */
  candidate: string;
  endedAt: Inserted<number>;
  /** When the report is due; the queue's order. */
  promisedAt: number;
  /** 0 or 1: the candidate was promised the report by then. */
  promised: WithDefault<number>;
  /** 0 or 1: the candidate is to get a report. */
  report: WithDefault<number>;
  /** `rate`, `agree`, `write`, `done`, `closed`. */
  stage: string;
  /** Of one that is closed: `scoring-closed`, `nothing-asked`, `nothing-to-rate`. */
  closedBecause: WithDefault<string | null>;
  /** 0 or 1: people who were not there are asked to rate it. 0: its raters were there. */
  asked: WithDefault<number>;
  /** 0 or 1: there is something to watch or to read. */
  ratable: WithDefault<number>;
  raters: number;
  locked: number;
  seenSeq: number;
  /** JSON, where it is a reference that evaluators are compared with. */
  agreedRatings: string | null;
  /** User id. */
  agreedBy: string | null;
  agreedAt: number | null;
  /** When leads were told last that it may be late. */
  warnedAt: number | null;
}

/** One for each member of staff who has ever claimed it. Times are the database's. */
interface EvaluationClaimsTable {
  interviewId: Inserted<string>;
  userId: Inserted<string>;
  seatId: string;
  /**
   * `held`; `ending`: to be released in the log next, for `reason`; `released`; `locked`; `seated`: the place is their own, since they were
   * invited to rate.
   */
  state: string;
  /** Why it ended, or is ending. */
  reason: WithDefault<string | null>;
  /** 0 or 1. */
  shadow: number;
  claimedAt: number;
  expiresAt: number;
  touchedAt: number;
  /** Time at work, without long pauses. */
  workedMs: number;
  lockedAt: number | null;
}

/** Its column `published_seq` is no longer used: servers of an earlier version write it until they are upgraded. */
interface ReportsTable {
  interviewId: Inserted<string>;
  /** `draft`, `published`, `retracted`. */
  state: string;
  version: number;
  /** JSON. */
  content: string;
  /** User id. */
  savedBy: string | null;
  savedAt: number | null;
  /** JSON: the content that the candidate reads. */
  published: string | null;
  publishedVersion: number | null;
  /** JSON: the scoring that `published` rests on; null for what was published before it was stored. */
  publishedScoring: string | null;
  /** For the first time. */
  publishedAt: number | null;
  /** For the last time, where that is another. */
  updatedAt: number | null;
  /** User id. */
  publishedBy: string | null;
}

/** Never changed after the insert. */
interface ReportVersionsTable {
  interviewId: Inserted<string>;
  version: Inserted<number>;
  /** JSON. */
  content: Inserted<string>;
  /** User id. */
  savedBy: Inserted<string>;
  savedAt: Inserted<number>;
}

/** Parts of recordings that reports show; their files are the recording's. */
interface ReportClipsTable {
  interviewId: Inserted<string>;
  fromMs: Inserted<number>;
  toMs: Inserted<number>;
  /** `waiting`, `ready`, `failed`. */
  state: string;
  fileId: string | null;
  /** Of what was cut: a clip ends with its recording at the latest. */
  durationMs: number | null;
}

/** What the candidate said: before reading, and after. */
interface ReportRepliesTable {
  interviewId: Inserted<string>;
  /** JSON; null with a time where it was skipped. */
  guess: string | null;
  guessedAt: number | null;
  firstOpenedAt: number | null;
  question: string | null;
  askedAt: number | null;
  answer: string | null;
  answeredAt: number | null;
  /** User id. */
  answeredBy: string | null;
}

interface ReportLinksTable {
  linkId: Inserted<string>;
  interviewId: Inserted<string>;
  /** `candidate`: the key of an invited one, sent to them; `share`, `print`, `staff`: for reading. */
  kind: string;
  /** SHA-256, hex. The token itself is never stored. */
  tokenHash: Inserted<string>;
  /** 0 or 1. */
  withClips: Inserted<number>;
  createdAt: Inserted<number>;
  /** A candidate's is later after each publication. */
  expiresAt: number | null;
  revokedAt: number | null;
}

interface ReportLinkOpeningsTable {
  openingId: Inserted<string>;
  linkId: Inserted<string>;
  at: Inserted<number>;
}

/** Stars that candidates gave, one for each interview. */
interface FeedbackRatingsTable {
  /** Of an interview that was deleted since, another id that belongs to nothing. */
  interviewId: string;
  kitId: Inserted<string>;
  stars: number;
  ratedAt: number;
  /** `yes`, `partly`, `no`. */
  specific: string | null;
  fair: string | null;
  nextStep: string | null;
  line: string | null;
  firstRatedAt: number | null;
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

/** better-auth's; of it we use resets of passwords, whose value is the user's id. */
interface StaffVerificationsTable {
  id: string;
  value: string;
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

interface SettingsTable {
  name: Inserted<string>;
  /** JSON. */
  value: string;
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
