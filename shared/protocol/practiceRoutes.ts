import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { DisplayName, Email, Timestamp } from '../interview/fields.ts';
import { KitId, KitVersion, QuestionId } from '../kit/kitIds.ts';
import { PracticeLength, PracticePurpose } from '../practice/practice.ts';
import { MediaGrant } from '../recording/mediaGrant.ts';
import { DeliveryFacts, OpenedReview } from '../recording/review.ts';
import { LinkToken } from './joinRoutes.ts';
import type { RouteRow } from './routeRow.ts';
import { Slug } from './siteRoutes.ts';

export const PRACTICE_LIMITS = { note: 8_000, attemptsKept: 200 } as const;

/** What can be practiced for one role, before anything is asked of the person. */
export const PracticeOffer = z.strictObject({
  slug: Slug,
  kitId: KitId,
  role: z.string(),
  level: z.string(),
  locale: z.string(),
  lengths: z.array(
    z.strictObject({
      length: PracticeLength,
      questions: z.number().int().positive(),
      /** Speech, thinking and answering time, rounded up; of single questions, the shortest. */
      minutes: z.number().int().positive(),
    }),
  ),
  /** What `length: 'question'` can ask: the guide's heading, never the rated question's words. */
  questions: z.array(
    z.strictObject({ questionId: QuestionId, title: z.string(), minutes: z.number().int().positive() }),
  ),
  /** Absent: recordings are kept until they are deleted. */
  retentionDays: z.number().int().positive().optional(),
  /** Whether a link can be sent by e-mail. */
  sendsMail: z.boolean(),
});
export type PracticeOffer = z.infer<typeof PracticeOffer>;

/**
 * Where an attempt that was asked for stands.
 *
 * - `waiting`: the house is full; `ahead` attempts come before it;
 * - `preparing`: the recruiter's lines are being rendered;
 * - `ready`: the link opens pre-join or the room; the same one is given out for half a minute, then a new one, and the older one stops working;
 * - `over`: it has ended;
 * - `expired`: no one came in time, so that its place went to others; it can be asked for again.
 */
export const PracticePlace = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('waiting'),
    ahead: z.number().int().nonnegative(),
    /** An honest estimate, from the planned ends of those who practice now. */
    minutes: z.number().int().positive(),
  }),
  z.strictObject({
    state: z.literal('preparing'),
    /** 0 to 1. */
    progress: z.number().min(0).max(1),
    minutes: z.number().int().positive(),
  }),
  z.strictObject({ state: z.literal('ready'), link: LinkToken }),
  z.strictObject({ state: z.literal('over') }),
  z.strictObject({ state: z.literal('expired') }),
]);
export type PracticePlace = z.infer<typeof PracticePlace>;

export const AttemptQuestion = z.strictObject({
  questionId: QuestionId,
  number: z.number().int().positive(),
  text: z.string(),
  /** How often it was answered; 0 where it was skipped or never came. */
  takes: z.number().int().nonnegative(),
  /** Open only once the attempt is over. */
  modelAnswer: z.string(),
  strong: z.array(z.string()),
  weak: z.array(z.string()),
  written: z.string().optional(),
});
export type AttemptQuestion = z.infer<typeof AttemptQuestion>;

/** One attempt as its owner sees it. */
export const PracticeAttempt = z.strictObject({
  interviewId: InterviewId,
  /** Absent where the role is not public any more; the attempt stays. */
  slug: Slug.optional(),
  kitId: KitId,
  kitVersion: KitVersion,
  role: z.string(),
  length: PracticeLength,
  purpose: PracticePurpose,
  /** What is asked, in order: with it the same can be practiced again. */
  questionIds: z.array(QuestionId),
  createdAt: Timestamp,
  startedAt: Timestamp.optional(),
  endedAt: Timestamp.optional(),
  /** `open`: asked for and not begun; `running`: begun, and can be taken up again; `over`; `expired`: never begun, its place is gone. */
  state: z.enum(['open', 'running', 'over', 'expired']),
  recording: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('none') }),
    z.strictObject({ state: z.literal('processing'), progress: z.number().min(0).max(1) }),
    z.strictObject({
      state: z.literal('ready'),
      durationMs: z.number().int().nonnegative(),
      retainUntil: Timestamp.optional(),
    }),
    z.strictObject({ state: z.literal('failed') }),
    z.strictObject({ state: z.literal('erased') }),
  ]),
  evaluation: z.enum(['none', 'waiting', 'impossible', 'ready']),
  /** Of one that was asked for and is possible. */
  report: z
    .strictObject({
      promisedAt: Timestamp.optional(),
      /** Absent until it is there, and while it is being written again. */
      publishedAt: Timestamp.optional(),
      /** There, and not opened yet. */
      unread: z.boolean(),
    })
    .optional(),
  /** Empty until it is over. */
  questions: z.array(AttemptQuestion),
  /** Of the whole recording. */
  delivery: DeliveryFacts.optional(),
  /** The candidate's own. */
  note: z.string(),
});
export type PracticeAttempt = z.infer<typeof PracticeAttempt>;

