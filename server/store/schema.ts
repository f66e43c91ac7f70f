import type { ColumnType, Generated } from 'kysely';

type Inserted<T> = ColumnType<T, T, never>;
/** Columns that may be missing in inserts. */
type WithDefault<T> = ColumnType<T, T | undefined, T>;

/** Names are snake case in the databases. Times are epoch milliseconds, JSON is text, Booleans are 0 or 1. */
export interface Tables {
  interviews: {
    interviewId: string;
    lastSeq: number;
    title: string;
    jobRole: string;
    scheduledAt: number;
    plannedMinutes: number;
    /** IANA name. Null in interviews from earlier versions. */
    timeZone: WithDefault<string | null>;
    /** Time from which the candidate may start. Null when a person asks the questions. */
    opensAt: number | null;
    closesAt: number | null;
    phase: string;
    /** 1 until the candidate, or a member, has chosen the time. */
    unscheduled: WithDefault<number>;
    /** Time until which the lead's link works, or 0. Null if no lead is known or needed. */
    leadUntil: WithDefault<number | null>;
    loopId: WithDefault<string | null>;
    seats: WithDefault<string>;
    /** Title, role, names, and addresses as `foldedText`. `searchHidden` has code names for candidates. */
    searchShown: WithDefault<string>;
    searchHidden: WithDefault<string>;
    /** 1 when people who rate from the recording see code names instead of candidates' names. */
    namesHidden: WithDefault<number>;
    scoringClosed: WithDefault<number>;
    presentCandidate: number;
    presentInterviewer: number;
    presentEvaluator: number;
    presentObserver: number;
    kitId: string | null;
    teamId: WithDefault<string | null>;
    heldByRecruiter: number;
    scorecardsOpen: number;
    /** The purpose of practice. Null when the candidate was invited to the interview. */
    practice: Inserted<string | null>;
    answers: number;
    feedbackAt: number | null;
    /** Last event included in the evaluation. Below 1 when the log must be processed again. */
    followedSeq: WithDefault<number>;
    /** 1 when people are told about the interview by email. */
    mailed: WithDefault<number>;
    /** Last event that people were told about. Below 1 when letters may be due without a new event. */
    toldSeq: WithDefault<number>;
    /** Last event included in the candidates' records. */
    candidatesSeq: WithDefault<number>;
    /** `SUMMARY_VERSION` of the server that wrote the summary. 0 for versions without such a number. */
    summaryVersion: WithDefault<number>;
    /** Event number of that summary. Below `lastSeq` after an older version has written. */
    summarySeq: WithDefault<number>;
    hasCandidate: WithDefault<number>;
    candidateJoined: WithDefault<number>;
    begun: WithDefault<number>;
    ratersDue: WithDefault<number>;
    ratersLocked: WithDefault<number>;
    ratingUntil: WithDefault<number | null>;
    /** Time of the first decision about the candidate. Not part of the summary. */
    decidedAt: WithDefault<number | null>;
    /** Candidates' names as `foldedText`, to sort by. `sortHidden` has code names instead. */
    sortShown: WithDefault<string>;
    sortHidden: WithDefault<string>;
  };
  /** One row for each address, and for each seat without an address. */
  candidates: {
    candidateId: Inserted<string>;
    /** SHA-256 of the address or seat id that identifies the person, hex. */
    keyHash: string;
    /** The record that this one is merged into, directly or through others. Its own id if not merged. */
    rootId: string;
    mergedInto: string | null;
    createdAt: Inserted<number>;
    /** Name that a member has corrected. */
    name: string | null;
    /** Email address that a member has corrected. */
    address: string | null;
  };
  candidateSeats: {
    seatId: Inserted<string>;
    interviewId: Inserted<string>;
    candidateId: string;
    name: string;
    address: string | null;
    /** Name and address as `foldedText`. */
    search: string;
    /** When staff deleted the person. The row stays, so that the seat doesn't get a record again. */
    deletedAt: WithDefault<number | null>;
  };
  /** All merges by hand or by a person's own statement, including those that were undone. */
  candidateMerges: {
    mergeId: Inserted<string>;
    candidateId: Inserted<string>;
    intoId: Inserted<string>;
    mergedBy: Inserted<string>;
    mergedAt: Inserted<number>;
    undoneBy: WithDefault<string | null>;
    undoneAt: WithDefault<number | null>;
  };
  /** Practice pages that people connected with an interview. */
  candidatePages: { pageId: Inserted<string>; seatId: string; linkedAt: number };
  /** Rows can only be added, because triggers refuse updates and deletions. */
  candidateDecisions: {
    seatId: Inserted<string>;
    number: Inserted<number>;
    interviewId: Inserted<string>;
    jobRole: Inserted<string>;
    stage: Inserted<string>;
    outcome: Inserted<string>;
    reason: Inserted<string>;
    decidedBy: Inserted<string>;
    at: Inserted<number>;
  };
  /** When candidates can choose a time with a member, as JSON. */
  availability: { userId: Inserted<string>; hours: string };
  /** Increased by 1 with each time that candidates choose, by the address of each interviewer. */
  bookingMarks: { email: Inserted<string>; number: number };
  /** Named filters of the list of interviews, for each member of staff. */
  savedViews: {
    viewId: Inserted<string>;
    userId: Inserted<string>;
    name: string;
    query: string;
    createdAt: Inserted<number>;
  };
  interviewTemplates: {
    templateId: Inserted<string>;
    name: string;
    /** Hiring team that owns the template. A copy from the content, for queries. */
    teamId: string | null;
    /** `TemplateContent`, in JSON. */
    content: string;
    createdAt: Inserted<number>;
    updatedAt: number;
  };
  /** What each person of an interview was last told by email. */
  toldSeats: {
    interviewId: Inserted<string>;
    seatId: Inserted<string>;
    address: string;
    /** Increased by 1 with each letter. */
    sequence: number;
    state: string;
    facts: string;
    toldAt: number;
    mailId: string;
    again: number;
    reminded: number;
    /** When staff last sent a reminder themselves. */
    remindedAt: WithDefault<number | null>;
  };
  /** Changes of many interviews in one step, each started by a member of staff. */
  bulkActions: {
    bulkId: Inserted<string>;
    userId: Inserted<string>;
    action: Inserted<string>;
    state: string;
    createdAt: Inserted<number>;
    finishedAt: number | null;
  };
  bulkItems: {
    bulkId: Inserted<string>;
    interviewId: Inserted<string>;
    position: Inserted<number>;
    /** Id of the command that changes the interview, so that it is changed only once. */
    commandId: Inserted<string>;
    /** Start time of the interview when it was selected. */
    seenAt: Inserted<number>;
    state: string;
    /** Why the interview wasn't changed. */
    refusal: string | null;
  };
  /** Files of candidates. The rows of a chunk are replaced by those with problems when the chunk is done. */
  interviewImports: {
    importId: Inserted<string>;
    createdBy: Inserted<string>;
    createdAt: Inserted<number>;
    fileName: Inserted<string>;
    encoding: Inserted<string>;
    separator: Inserted<string>;
    columns: Inserted<string>;
    state: string;
    plan: string | null;
    template: string | null;
    startedAt: number | null;
    rowCount: Inserted<number>;
    done: number;
    created: number;
    known: number;
    bad: number;
    reason: string | null;
  };
  interviewImportRows: { importId: Inserted<string>; chunk: Inserted<number>; done: number; rows: string };
  /** `rowKey`: derived from the template, the candidate, and the time of a row. */
  importedInterviews: { rowKey: Inserted<string>; importId: string; interviewId: string };
  debriefComments: {
    commentId: Inserted<string>;
    interviewId: Inserted<string>;
    author: Inserted<string>;
    at: Inserted<number>;
    text: Inserted<string>;
    /** JSON list of the user ids of mentioned members. */
    mentions: Inserted<string>;
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
  /** Written answers that are not sent yet. A row is deleted in the transaction that logs its answer. */
  answerDrafts: {
    interviewId: Inserted<string>;
    seatId: Inserted<string>;
    questionId: Inserted<string>;
    text: string;
  };
  links: {
    linkId: Inserted<string>;
    interviewId: Inserted<string>;
    seatId: Inserted<string>;
    tokenHash: Inserted<string>;
    expiresAt: number;
    revokedAt: number | null;
  };
  staffSeats: {
    interviewId: Inserted<string>;
    seatId: Inserted<string>;
    role: Inserted<string>;
    email: Inserted<string>;
    part: Inserted<string>;
    /** 1 when the seat's scorecard is locked. */
    locked: WithDefault<number>;
    /** Planned times of interviews that someone must attend. Null in all others. Written by triggers. */
    busyFrom: ColumnType<number | null, never, never>;
    busyUntil: ColumnType<number | null, never, never>;
  };
  kits: {
    kitId: Inserted<string>;
    version: number;
    builtIn: Inserted<number>;
    archived: number;
    updatedAt: number;
    teamId: WithDefault<string | null>;
  };
  /** Rows can only be added, because triggers refuse updates and deletions. */
  kitVersions: {
    kitId: Inserted<string>;
    version: Inserted<number>;
    kit: Inserted<string>;
    /** Null for built-in kits. */
    savedBy: Inserted<string | null>;
    at: Inserted<number>;
  };
  /** Uploaded recordings of kit lines. An upload applies to every kit version that has the line's words. */
  kitRecordings: {
    kitId: Inserted<string>;
    /** SHA-256 of the line's words, hex. */
    textSha256: Inserted<string>;
    /** JSON text, because PostgreSQL rejects some characters in plain text. */
    text: Inserted<string>;
    fileSha256: string;
    name: string;
    createdAt: number;
    createdBy: string;
  };
  publications: {
    kitId: Inserted<string>;
    slug: string;
    published: number;
    position: number;
    publishedAt: number | null;
    updatedAt: number;
  };
  earlierSlugs: { slug: Inserted<string>; kitId: string };
  /** Recordings of interviews. A row remains after its recording is erased. */
  recordings: {
    recordingId: Inserted<string>;
    interviewId: Inserted<string>;
    state: string;
    /** Number of the last processed event about the interview's recordings. */
    seenSeq: number;
    startedAt: Inserted<number>;
    endedAt: number | null;
    durationMs: number | null;
    finished: string | null;
  };
  recordingStretches: {
    stretchId: Inserted<string>;
    recordingId: Inserted<string>;
    nodeId: Inserted<string>;
    state: string;
    /** Number of times that a media server was asked for the stretch's media and did not have it. */
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
    sha256: Inserted<string>;
    state: string;
  };
  /** One row for each recording whose transcript was made, was deleted, or can't be made. */
  transcripts: {
    recordingId: Inserted<string>;
    interviewId: Inserted<string>;
    state: string;
    /** A `TranscriptReason`. Null unless the state is `none`. */
    reason: string | null;
    language: string | null;
    /** `engine` or `service`. */
    engine: string | null;
    madeAt: number | null;
    /** JSON list of the seats whose words were deleted. */
    deletedSeats: WithDefault<string>;
  };
  transcriptPassages: {
    passageId: Inserted<string>;
    recordingId: Inserted<string>;
    interviewId: Inserted<string>;
    seatId: Inserted<string>;
    fromMs: Inserted<number>;
    toMs: Inserted<number>;
    understood: Inserted<number>;
    /** JSON list of `TranscriptWord`, as recognized. */
    words: Inserted<string>;
  };
  /** All corrections. The latest one of a passage counts. */
  transcriptCorrections: {
    correctionId: Inserted<string>;
    passageId: Inserted<string>;
    recordingId: Inserted<string>;
    interviewId: Inserted<string>;
    seatId: Inserted<string>;
    text: Inserted<string>;
    /** User id, or `seat:<id>`. */
    correctedBy: Inserted<string>;
    byName: Inserted<string>;
    at: Inserted<number>;
  };
  /** What search finds: passages, and questions with the names of their competencies. Indexed by triggers. */
  transcriptEntries: {
    entryId: Generated<number>;
    recordingId: Inserted<string>;
    interviewId: Inserted<string>;
    /** Null for questions. */
    passageId: Inserted<string | null>;
    seatId: Inserted<string | null>;
    /** Question that was open, or that the entry names. */
    questionId: Inserted<string | null>;
    /** `EntryQuestion`, in JSON. Null for passages. */
    question: Inserted<string | null>;
    atMs: Inserted<number>;
    text: string;
    /** Folded words of the text, separated by spaces. */
    tokens: string;
  };
  recordingWorkFolders: { recordingId: Inserted<string>; folderId: Inserted<string> };
  mediaGrants: {
    grantHash: Inserted<string>;
    interviewId: Inserted<string>;
    recordingId: Inserted<string>;
    userId: Inserted<string | null>;
    seatId: Inserted<string | null>;
    linkId: Inserted<string | null>;
    pageId: Inserted<string | null>;
    /** Set for grants that give access only to a report's clips. */
    reportLinkId: Inserted<string | null>;
    /** Time by the database's clock. */
    expiresAt: number;
  };
  mediaGrantUses: { grantHash: Inserted<string>; use: Inserted<string> };
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
    /** Number of lost servers that may still have parts of the recording. */
    lostPlaces: number;
  };
  erasedFiles: {
    recordingId: Inserted<string>;
    name: Inserted<string>;
    bytes: Inserted<number>;
    /** Empty when the file could not be read. */
    sha256: Inserted<string>;
  };
  /** Media servers and work folders that were declared lost, so that deletions don't wait for them. */
  lostPlaces: {
    kind: Inserted<string>;
    placeId: Inserted<string>;
    declaredAt: Inserted<number>;
    declaredBy: Inserted<string>;
  };
  leftBehind: { recordingId: Inserted<string>; kind: Inserted<string>; placeId: Inserted<string> };
  practicePages: {
    pageId: Inserted<string>;
    /** SHA-256 of the token, hex. While the page is being deleted: `deleted:` and the receipt's id. */
    tokenHash: string;
    name: string | null;
    email: string | null;
    createdAt: Inserted<number>;
    /** Time of the last visit, rounded to the hour. */
    visitedAt: number;
    expiryToldAt: number | null;
    /** Hash of the token in the email that announces the deletion. */
    mailedTokenHash: string | null;
  };
  practiceAttempts: {
    interviewId: Inserted<string>;
    pageId: Inserted<string>;
    kitId: Inserted<string>;
    kitVersion: Inserted<number>;
    role: Inserted<string>;
    length: Inserted<string>;
    purpose: Inserted<string>;
    questionIds: Inserted<string>;
    plannedMinutes: Inserted<number>;
    state: string;
    /** Time by the database's clock. Determines the order of admission. */
    createdAt: Inserted<number>;
    /** Last poll of the attempt's page, or last presence of the candidate, by the database's clock. */
    seenAt: number;
    admittedAt: number | null;
    /** Keyed hash of the requester's address group. Null if unknown, or after the attempt has ended. */
    source: string | null;
    note: string;
  };
  practiceBestTakes: {
    pageId: Inserted<string>;
    questionId: Inserted<string>;
    interviewId: string;
  };
  practiceReceipts: {
    receiptId: Inserted<string>;
    scope: Inserted<string>;
    requestedAt: Inserted<number>;
    completedAt: number | null;
    attempts: Inserted<number>;
    files: number;
    bytes: number;
    lostPlaces: number;
  };
  practicePurges: { interviewId: Inserted<string>; receiptId: Inserted<string> };
  /** The evaluation queue, derived from the logs up to `seenSeq`. */
  evaluations: {
    interviewId: Inserted<string>;
    kind: Inserted<string>;
    kitId: Inserted<string>;
    role: Inserted<string>;
    locale: Inserted<string>;
    length: Inserted<string | null>;
    questions: Inserted<number>;
    minutes: Inserted<number>;
    /** The candidate's name or code name, as raters see it. */
    candidate: string;
    endedAt: Inserted<number>;
    /** Until when the candidate was promised the report. Has no meaning unless `promised` is 1. */
    promisedAt: number;
    promised: WithDefault<number>;
    /** When the work is due, or `NO_DUE_DATE`. The promised time, unless a member set another one. */
    dueAt: WithDefault<number>;
    /** The member who set `dueAt`. */
    dueBy: WithDefault<string | null>;
    report: WithDefault<number>;
    stage: string;
    /** Null unless the stage is `closed`. */
    closedBecause: WithDefault<string | null>;
    /** `ClosedDetail` as JSON. */
    closedDetail: WithDefault<string | null>;
    /** 1 when the interview is rated from the recording, 0 when its raters took part in it. */
    asked: WithDefault<number>;
    /** 1 when raters have something to watch or read. */
    ratable: WithDefault<number>;
    raters: number;
    locked: number;
    /** `StoredEvaluation.waitsFor` as JSON. */
    waitsFor: WithDefault<string>;
    seenSeq: number;
    /** Ratings that evaluators are compared with. */
    agreedRatings: string | null;
    agreedBy: string | null;
    agreedAt: number | null;
    warnedAt: number | null;
  };
  /** Times are by the database's clock. */
  evaluationClaims: {
    interviewId: Inserted<string>;
    userId: Inserted<string>;
    seatId: string;
    /** `ending`: being released, but not in the log yet. `seated`: an invited rater, who needs no claim. */
    state: string;
    reason: WithDefault<string | null>;
    shadow: number;
    compared: WithDefault<number>;
    claimedAt: number;
    expiresAt: number;
    touchedAt: number;
    /** Time that the evaluator worked, without long pauses. */
    workedMs: number;
    lockedAt: number | null;
  };
  /** The column `published_seq` is unused. Servers of earlier versions write it until they are upgraded. */
  reports: {
    interviewId: Inserted<string>;
    state: string;
    version: number;
    content: string;
    savedBy: string | null;
    savedAt: number | null;
    /** The content that the candidate reads. */
    published: string | null;
    publishedVersion: number | null;
    /** The scoring behind `published`. Null for reports published before scoring was stored. */
    publishedScoring: string | null;
    publishedAt: number | null;
    /** Time of the latest publication. Null when there was only one. */
    updatedAt: number | null;
    publishedBy: string | null;
    /** The member who asked for a publication. Null unless the request is open. */
    publishAskedBy: string | null;
    publishAskedAt: number | null;
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
    state: string;
    fileId: string | null;
    /** May be shorter than the span, because a clip ends no later than its recording. */
    durationMs: number | null;
  };
  reportReplies: {
    interviewId: Inserted<string>;
    /** The candidate's guess. Null before the candidate is asked, and after the question was skipped. */
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
    /** `candidate`: emailed to an invited candidate. Links of other kinds are read-only. */
    kind: string;
    tokenHash: Inserted<string>;
    withClips: Inserted<number>;
    createdAt: Inserted<number>;
    expiresAt: number | null;
    revokedAt: number | null;
  };
  reportLinkOpenings: { openingId: Inserted<string>; linkId: Inserted<string>; at: Inserted<number> };
  feedbackRatings: {
    /** Id of the rated interview, or a random id after the interview was deleted. */
    interviewId: string;
    kitId: Inserted<string>;
    stars: number;
    ratedAt: number;
    specific: string | null;
    fair: string | null;
    nextStep: string | null;
    line: string | null;
    firstRatedAt: number | null;
  };
  /** Table written by better-auth. This type has only the columns that our queries use. */
  staffUsers: {
    id: string;
    name: string;
    email: string;
    role: string;
    /** With the role `interviewer`, 1 for interviewers and 0 for evaluators. */
    ownOnly: WithDefault<number>;
    disabledAt: number | null;
  };
  staffSessions: {
    id: string;
    userId: string;
    /** Address group that the session was last seen from. */
    ipAddress: string | null;
    /** Null in sessions of earlier versions. */
    usedAt: number | null;
  };
  /** Table written by better-auth. `verified`: 0 or false until the member has entered a first code. */
  staffTwoFactors: { id: string; userId: string; verified: number | boolean | null };
  /** Table written by better-auth. For a password reset, `value` is the user's id. */
  staffVerifications: { id: string; value: string };
  invitations: {
    invitationId: Inserted<string>;
    email: Inserted<string>;
    role: Inserted<string>;
    /** As in `staffUsers`. */
    ownOnly: Inserted<number>;
    tokenHash: Inserted<string>;
    invitedBy: Inserted<string>;
    createdAt: Inserted<number>;
    expiresAt: number;
    acceptedAt: number | null;
    revokedAt: number | null;
  };
  hiringTeams: {
    teamId: Inserted<string>;
    name: string;
    /** The name without regard to case and spaces. Null for a team whose name collided before names were compared so. */
    nameKey: WithDefault<string | null>;
    createdAt: Inserted<number>;
    archivedAt: number | null;
  };
  hiringTeamMembers: { teamId: Inserted<string>; userId: Inserted<string> };
  setupLinks: { tokenHash: Inserted<string>; createdAt: Inserted<number> };
  settings: { name: Inserted<string>; value: string };
  /** Rows can only be added, because triggers refuse updates and deletions. */
  auditLog: {
    entryId: Inserted<string>;
    at: Inserted<number>;
    actor: Inserted<string>;
    action: Inserted<string>;
    target: Inserted<string>;
    details: Inserted<string>;
  };
  /** Work that continues even when the server that started it stops. */
  jobs: {
    kind: Inserted<string>;
    target: Inserted<string>;
    state: string;
    /** Incremented with every write, so that servers detect a working owner without comparing clocks. */
    beat: number;
    /** Incremented with every claim, so that writes by an earlier owner change nothing. */
    run: number;
    ownerId: string | null;
    failures: number;
    progressPermille: number;
    reason: string | null;
    /** Time until the next attempt. Each server counts from when it first saw the current `beat`. */
    delayMs: number;
    /** When the wait ends by the clock of the server that wrote the row. For display only. */
    retryAt: number | null;
    again: number;
    stopping: number;
    createdAt: Inserted<number>;
  };
  mails: {
    mailId: Inserted<string>;
    /** The same message always has the same key, so that it is sent only once. */
    onceKey: Inserted<string>;
    kind: Inserted<string>;
    address: Inserted<string>;
    /** Values for the message template, without the secrets in links. */
    content: Inserted<string>;
    /** Encrypted content for sending. Null if `content` is sent as it is, or after sending. */
    secret: string | null;
    state: string;
    reason: string | null;
    createdAt: Inserted<number>;
    sentAt: number | null;
    /** When the message was last given to the mail server. Null once the outcome is recorded. */
    handedAt: number | null;
    /** Private page that the message is about. The message is deleted together with the page. */
    pageId: Inserted<string | null>;
    /** Interview that the message is about. Null for practice. */
    interviewId: Inserted<string | null | undefined>;
    /** Not sent from this time on. Null if the message is always of use. */
    expiresAt: Inserted<number | null | undefined>;
    /** Address and subject as `foldedText`. Null in rows of older versions. */
    search: WithDefault<string | null>;
  };
  digests: {
    userId: Inserted<string>;
    tokenHash: string | null;
    unsubscribedAt: number | null;
    lastAt: number;
  };
  calendarFeeds: { userId: Inserted<string>; version: number; tokenHash: string | null };
  schemaMigrations: { name: string; at: number };
}
