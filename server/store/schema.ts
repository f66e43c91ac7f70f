import type { ColumnType } from 'kysely';

/** Never updated. */
type Inserted<T> = ColumnType<T, T, never>;
/** Optional in inserts: the database sets a default. */
type WithDefault<T> = ColumnType<T, T | undefined, T>;

/**
 * Tables as the code names them. The databases use the same names in snake case. Times are epoch milliseconds, JSON values are
 * text, and Boolean values are 0 or 1, so that SQLite and PostgreSQL return the same.
 */
export interface Tables {
  interviews: {
    interviewId: string;
    lastSeq: number;
    title: string;
    jobRole: string;
    scheduledAt: number;
    plannedMinutes: number;
    /** When the candidate may start. Null without a window, and when a person interviews. */
    opensAt: number | null;
    closesAt: number | null;
    phase: string;
    seats: WithDefault<string>;
    /** Title, role, and candidates as `foldedText`: with names shown, and with names hidden. */
    searchShown: WithDefault<string>;
    searchHidden: WithDefault<string>;
    /** 1 when people who rate from the recording see codes in place of names. */
    namesHidden: WithDefault<number>;
    /** 1 when scoring was closed by hand, or together with the interview. */
    scoringClosed: WithDefault<number>;
    presentCandidate: number;
    presentInterviewer: number;
    presentEvaluator: number;
    presentObserver: number;
    kitId: string | null;
    heldByRecruiter: number;
    scorecardsOpen: number;
    /** Purpose of a practice attempt. Null for an interview that someone was invited to. */
    practice: Inserted<string | null>;
    answers: number;
    feedbackAt: number | null;
    /** Last event that the evaluation includes. Below 1: it has to be processed again. */
    followedSeq: WithDefault<number>;
  };
  interviewEvents: {
    interviewId: Inserted<string>;
    seq: Inserted<number>;
    at: Inserted<number>;
    kind: Inserted<string>;
    actor: Inserted<string>;
    payload: Inserted<string>;
  };
  commands: {
    commandId: Inserted<string>;
    interviewId: Inserted<string>;
    actorKey: Inserted<string>;
    fingerprint: Inserted<string>;
    result: Inserted<string>;
  };
  links: {
    linkId: Inserted<string>;
    interviewId: Inserted<string>;
    seatId: Inserted<string>;
    tokenHash: Inserted<string>;
    expiresAt: number;
    revokedAt: number | null;
  };
  /** Seats of staff, by email address. */
  staffSeats: {
    interviewId: Inserted<string>;
    seatId: Inserted<string>;
    role: Inserted<string>;
    /** In lower case. */
    email: Inserted<string>;
    part: Inserted<string>;
  };
  kits: {
    kitId: Inserted<string>;
    version: number;
    builtIn: Inserted<number>;
    archived: number;
    updatedAt: number;
  };
  /** Append-only: the databases refuse to change or delete a row. */
  kitVersions: {
    kitId: Inserted<string>;
    version: Inserted<number>;
    kit: Inserted<string>;
    /** User id. Null for built-in kits. */
    savedBy: Inserted<string | null>;
    at: Inserted<number>;
  };
  /** A voice upload for the words of a line, wherever and in whatever version of the kit they occur. */
  kitRecordings: {
    kitId: Inserted<string>;
    /** SHA-256 of the words, hex. */
    textSha256: Inserted<string>;
    /** JSON text, because PostgreSQL rejects some characters in plain text. */
    text: Inserted<string>;
    /** SHA-256 of the file, hex. */
    fileSha256: string;
    /** Original name of the uploaded file. */
    name: string;
    createdAt: number;
    createdBy: string;
  };
  publications: {
    kitId: Inserted<string>;
    slug: string;
    published: number;
    position: number;
    /** When strangers could first see it. Null if never. */
    publishedAt: number | null;
    updatedAt: number;
  };
  earlierSlugs: {
    slug: Inserted<string>;
    kitId: string;
  };
  /** A recording, also after it was erased. The log has its capture runs and states too. */
  recordings: {
    recordingId: Inserted<string>;
    interviewId: Inserted<string>;
    state: string;
    /** Last event about the interview's recordings that was processed. */
    seenSeq: number;
    startedAt: Inserted<number>;
    endedAt: number | null;
    durationMs: number | null;
    /** JSON, large. */
    finished: string | null;
  };
  recordingStretches: {
    stretchId: Inserted<string>;
    recordingId: Inserted<string>;
    /** Media server that recorded it. */
    nodeId: Inserted<string>;
    state: string;
    /** Number of times the media server did not have it. */
    looks: number;
  };
  recordingFiles: {
    fileId: Inserted<string>;
    recordingId: Inserted<string>;
    name: Inserted<string>;
    kind: Inserted<string>;
    storageKey: Inserted<string>;
    contentType: Inserted<string>;
    bytes: Inserted<number>;
    /** Hex. */
    sha256: Inserted<string>;
    state: string;
  };
  recordingWorkFolders: {
    recordingId: Inserted<string>;
    folderId: Inserted<string>;
  };
  /** Temporary permission to fetch the files of a recording. */
  mediaGrants: {
    /** SHA-256, hex. The grant is never stored. */
    grantHash: Inserted<string>;
    interviewId: Inserted<string>;
    recordingId: Inserted<string>;
    userId: Inserted<string | null>;
    seatId: Inserted<string | null>;
    linkId: Inserted<string | null>;
    /** Set for grants of a private page. */
    pageId: Inserted<string | null>;
    /** Set for grants of a report link, which cover the report's clips only. */
    reportLinkId: Inserted<string | null>;
    /** By the database's clock. */
    expiresAt: number;
  };
  mediaGrantUses: {
    grantHash: Inserted<string>;
    use: Inserted<string>;
  };
  erasureReceipts: {
    receiptId: Inserted<string>;
    interviewId: Inserted<string>;
    recordingId: Inserted<string>;
    cause: Inserted<string>;
    requestedAt: Inserted<number>;
    completedAt: number | null;
    files: number;
    bytes: number;
    digest: string | null;
    /** Number of lost places that may hold parts of the recording. */
    lostPlaces: number;
  };
  /** Files of a running erasure, recorded before they are deleted. */
  erasedFiles: {
    recordingId: Inserted<string>;
    name: Inserted<string>;
    bytes: Inserted<number>;
    /** Hex. Empty when the file could not be read. */
    sha256: Inserted<string>;
  };
  /** Media servers (`mediaServer`) and work folders (`server`) that deletions no longer wait for. */
  lostPlaces: {
    kind: Inserted<string>;
    placeId: Inserted<string>;
    declaredAt: Inserted<number>;
    declaredBy: Inserted<string>;
  };
  leftBehind: {
    recordingId: Inserted<string>;
    kind: Inserted<string>;
    placeId: Inserted<string>;
  };
  practicePages: {
    pageId: Inserted<string>;
    /**
     * SHA-256 of the page's token, hex. The token is never stored. While the page is being deleted: `deleted:` and the id of the
     * receipt.
     */
    tokenHash: string;
    name: string | null;
    email: string | null;
    createdAt: Inserted<number>;
    /** Time of the last visit, rounded to the hour. */
    visitedAt: number;
    expiryToldAt: number | null;
    /** Hash of the token in that notice. */
    mailedTokenHash: string | null;
  };
  practiceAttempts: {
    /** Id of the interview, whose log starts when the attempt is admitted. */
    interviewId: Inserted<string>;
    pageId: Inserted<string>;
    kitId: Inserted<string>;
    kitVersion: Inserted<number>;
    role: Inserted<string>;
    length: Inserted<string>;
    purpose: Inserted<string>;
    questionIds: Inserted<string>;
    plannedMinutes: Inserted<number>;
    /** `waiting`, `admitted`, `over`, `expired`, `deleting`. */
    state: string;
    /** By the database's clock. Determines the order of admission. */
    createdAt: Inserted<number>;
    /** When its page last polled, or its candidate was last seen in the interview, by the database's clock. */
    seenAt: number;
    /** By the database's clock. */
    admittedAt: number | null;
    /** Keyed hash of the requesting address group. Null when unknown, and once the attempt no longer occupies capacity. */
    source: string | null;
    note: string;
  };
  practiceReceipts: {
    receiptId: Inserted<string>;
    scope: Inserted<string>;
    requestedAt: Inserted<number>;
    completedAt: number | null;
    attempts: Inserted<number>;
    files: number;
    bytes: number;
    /** Number of lost places that may hold parts of recordings. */
    lostPlaces: number;
  };
  practicePurges: {
    interviewId: Inserted<string>;
    receiptId: Inserted<string>;
  };
  /** The evaluation queue. Follows from the logs up to `seenSeq`. */
  evaluations: {
    interviewId: Inserted<string>;
    /** `practice`, `interview`. */
    kind: Inserted<string>;
    kitId: Inserted<string>;
    role: Inserted<string>;
    locale: Inserted<string>;
    length: Inserted<string | null>;
    questions: Inserted<number>;
    minutes: Inserted<number>;
    /** Name or code, as raters see it. */
    candidate: string;
    endedAt: Inserted<number>;
    /** When the report is due. The queue's order. */
    promisedAt: number;
    /** 1 when the candidate was promised the report by then. */
    promised: WithDefault<number>;
    /** 1 when the candidate gets a report. */
    report: WithDefault<number>;
    /** `rate`, `agree`, `write`, `done`, `closed`, `republish`. */
    stage: string;
    /** `scoring-closed`, `nothing-asked`, `nothing-to-rate`. Null unless the stage is `closed`. */
    closedBecause: WithDefault<string | null>;
    /** 1 when it is rated from the recording. 0 when its raters were in the interview. */
    asked: WithDefault<number>;
    /** 1 when there is something to watch or read. */
    ratable: WithDefault<number>;
    raters: number;
    locked: number;
    seenSeq: number;
    /** JSON. Null unless this is a reference that evaluators are compared with. */
    agreedRatings: string | null;
    agreedBy: string | null;
    agreedAt: number | null;
    /** When leads were last warned that it may be late. */
    warnedAt: number | null;
  };
  /** One row for each evaluator and interview. Times are the database's. */
  evaluationClaims: {
    interviewId: Inserted<string>;
    userId: Inserted<string>;
    seatId: string;
    /**
     * `held`; `ending`: the log has to record the release, for `reason`; `released`; `locked`; `seated`: an invited rater, who
     * needs no claim.
     */
    state: string;
    /** Why it ended, or is ending. */
    reason: WithDefault<string | null>;
    shadow: number;
    claimedAt: number;
    expiresAt: number;
    touchedAt: number;
    /** Time worked, without long pauses. */
    workedMs: number;
    lockedAt: number | null;
  };
  /** Its column `published_seq` is unused: servers of an earlier version write it until they are upgraded. */
  reports: {
    interviewId: Inserted<string>;
    /** `draft`, `published`, `retracted`. */
    state: string;
    version: number;
    content: string;
    savedBy: string | null;
    savedAt: number | null;
    /** JSON: the content that the candidate reads. */
    published: string | null;
    publishedVersion: number | null;
    /** JSON: the scoring that `published` rests on. Null for reports published before it was stored. */
    publishedScoring: string | null;
    /** Time of the first publication. */
    publishedAt: number | null;
    /** Time of the latest publication, if there were several. */
    updatedAt: number | null;
    publishedBy: string | null;
  };
  reportVersions: {
    interviewId: Inserted<string>;
    version: Inserted<number>;
    content: Inserted<string>;
    savedBy: Inserted<string>;
    savedAt: Inserted<number>;
  };
  reportClips: {
    interviewId: Inserted<string>;
    fromMs: Inserted<number>;
    toMs: Inserted<number>;
    /** `waiting`, `ready`, `failed`. */
    state: string;
    fileId: string | null;
    /** Duration after cutting: a clip ends no later than its recording. */
    durationMs: number | null;
  };
  reportReplies: {
    interviewId: Inserted<string>;
    /** JSON. Null with a time when the question was skipped. */
    guess: string | null;
    guessedAt: number | null;
    firstOpenedAt: number | null;
    question: string | null;
    askedAt: number | null;
    answer: string | null;
    answeredAt: number | null;
    answeredBy: string | null;
  };
  reportLinks: {
    linkId: Inserted<string>;
    interviewId: Inserted<string>;
    /** `candidate`: emailed to an invited candidate. `share`, `print`, `staff`: read-only. */
    kind: string;
    /** SHA-256, hex. The token is never stored. */
    tokenHash: Inserted<string>;
    withClips: Inserted<number>;
    createdAt: Inserted<number>;
    /** Extended by each publication for links of candidates. */
    expiresAt: number | null;
    revokedAt: number | null;
  };
  reportLinkOpenings: {
    openingId: Inserted<string>;
    linkId: Inserted<string>;
    at: Inserted<number>;
  };
  feedbackRatings: {
    /** A random id once the interview was deleted. */
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
  };
  /** Written by better-auth. Lists only columns that our queries use. */
  staffUsers: {
    id: string;
    name: string;
    email: string;
    role: string;
    disabledAt: number | null;
  };
  staffSessions: {
    id: string;
    userId: string;
  };
  /** Written by better-auth. We use password resets, whose value is the user's id. */
  staffVerifications: {
    id: string;
    value: string;
  };
  invitations: {
    invitationId: Inserted<string>;
    email: Inserted<string>;
    role: Inserted<string>;
    tokenHash: Inserted<string>;
    invitedBy: Inserted<string>;
    createdAt: Inserted<number>;
    expiresAt: number;
    acceptedAt: number | null;
    revokedAt: number | null;
  };
  setupLinks: {
    tokenHash: Inserted<string>;
    createdAt: Inserted<number>;
  };
  settings: {
    name: Inserted<string>;
    value: string;
  };
  /** Append-only: the databases refuse to change or delete a row. */
  auditLog: {
    entryId: Inserted<string>;
    at: Inserted<number>;
    actor: Inserted<string>;
    action: Inserted<string>;
    target: Inserted<string>;
    details: Inserted<string>;
  };
  /** Work that outlives the server that starts it: one row for each kind and target. */
  jobs: {
    kind: Inserted<string>;
    target: Inserted<string>;
    state: string;
    /** Incremented with every write, so that servers detect a working owner without comparing clocks. */
    beat: number;
    /** Incremented with every claim: writes by an earlier owner change nothing. */
    run: number;
    ownerId: string | null;
    failures: number;
    progressPermille: number;
    reason: string | null;
    /** How long it waits, counted by each server from when it first saw this `beat`. */
    delayMs: number;
    /** End of that wait, by the clock of the server that wrote it. For display. */
    retryAt: number | null;
    /** 1 when it has to run once more after this run. */
    again: number;
    /** 1 when it was canceled. */
    stopping: number;
    createdAt: Inserted<number>;
  };
  mails: {
    mailId: Inserted<string>;
    /** The same message always has the same key, and so is sent once. */
    onceKey: Inserted<string>;
    kind: Inserted<string>;
    address: Inserted<string>;
    /** JSON: fields of the template, without the secrets of links. */
    content: Inserted<string>;
    /** Encrypted JSON: the fields with the secrets, until the message is sent. */
    secret: string | null;
    state: string;
    reason: string | null;
    createdAt: Inserted<number>;
    sentAt: number | null;
    /** When it was last handed to the mail server, by the database's clock. Null once the answer is recorded. */
    handedAt: number | null;
    /** Private page that the message is about, and is deleted with. */
    pageId: Inserted<string | null>;
  };
  digests: {
    userId: Inserted<string>;
    /** SHA-256 of the token for unsubscribing, hex. */
    tokenHash: string | null;
    unsubscribedAt: number | null;
    /** When it was last sent, or had nothing to report. */
    lastAt: number;
  };
  schemaMigrations: { name: string; at: number };
}
