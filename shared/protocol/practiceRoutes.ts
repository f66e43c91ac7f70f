import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { DisplayName, Email, Timestamp } from '../interview/fields.ts';
import { KitId, KitVersion, QuestionId } from '../kit/kitIds.ts';
import { PracticeLength, PracticePurpose } from '../practice/practice.ts';
import { DeliveryFacts, MediaGrant, OpenedReview } from '../recording/review.ts';
import { nothing } from '../schemaOf.ts';
import { LinkToken } from './joinRoutes.ts';
import { route } from './routeRow.ts';
import { Slug } from './siteRoutes.ts';

export const PRACTICE_LIMITS = { note: 8_000, attemptsKept: 200 } as const;

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
      /** Speaking, thinking, and answering time, rounded up. For a single question: the shortest. */
      minutes: z.number().int().positive(),
    }),
  ),
  /** Headings of the guide, which do not reveal the questions. */
  questions: z.array(
    z.strictObject({ questionId: QuestionId, title: z.string(), minutes: z.number().int().positive() }),
  ),
  /** Absent: recordings are stored until they are deleted. */
  retentionDays: z.number().int().positive().optional(),
  sendsMail: z.boolean(),
});
export type PracticeOffer = z.infer<typeof PracticeOffer>;

/**
 * `waiting`: `ahead` attempts come first. `preparing`: the recruiter's lines are rendered. `ready`: the link is
 * renewed every half minute, which ends the older one. `expired`: no one joined in time.
 */
export const PracticePlace = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('waiting'),
    ahead: z.number().int().nonnegative(),
    /** Estimate from the planned ends of the running interviews. */
    minutes: z.number().int().positive(),
  }),
  z.strictObject({
    state: z.literal('preparing'),
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
  /** Number of answers. 0 when the question was skipped or not reached. */
  takes: z.number().int().nonnegative(),
  /** Sent after the attempt is over. */
  modelAnswer: z.string(),
  strong: z.array(z.string()),
  weak: z.array(z.string()),
  written: z.string().optional(),
});
export type AttemptQuestion = z.infer<typeof AttemptQuestion>;

export const PracticeAttempt = z.strictObject({
  interviewId: InterviewId,
  slug: Slug.optional(),
  kitId: KitId,
  kitVersion: KitVersion,
  role: z.string(),
  length: PracticeLength,
  purpose: PracticePurpose,
  /** In order of asking. */
  questionIds: z.array(QuestionId),
  createdAt: Timestamp,
  startedAt: Timestamp.optional(),
  endedAt: Timestamp.optional(),
  /** `running`: can be resumed. `expired`: never started. */
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
  /** Present when a report was requested and is possible. */
  report: z
    .strictObject({
      promisedAt: Timestamp.optional(),
      /** Absent until published, and while it is being rewritten. */
      publishedAt: Timestamp.optional(),
      unread: z.boolean(),
    })
    .optional(),
  questions: z.array(AttemptQuestion),
  delivery: DeliveryFacts.optional(),
  note: z.string(),
});
export type PracticeAttempt = z.infer<typeof PracticeAttempt>;

export const PracticePage = z.strictObject({
  name: z.string().optional(),
  /** `limited`: the recipient or the sender reached the daily limit. */
  email: z
    .strictObject({
      address: z.string(),
      state: z.enum(['waiting', 'sent', 'failed', 'bounced', 'unsent', 'limited']),
    })
    .optional(),
  createdAt: Timestamp,
  /** Time of the deletion unless the page is visited. Absent: it is stored until it is deleted. */
  expiresAt: Timestamp.optional(),
  attempts: z.array(PracticeAttempt),
  sendsMail: z.boolean(),
});
export type PracticePage = z.infer<typeof PracticePage>;

/** Proof of a deletion, without personal data. Read by its id alone. */
export const PracticeReceipt = z.strictObject({
  receiptId: z.string(),
  scope: z.enum(['attempt', 'page']),
  requestedAt: Timestamp,
  completedAt: Timestamp.optional(),
  attempts: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Number of lost servers that may still have parts of the recordings. */
  lostPlaces: z.number().int().nonnegative(),
});
export type PracticeReceipt = z.infer<typeof PracticeReceipt>;

const page = LinkToken;
const attemptRef = z.strictObject({ page, interviewId: InterviewId });

/** Challenge of altcha-lib, unchanged. */
export const ProofChallenge = z.record(z.string(), z.unknown());

/** Archive of a private page. A form posts the page's token as `page`. */
export const PRACTICE_ARCHIVE = '/api/practice/archive';

/** For people without an account: the page's token suffices. Outside `ROUTES` to keep their page small. */
export const PRACTICE_ROUTES = {
  'practice.offer': route('GET /api/practice/offers/:slug', 'public', { slug: Slug }, PracticeOffer),
  'practice.challenge': route('POST /api/practice/challenge', 'public', nothing, {
    challenge: ProofChallenge,
  }),
  /** No `page`: creates one. `invalid` for a wrong proof. When no place is free, poll `practice.place`. */
  'practice.start': route(
    'POST /api/practice',
    'public',
    {
      slug: Slug,
      length: PracticeLength,
      questionId: QuestionId.optional(),
      /** Questions of an earlier attempt. Overrides `length`. */
      questionIds: z.array(QuestionId).min(1).max(30).optional(),
      purpose: PracticePurpose,
      name: DisplayName.optional(),
      email: Email.optional(),
      page: page.optional(),
      proof: z.string().max(8_000),
    },
    {
      page,
      interviewId: InterviewId,
      place: PracticePlace,
    },
  ),
  /** Keeps the position in the queue. */
  'practice.place': route('POST /api/practice/place', 'public', attemptRef, { place: PracticePlace }),
  'practice.open': route('POST /api/practice/page', 'public', { page }, PracticePage),
  'practice.note': route('PUT /api/practice/note', 'public', {
    ...attemptRef.shape,
    /** The saved note that `note` is based on. If it has changed: `conflict` with the current one. */
    base: z.string().max(PRACTICE_LIMITS.note),
    note: z.string().max(PRACTICE_LIMITS.note),
  }),
  'practice.review': route(
    'POST /api/practice/review',
    'public',
    { ...attemptRef.shape, held: MediaGrant.shape.grant.optional() },
    OpenedReview,
  ),
  'practice.renew': route(
    'POST /api/practice/review/grant',
    'public',
    { ...attemptRef.shape, grant: MediaGrant.shape.grant },
    MediaGrant,
  ),
  /** Stores the address and emails the page's link. The recipient's daily limit refuses only the email. */
  'practice.mailLink': route('POST /api/practice/mail', 'public', { page, email: Email }),
  /** Deletes one attempt, or the whole page. */
  'practice.delete': route(
    'POST /api/practice/delete',
    'public',
    { page, interviewId: InterviewId.optional() },
    { receipt: PracticeReceipt },
  ),
  'practice.receipt': route(
    'GET /api/practice/receipts/:receiptId',
    'public',
    { receiptId: z.string().max(64) },
    { receipt: PracticeReceipt },
  ),
} as const;
