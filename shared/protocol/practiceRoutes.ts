import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { DisplayName, Email, Timestamp } from '../interview/fields.ts';
import { KitId, KitVersion, QuestionId } from '../kit/kitIds.ts';
import { PracticeLength, PracticePurpose } from '../practice/practice.ts';
import { DeliveryFacts, MediaGrant, OpenedReview } from '../recording/review.ts';
import { nothing } from '../schemaOf.ts';
import { Transcript } from '../transcript/transcript.ts';
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
      /** Estimated duration, rounded up. For practice of one question, that of the shortest question. */
      minutes: z.number().int().positive(),
    }),
  ),
  /** `title`: for a question of the guide (`guide`), its heading there. */
  questions: z.array(
    z.strictObject({
      questionId: QuestionId,
      title: z.string(),
      /** What the recruiter asks, if it differs from the title. */
      asked: z.string().optional(),
      minutes: z.number().int().positive(),
      guide: z.literal(true).optional(),
    }),
  ),
  /** If absent, recordings are kept until someone deletes them. */
  retentionDays: z.number().int().positive().optional(),
  sendsMail: z.boolean(),
});
export type PracticeOffer = z.infer<typeof PracticeOffer>;

/** Name of the `meta` element in which the server writes the offer into practice's page. */
export const OFFER_META = 'vivavoce-practice-offer';
/** The same for a challenge, which saves the first start a request. */
export const CHALLENGE_META = 'vivavoce-practice-challenge';

/**
 * `waiting`: `ahead` attempts come first. `preparing`: the recruiter's first lines are being rendered. `ready`:
 * the candidate can enter through `link`, which is replaced after 30 seconds. `expired`: no one joined in time.
 */
export const PracticePlace = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('waiting'),
    ahead: z.number().int().nonnegative(),
    /** Estimated from when the running interviews are planned to end. */
    minutes: z.number().int().positive(),
  }),
  z.strictObject({
    state: z.literal('preparing'),
    progress: z.number().min(0).max(1),
    minutes: z.number().int().positive(),
  }),
  z.strictObject({
    state: z.literal('ready'),
    link: LinkToken,
    /** Present while the recruiter's first lines are being rendered, if the request allows it. */
    preparing: z
      .strictObject({ progress: z.number().min(0).max(1), minutes: z.number().int().positive() })
      .optional(),
  }),
  z.strictObject({ state: z.literal('over') }),
  z.strictObject({ state: z.literal('expired') }),
]);
export type PracticePlace = z.infer<typeof PracticePlace>;

