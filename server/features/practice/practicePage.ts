import { AppError } from '../../../shared/errors.ts';
import type { InterviewId, RecordingId } from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { KitId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { PracticeAttempt, PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { Config } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { RateLimits } from '../../limits/RateLimits.ts';
import type { StoredJob } from '../../store/jobStore.ts';
import type { ListedAttempt, PracticeStore, StoredPracticePage } from '../../store/practiceStore.ts';
import type { ReportStore } from '../../store/reportStore.ts';
import type { Store } from '../../store/store.ts';
import { hashOfToken } from '../linkToken.ts';
import type { Mail } from '../mail/Mail.ts';
import { retainUntil } from '../recording/Retention.ts';
import type { Recordings } from '../recording/recordings.ts';
import type { Site } from '../site/site.ts';
import type { TranscriptReading } from '../transcript/TranscriptReading.ts';
import type { AttemptDetail, AttemptDetails } from './AttemptDetails.ts';
import type { AttemptInterviews } from './AttemptInterviews.ts';
import { type PageExpiry, pageExpiresAt } from './PageExpiry.ts';
import type { PracticeClips } from './PracticeClips.ts';
import type { PracticeDeletion } from './PracticeDeletion.ts';
import type { PracticeOffers } from './PracticeOffers.ts';
import type { PracticeQueue } from './PracticeQueue.ts';
import type { PracticeVisitors } from './PracticeVisitors.ts';
import type { ProofOfWork } from './ProofOfWork.ts';

type VisitedPages = Pick<PracticeStore, 'findPage' | 'findAttempt' | 'pageOfAttempt' | 'noteVisit'>;

export function noSuchPage(): AppError {
  return new AppError('link-invalid', 'page-deleted');
}

const HOUR_MS = 60 * 60_000;

/** Finds private pages by their tokens. Each use is a visit, which restarts the retention time. */
export class PracticePages {
  readonly #store: VisitedPages;

  constructor(store: VisitedPages) {
    this.#store = store;
  }

  /** Returns the page of a token. Throws `link-invalid`. */
  async require(token: string): Promise<StoredPracticePage> {
    const page = await this.#store.findPage(hashOfToken(token));
    if (!page) throw noSuchPage();
    await this.#visit(page);
    return page;
  }

  /** Counts the opening of an attempt's report as a visit to its page. */
  async visitByAttempt(interviewId: InterviewId): Promise<void> {
    const page = await this.#store.pageOfAttempt(interviewId);
    if (page) await this.#visit(page);
  }

  async #visit({ pageId, visitedAt }: StoredPracticePage): Promise<void> {
    if (Date.now() - visitedAt > HOUR_MS) await this.#store.noteVisit(pageId);
  }

  /** Finds an attempt on a page. Throws `link-invalid`, or `not-found` if it is missing or being deleted. */
  async requireAttempt(ref: {
    page: string;
    interviewId: InterviewId;
  }): Promise<{ page: StoredPracticePage; attempt: ListedAttempt }> {
    const page = await this.require(ref.page);
    const attempt = await this.#store.findAttempt(page.pageId, ref.interviewId);
    if (!attempt) throw AppError.notFound('practice on this page', ref.interviewId);
    return { page, attempt };
  }
}

/** Dependencies shared by the practice routes, the private page, and the practice archive. */
export interface PracticeParts {
  config: Pick<Config, 'publicUrl'>;
  store: Store;
  interviews: Interviews;
  finished: Pick<Recordings, 'review' | 'storage' | 'retention'>;
  transcripts: Pick<TranscriptReading, 'read' | 'delete' | 'captionedVideo' | 'noteDownload'>;
  published: Site;
  mail: Mail;
  limits: RateLimits;
  pages: PracticePages;
  details: AttemptDetails;
  expiry: PageExpiry;
  queue: PracticeQueue;
  offers: PracticeOffers;
  attempts: AttemptInterviews;
  clips: PracticeClips;
  deletion: PracticeDeletion;
  visitors: PracticeVisitors;
  proofs: ProofOfWork;
  /** Returns the published report on an attempt, if there is one. */
  reportOf: (interviewId: InterviewId) => Promise<object | undefined>;
}

interface PageContext {
  best: ReadonlyMap<QuestionId, InterviewId>;
  slugs: ReadonlyMap<KitId, Slug>;
  jobs: readonly StoredJob[];
  retentionDays: number | undefined;
  published: Awaited<ReturnType<ReportStore['publishedAmong']>>;
  promises: Awaited<ReturnType<ReportStore['promisesOf']>>;
}

export async function practicePageOf(
  { store, finished, published, mail, expiry, queue, offers, ...parts }: PracticeParts,
  page: StoredPracticePage,
): Promise<PracticePage> {
  const { practice, reports, jobs } = store;
  const listed = await practice.attemptsOf(page.pageId);
  const slugs = new Map<KitId, Slug>();
  for (const kitId of new Set(listed.map(attempt => attempt.kitId))) {
    const slug = await published.slugOf(kitId);
    if (slug !== undefined) slugs.set(kitId, slug);
  }
  const evaluated = listed.filter(({ purpose }) => purpose === 'evaluation').map(one => one.interviewId);
  const context: PageContext = {
    best: await practice.bestTakes(page.pageId),
    slugs,
    jobs: await jobs.about(recordingsAtWork(listed)),
    retentionDays: await finished.retention.days(),
    published: await reports.publishedAmong(evaluated),
    promises: await reports.promisesOf(evaluated),
  };
  const attempts = await Promise.all(listed.map(attempt => attemptFor(parts, attempt, context)));
  // Counts the retention time from now, because this request is a visit.
  const expiresAt = pageExpiresAt(Date.now(), await expiry.days());
  const [newest] = listed;
  const slug = queue.open && newest ? slugs.get(newest.kitId) : undefined;
  const role = slug && (await offers.require(slug));
  const jobRole = await store.candidates.connectedRole(page.pageId);
  return {
    ...(page.name !== undefined && { name: page.name }),
    ...(page.email !== undefined && { email: await mailState(mail, page.pageId, page.email) }),
    createdAt: page.createdAt,
    ...(expiresAt !== undefined && { expiresAt }),
    attempts,
    ...(role && { role: { slug: role.slug, questions: role.questions } }),
    sendsMail: mail.configured,
    ...(jobRole !== undefined && { connected: { jobRole } }),
  };
}

async function attemptFor(
  { details, interviews }: Pick<PracticeParts, 'details' | 'interviews'>,
  attempt: ListedAttempt,
  context: PageContext,
): Promise<PracticeAttempt> {
  const { slugs, jobs, retentionDays } = context;
  const { interviewId, kitId, kitVersion, role, length, purpose, questionIds, createdAt, note } = attempt;
  const slug = slugs.get(kitId);
  const shown: PracticeAttempt = {
    interviewId,
    ...(slug !== undefined && { slug }),
    kitId,
    kitVersion,
    role,
    length,
    purpose,
    questionIds,
    createdAt,
    state: attempt.state === 'expired' ? 'expired' : 'open',
    recording: { state: 'none' },
    evaluation: 'none',
    questions: [],
    note,
  };
  if (attempt.interview?.phase === 'open') {
    const { openedAt } = await interviews.current(interviewId);
    return { ...shown, state: 'running', ...(openedAt !== undefined && { startedAt: openedAt }) };
  }
  if (!attempt.interview || !isFinal(attempt.interview.phase)) return shown;
  const detail = await details.of(attempt);
  if (!detail || detail.startedAt === undefined) return { ...shown, state: 'expired' };
  const recording = recordingOf(attempt, detail, jobs, retentionDays);
  return {
    ...shown,
    state: 'over',
    startedAt: detail.startedAt,
    ...(detail.endedAt !== undefined && { endedAt: detail.endedAt }),
    recording,
    ...evaluationOf(attempt, recording, detail, context),
    questions: detail.questions.map(question =>
      context.best.get(question.questionId) === interviewId ? { ...question, best: true } : question,
    ),
    ...(detail.review.delivery && { delivery: detail.review.delivery }),
  };
}

function recordingOf(
  { recording }: ListedAttempt,
  { endedAt, review }: AttemptDetail,
  jobs: readonly StoredJob[],
  retentionDays: number | undefined,
): PracticeAttempt['recording'] {
  // The job's state overrides the cached detail, which may be older.
  if (recording?.state === 'recording' || recording?.state === 'processing') {
    const job = jobs.find(({ kind, target }) => kind === 'finalise' && target === recording.recordingId);
    return job?.state === 'failed'
      ? { state: 'failed' }
      : { state: 'processing', progress: job?.progress ?? 0 };
  }
  const { state, durationMs } = review;
  if (state === 'recording' || state === 'processing') return { state: 'processing', progress: 0 };
  if (state !== 'ready') return { state };
  const until = retainUntil(endedAt, retentionDays);
  return { state, durationMs, ...(until !== undefined && { retainUntil: until }) };
}

function evaluationOf(
  { interviewId, purpose }: ListedAttempt,
  recording: PracticeAttempt['recording'],
  { ratable }: AttemptDetail,
  { published, promises }: PageContext,
): Pick<PracticeAttempt, 'evaluation' | 'report'> {
  if (purpose === 'self') return { evaluation: 'none' };
  const promise = promises.get(interviewId);
  const promised = promise?.promisedAt !== undefined && { promisedAt: promise.promisedAt };
  const there = published.get(interviewId);
  if (there)
    return {
      evaluation: 'ready',
      report: { ...promised, publishedAt: there.updatedAt ?? there.publishedAt, unread: !there.read },
    };
  const canBeWatched = recording.state === 'ready' || recording.state === 'processing';
  if (promise?.stage === 'closed' || !(canBeWatched || ratable)) return { evaluation: 'impossible' };
  return { evaluation: 'waiting', report: { ...promised, unread: false } };
}

function recordingsAtWork(attempts: readonly ListedAttempt[]): RecordingId[] {
  return attempts.flatMap(({ recording }) =>
    recording?.state === 'recording' || recording?.state === 'processing' ? [recording.recordingId] : [],
  );
}

async function mailState(
  mail: Pick<Mail, 'configured' | 'mailOf'>,
  pageId: string,
  address: string,
): Promise<NonNullable<PracticePage['email']>> {
  const last = await mail.mailOf(pageId);
  if (last?.address === address) return { address, state: last.state };
  return { address, state: mail.configured ? 'limited' : 'unsent' };
}