export const PracticePage = z.strictObject({
  name: z.string().optional(),
  /** `limited`: the receiver, or the person who asked, has had all messages of a day, so that nothing was sent. */
  email: z
    .strictObject({
      address: z.string(),
      state: z.enum(['waiting', 'sent', 'failed', 'bounced', 'unsent', 'limited']),
    })
    .optional(),
  createdAt: Timestamp,
  /** When the page is deleted with everything on it, unless it is visited before. Absent: it is kept until it is deleted. */
  expiresAt: Timestamp.optional(),
  /** Newest first. */
  attempts: z.array(PracticeAttempt),
  sendsMail: z.boolean(),
});
export type PracticePage = z.infer<typeof PracticePage>;

/** Proof of a deletion. It names no person, and is read by its id alone. */
export const PracticeReceipt = z.strictObject({
  receiptId: z.string(),
  scope: z.enum(['attempt', 'page']),
  requestedAt: Timestamp,
  /** Absent until the last file and row have gone. */
  completedAt: Timestamp.optional(),
  attempts: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Servers that were lost while they held parts: those are deleted if the servers come back. */
  lostPlaces: z.number().int().nonnegative(),
});
export type PracticeReceipt = z.infer<typeof PracticeReceipt>;

const page = LinkToken;
const attemptRef = z.strictObject({ page, interviewId: InterviewId });

/** Everything a page needs to prove that a browser has spent a moment: a challenge of altcha-lib, passed on as it is. */
export const ProofChallenge = z.record(z.string(), z.unknown());

/** Where everything that belongs to a private page is handed out as one archive; a form posts the page's token as `page`. */
export const PRACTICE_ARCHIVE = '/api/practice/archive';

/** What strangers ask; apart from the other routes, so that their page need not download those. The page's token is its holder's only key. */
export const PRACTICE_ROUTES = {
  /** `not-found` for a role that is not public. */
  'practice.offer': {
    method: 'GET',
    path: '/api/practice/offers/:slug',
    params: z.strictObject({ slug: Slug }),
    result: PracticeOffer,
    access: 'public',
  },
  'practice.challenge': {
    method: 'POST',
    path: '/api/practice/challenge',
    params: z.strictObject({}),
    result: z.strictObject({ challenge: ProofChallenge }),
    access: 'public',
  },
  /**
   * A new attempt, on a new private page or on the one that `page` opens. `invalid` for a proof that does not hold, `rate-limited` with
   * the time to wait where an address or a page has had its share. A full house is no refusal: ask `practice.place`.
   */
  'practice.start': {
    method: 'POST',
    path: '/api/practice',
    params: z.strictObject({
      slug: Slug,
      length: PracticeLength,
      /** With `length: 'question'`. */
      questionId: QuestionId.optional(),
      /** The very questions of an earlier attempt, to compare with; wins over `length`. */
      questionIds: z.array(QuestionId).min(1).max(30).optional(),
      purpose: PracticePurpose,
      name: DisplayName.optional(),
      email: Email.optional(),
      page: page.optional(),
      proof: z.string().max(8_000),
    }),
    result: z.strictObject({
      /** The token of the private page; shown once, only its hash is kept. */
      page,
      interviewId: InterviewId,
      place: PracticePlace,
    }),
    access: 'public',
  },
  /** Keeps the place in the queue; asked every few seconds while someone waits. */
  'practice.place': {
    method: 'POST',
    path: '/api/practice/place',
    params: attemptRef,
    result: z.strictObject({ place: PracticePlace }),
    access: 'public',
  },
  /** `link-invalid` for a page that was deleted or never was. */
  'practice.open': {
    method: 'POST',
    path: '/api/practice/page',
    params: z.strictObject({ page }),
    result: PracticePage,
    access: 'public',
  },
  'practice.note': {
    method: 'PUT',
    path: '/api/practice/note',
    params: z.strictObject({
      ...attemptRef.shape,
      /** The saved note that `note` was typed over. Another one is answered with `conflict` and the current note. */
      base: z.string().max(PRACTICE_LIMITS.note),
      note: z.string().max(PRACTICE_LIMITS.note),
    }),
    result: z.strictObject({}),
    access: 'public',
  },
  'practice.review': {
    method: 'POST',
    path: '/api/practice/review',
    params: z.strictObject({ ...attemptRef.shape, held: MediaGrant.shape.grant.optional() }),
    result: OpenedReview,
    access: 'public',
  },
  'practice.renew': {
    method: 'POST',
    path: '/api/practice/review/grant',
    params: z.strictObject({ ...attemptRef.shape, grant: MediaGrant.shape.grant }),
    result: MediaGrant,
    access: 'public',
  },
  /**
   * Sends the page's address, and keeps the e-mail address with the page. `rate-limited` with the time to wait where the receiver has had all
   * messages of a day; the e-mail address is kept nevertheless.
   */
  'practice.mailLink': {
    method: 'POST',
    path: '/api/practice/mail',
    params: z.strictObject({ page, email: Email }),
    result: z.strictObject({}),
    access: 'public',
  },
  /** One attempt, or without one the whole page: at once, and for good. */
  'practice.delete': {
    method: 'POST',
    path: '/api/practice/delete',
    params: z.strictObject({ page, interviewId: InterviewId.optional() }),
    result: z.strictObject({ receipt: PracticeReceipt }),
    access: 'public',
  },
  'practice.receipt': {
    method: 'GET',
    path: '/api/practice/receipts/:receiptId',
    params: z.strictObject({ receiptId: z.string().max(64) }),
    result: z.strictObject({ receipt: PracticeReceipt }),
    access: 'public',
  },
} as const satisfies Record<string, RouteRow>;