export const AttemptQuestion = z.strictObject({
  questionId: QuestionId,
  number: z.number().int().positive(),
  text: z.string(),
  /** Number of answers; 0 if the question was skipped or not reached. */
  takes: z.number().int().nonnegative(),
  /** The server sends this only after the attempt is over. */
  modelAnswer: z.string(),
  strong: z.array(z.string()),
  weak: z.array(z.string()),
  /** Everything written in the last answer. */
  written: z.string().optional(),
  /** True if nothing but follow-ups was answered in writing. */
  wroteFollowUpOnly: z.boolean().optional(),
  /** Planned length of an answer. */
  targetMs: z.number().int().positive().optional(),
  /** Of the last answer: from the recording, or as heard live if nothing was recorded. Absent without speech. */
  answerMs: DeliveryFacts.shape.answerMs,
  /** True if the person finished the last answer, and neither speech nor text arrived. */
  unheard: z.boolean().optional(),
  firstWordMs: DeliveryFacts.shape.timeToAnswerMs,
  /** The words of the last answer, from the transcript. Absent without a transcript or without words. */
  spoken: z
    .strictObject({
      /** `atMs` is recording time. */
      lines: z.array(z.strictObject({ atMs: z.number().int().nonnegative(), text: z.string() })),
      /** Words per minute of speaking time. Absent if the answer is too short to tell. */
      wordsPerMinute: z.number().int().positive().optional(),
      /** What the guide says an answer can mention, with the first words that do. Absent if the guide doesn't say. */
      points: z
        .array(
          z.strictObject({
            text: z.string(),
            found: z.strictObject({ words: z.string(), atMs: z.number().int().nonnegative() }).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  /** A follow-up of the question that wasn't asked. */
  followUp: z.string().optional(),
  /** True if the person marked this answer as the best of the page's answers to this question. */
  best: z.boolean().optional(),
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
  /** In the order in which they are asked. */
  questionIds: z.array(QuestionId),
  createdAt: Timestamp,
  startedAt: Timestamp.optional(),
  endedAt: Timestamp.optional(),
  /** `running`: the attempt can be resumed. `expired`: it was never started. */
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
  /** Present if a report was requested and is possible. */
  report: z
    .strictObject({
      promisedAt: Timestamp.optional(),
      /** Absent until the report is published, and while it is being rewritten. */
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
  /** `limited`: the recipient's or the sender's daily limit was reached. */
  email: z
    .strictObject({
      address: z.string(),
      state: z.enum(['waiting', 'sent', 'failed', 'bounced', 'unsent', 'limited']),
    })
    .optional(),
  createdAt: Timestamp,
  /** When the page will be deleted if no one visits it. If absent, it is kept until someone deletes it. */
  expiresAt: Timestamp.optional(),
  attempts: z.array(PracticeAttempt),
  /** Role of the newest attempt, while strangers can practice it. */
  role: z.strictObject({ slug: Slug, questions: PracticeOffer.shape.questions }).optional(),
  sendsMail: z.boolean(),
  /** Present if the person connected the page with an interview that they are invited to. */
  connected: z.strictObject({ jobRole: z.string() }).optional(),
});
export type PracticePage = z.infer<typeof PracticePage>;

/** Proof of a deletion, without personal data. The id is enough to read it. */
export const PracticeReceipt = z.strictObject({
  receiptId: z.string(),
  scope: z.enum(['attempt', 'page']),
  requestedAt: Timestamp,
  completedAt: Timestamp.optional(),
  attempts: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Number of lost servers that may still have some of the recordings. */
  lostPlaces: z.number().int().nonnegative(),
});
export type PracticeReceipt = z.infer<typeof PracticeReceipt>;

const page = LinkToken;
const attemptRef = z.strictObject({ page, interviewId: InterviewId });

/** A proof-of-work challenge in the format of altcha-lib. */
export const ProofChallenge = z.record(z.string(), z.unknown());

/** Downloads an archive of a private page. A form posts the page's token as `page`. */
export const PRACTICE_ARCHIVE = '/api/practice/archive';

/** Routes for people who practice, without sign-in. Separate from `ROUTES` to keep their pages small. */
export const PRACTICE_ROUTES = {
  'practice.offer': route('GET /api/practice/offers/:slug', 'public', { slug: Slug }, PracticeOffer),
  'practice.challenge': route('POST /api/practice/challenge', 'public', nothing, {
    challenge: ProofChallenge,
  }),
  /** Without `page`, creates one. `invalid`: wrong proof. Poll `practice.place` until `place` is `ready`. */
  'practice.start': route(
    'POST /api/practice',
    'public',
    {
      slug: Slug,
      length: PracticeLength,
      questionId: QuestionId.optional(),
      /** The questions of an earlier attempt, which override `length`. */
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
  /** Returns the attempt's place in the queue for a practice interview. The place is lost without polling. */
  'practice.place': route(
    'POST /api/practice/place',
    'public',
    {
      ...attemptRef.shape,
      /** Present if the page can show pre-join while lines are rendered. `link` is the link that it already has. */
      early: z.strictObject({ link: LinkToken.optional() }).optional(),
    },
    { place: PracticePlace },
  ),
  'practice.open': route('POST /api/practice/page', 'public', { page }, PracticePage),
  'practice.note': route('PUT /api/practice/note', 'public', {
    ...attemptRef.shape,
    /** The saved note before the edit. If it has changed, fails with `conflict` and the current note. */
    base: z.string().max(PRACTICE_LIMITS.note),
    note: z.string().max(PRACTICE_LIMITS.note),
  }),
  /** Marks a recorded answer as the best to its question on the page, in place of another, or removes the mark. */
  'practice.best': route('PUT /api/practice/best', 'public', {
    ...attemptRef.shape,
    questionId: QuestionId,
    best: z.boolean(),
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
  'practice.transcript': route('POST /api/practice/transcript', 'public', attemptRef, Transcript),
  /** Deletes every word of the attempt. The recording stays. */
  'practice.deleteTranscript': route('POST /api/practice/transcript/deletion', 'public', attemptRef),
  /** Stores the address and emails the page's link, unless a daily email limit was reached (`limited`). */
  'practice.mailLink': route('POST /api/practice/mail', 'public', { page, email: Email }),
  /** Connects the page with the interview of a personal link. A person who has both secrets has shown that both are theirs. */
  'practice.connect': route('POST /api/practice/connect', 'public', { page, link: LinkToken }),
  'practice.disconnect': route('POST /api/practice/disconnect', 'public', { page }),
  /** Deletes one attempt or, without `interviewId`, the whole page. */
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
