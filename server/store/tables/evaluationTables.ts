import type { Inserted, WithDefault } from './columns.ts';

/** What waits for people, their reports, and what candidates say of them. */
export interface EvaluationTables {
  evaluations: EvaluationsTable;
  evaluationClaims: EvaluationClaimsTable;
  reports: ReportsTable;
  reportVersions: ReportVersionsTable;
  reportClips: ReportClipsTable;
  reportReplies: ReportRepliesTable;
  reportLinks: ReportLinksTable;
  reportLinkOpenings: ReportLinkOpeningsTable;
  feedbackRatings: FeedbackRatingsTable;
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
