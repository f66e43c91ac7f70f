import { randomInt } from 'node:crypto';
import { createChallenge, type Payload, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { AppError } from '../../shared/errors.ts';
import { InterviewId } from '../../shared/ids.ts';
import {
  type AttemptQuestion,
  PracticeAttempt,
  PracticeOffer,
  PracticePage,
  type PracticePlace,
  type PracticeReceipt,
} from '../../shared/protocol/practiceRoutes.ts';
import { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { OpenedReview, Review } from '../../shared/recording/review.ts';
import type { Transcript } from '../../shared/transcript/transcript.ts';
import { madeUpKit } from './madeUpReview.ts';
import type { ReviewServer } from './reviewServer.ts';
import { GRANT } from './reviewStage.ts';

export const PAGE = 'p'.repeat(22);
export const SLUG = Slug.parse('backend-developer');
/** The number of the attempt that is started first; later ones count up. */
export const FIRST_STARTED = 100;
const DAY_MS = 86_400_000;

export const attemptId = (number: number) =>
  InterviewId.parse(`00000000-0000-7000-8000-${`${500 + number}`.padStart(12, '0')}`);

export function madeUpOffer(changes: Partial<PracticeOffer> = {}): PracticeOffer {
  const { kit, kitId } = madeUpKit();
  return PracticeOffer.parse({
    slug: SLUG,
    kitId,
    role: kit.role,
    level: kit.level,
    locale: kit.locale,
    lengths: [
      { length: 'question', questions: 1, minutes: 3 },
      { length: 'short', questions: 3, minutes: 11 },
      { length: 'full', questions: kit.questions.length, minutes: 34 },
    ],
    questions: kit.questions.slice(0, 4).map(({ id }, index) => ({
      questionId: id,
      title: TITLES[index] ?? id,
      minutes: 3 + index,
      ...(index < 3 && { guide: true }),
    })),
    retentionDays: 90,
    sendsMail: true,
    ...changes,
  });
}

const TITLES = ['What is caching?', 'Finding a slow query', 'Designing an API', 'A failure you learned from'];

/** A finished attempt with the questions of a built-in kit, `daysAgo` days ago. */
export function madeUpAttempt(
  number: number,
  {
    daysAgo = number - 1,
    questions = 3,
    ...changes
  }: Partial<Omit<PracticeAttempt, 'questions'>> & {
    daysAgo?: number;
    questions?: number | AttemptQuestion[];
  } = {},
): PracticeAttempt {
  const { kit, kitId, version } = madeUpKit();
  const asked = Array.isArray(questions) ? questions : kit.questions.slice(0, questions).map(questionOf);
  const createdAt = Date.now() - daysAgo * DAY_MS - 3_600_000;
  return PracticeAttempt.parse({
    interviewId: attemptId(number),
    slug: SLUG,
    kitId,
    kitVersion: version,
    role: kit.role,
    length: 'short',
    purpose: 'self',
    questionIds: asked.map(({ questionId }) => questionId),
    createdAt,
    startedAt: createdAt + 60_000,
    endedAt: createdAt + 12 * 60_000,
    state: 'over',
    recording: { state: 'ready', durationMs: 11 * 60_000, retainUntil: createdAt + 90 * DAY_MS },
    evaluation: 'none',
    questions: asked,
    delivery: {
      answerMs: asked.reduce((sum, { answerMs = 0 }) => sum + answerMs, 0),
      speakingMs: 398_000,
      talkRatio: 0.71,
      pauses: 9,
      longestPauseMs: 3_800,
      longestMonologueMs: 74_000,
      timeToAnswerMs: 2_400,
    },
    note: '',
    ...changes,
  });
}

/** An attempt that was started and didn't take place. */
export function unheldAttempt(number: number, state: 'open' | 'running' | 'expired'): PracticeAttempt {
  const { startedAt, endedAt, delivery, ...attempt } = madeUpAttempt(number, {
    daysAgo: 0,
    state,
    questions: [],
    recording: { state: 'none' },
  });
  return { ...attempt, ...(state === 'running' && startedAt !== undefined && { startedAt }) };
}

const ANSWERS_MS = [131_000, 142_000, 139_000];

function questionOf(
  {
    answerSeconds,
    id,
    text,
    modelAnswer,
    strong,
    weak,
  }: ReturnType<typeof madeUpKit>['kit']['questions'][number],
  index: number,
): AttemptQuestion {
  return {
    questionId: id,
    number: index + 1,
    text,
    takes: index === 1 ? 2 : 1,
    modelAnswer,
    strong: [...strong],
    weak: [...weak],
    targetMs: answerSeconds * 1_000,
    answerMs: ANSWERS_MS[index % ANSWERS_MS.length],
    firstWordMs: 2_400,
  };
}

interface Started {
  params: Record<string, unknown>;
  proven: boolean;
}

/** Fake practice routes: a test changes the data and reads what was sent. */
export class MadeUpPractice {
  offer: PracticeOffer | AppError = madeUpOffer();
  page: PracticePage | AppError = madeUpPage([]);
  place: PracticePlace | AppError = { state: 'waiting', ahead: 2, minutes: 4 };
  /** Starts are refused with this error. */
  refusal: AppError | undefined;
  /** Notes are refused with this error. */
  noteRefusal: AppError | undefined;
  completedAt: number | undefined;
  readonly started: Started[] = [];
  readonly placesAsked: string[] = [];
  readonly notes: { interviewId: string; note: string }[] = [];
  readonly best: { interviewId: string; questionId: string; best: boolean }[] = [];
  readonly mailed: string[] = [];
  readonly deleted: (string | undefined)[] = [];
  /** Reviews by attempt. */
  readonly reviews = new Map<InterviewId, () => Review>();
  /** Transcripts by attempt. */
  readonly transcripts = new Map<InterviewId, Transcript>();
  readonly #secrets = { hmacSignatureSecret: 'signs', hmacKeySignatureSecret: 'signs keys' };

  serve(server: ReviewServer): this {
    server
      .answer('practice.offer', () => orThrow(this.offer))
      .answer('practice.challenge', async () => ({ challenge: { ...(await this.#challenge()) } }))
      .answer('practice.start', async ({ proof, ...params }) => {
        if (this.refusal) throw this.refusal;
        this.started.push({ params, proven: await this.#isProven(proof) });
        return {
          page: params.page ?? PAGE,
          interviewId: attemptId(FIRST_STARTED + this.started.length - 1),
          place: orThrow(this.place),
        };
      })
      .answer('practice.place', ({ interviewId }) => {
        this.placesAsked.push(interviewId);
        return { place: orThrow(this.place) };
      })
      .answer('practice.open', ({ page }) => {
        if (page !== PAGE) throw AppError.linkInvalid();
        return orThrow(this.page);
      })
      .answer('practice.note', ({ interviewId, base, note }) => {
        if (this.noteRefusal) throw this.noteRefusal;
        const current = orThrow(this.page).attempts.find(one => one.interviewId === interviewId)?.note;
        if (current !== base && current !== note) throw AppError.conflict(undefined, current);
        this.notes.push({ interviewId, note });
        this.#change(interviewId, attempt => ({ ...attempt, note }));
        return {};
      })
      .answer('practice.best', ({ page: _page, ...mark }) => {
        this.best.push(mark);
        for (const { interviewId } of orThrow(this.page).attempts)
          this.#change(interviewId, attempt => ({
            ...attempt,
            questions: attempt.questions.map(question =>
              question.questionId === mark.questionId
                ? { ...question, best: mark.best && interviewId === mark.interviewId }
                : question,
            ),
          }));
        return {};
      })
      .answer('practice.mailLink', ({ email }) => {
        this.mailed.push(email);
        if (!(this.page instanceof AppError))
          this.page = { ...this.page, email: { address: email, state: 'sent' } };
        return {};
      })
      .answer('practice.delete', ({ interviewId }) => {
        this.deleted.push(interviewId);
        const attempts = this.page instanceof AppError ? [] : this.page.attempts;
        if (this.page instanceof AppError) throw this.page;
        if (interviewId)
          this.page = { ...this.page, attempts: attempts.filter(one => one.interviewId !== interviewId) };
        else this.page = AppError.linkInvalid();
        return {
          receipt: this.#receipt(interviewId ? 'attempt' : 'page', interviewId ? 1 : attempts.length),
        };
      })
      .answer('practice.receipt', ({ receiptId }) => {
        if (receiptId !== RECEIPT) throw AppError.notFound('receipt', receiptId);
        return { receipt: this.#receipt('page', 2) };
      })
      .answer('practice.review', ({ interviewId }): OpenedReview => {
        const review = this.reviews.get(interviewId)?.();
        if (!review) throw AppError.notFound('recording', interviewId);
        return { review, grant: { grant: GRANT, expiresAt: Date.now() + 120_000 } };
      })
      .answer('practice.transcript', ({ interviewId }) => {
        const may = { correct: false, download: false, erase: false };
        const none: Transcript = { state: 'none', reason: 'off', speakers: [], passages: [], may };
        return this.transcripts.get(interviewId) ?? none;
      })
      .answer('practice.renew', ({ grant }) => ({ grant, expiresAt: Date.now() + 120_000 }));
    return this;
  }

  #change(interviewId: InterviewId, change: (attempt: PracticeAttempt) => PracticeAttempt): void {
    if (this.page instanceof AppError) return;
    const attempts = this.page.attempts.map(one => (one.interviewId === interviewId ? change(one) : one));
    this.page = { ...this.page, attempts };
  }

  #receipt(scope: PracticeReceipt['scope'], attempts: number): PracticeReceipt {
    return {
      receiptId: RECEIPT,
      scope,
      requestedAt: Date.now(),
      ...(this.completedAt !== undefined && { completedAt: this.completedAt }),
      attempts,
      files: 3 * attempts,
      bytes: 41_000_000 * attempts,
      lostPlaces: 0,
    };
  }

  #challenge() {
    return createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: 50,
      counter: randomInt(5, 20),
      deriveKey,
      expiresAt: new Date(Date.now() + 600_000),
      ...this.#secrets,
    });
  }

  async #isProven(proof: string): Promise<boolean> {
    const { challenge, solution } = JSON.parse(Buffer.from(proof, 'base64').toString('utf8')) as Payload;
    return (await verifySolution({ challenge, solution, deriveKey, ...this.#secrets })).verified;
  }
}

export const RECEIPT = 'rcpt-4k2m9x';

export function madeUpPage(attempts: PracticeAttempt[], changes: Partial<PracticePage> = {}): PracticePage {
  const { questions } = madeUpOffer();
  return PracticePage.parse({
    createdAt: Date.now() - DAY_MS,
    attempts,
    ...(attempts[0]?.slug && { role: { slug: attempts[0].slug, questions } }),
    sendsMail: true,
    ...changes,
  });
}

function orThrow<T>(value: T | AppError): T {
  if (value instanceof AppError) throw value;
  return value;
}
