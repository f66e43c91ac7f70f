import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { situationOf } from '../../../shared/interview/viewOf.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { judge } from '../../../shared/permissions.ts';
import { practiceOfferOf } from '../../../shared/practice/practiceKit.ts';
import type {
  PRACTICE_ROUTES,
  PracticeOffer,
  PracticePlace,
} from '../../../shared/protocol/practiceRoutes.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { RateLimits } from '../../limits/RateLimits.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { PracticePurgeStore } from '../../store/practicePurgeStore.ts';
import type { NewAttempt, PracticeStore } from '../../store/practiceStore.ts';
import { hashOfToken } from '../linkToken.ts';
import type { Mail } from '../mail/Mail.ts';
import type { Retention } from '../recording/Retention.ts';
import {
  openReview,
  type ReviewParts,
  type ReviewRequest,
  renewGrant,
} from '../recording/review/openReview.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { Site } from '../site/site.ts';
import type { AttemptInterviews } from './AttemptInterviews.ts';
import type { PracticeClips } from './PracticeClips.ts';
import type { PracticeDeletion } from './PracticeDeletion.ts';
import type { PracticeDevices } from './PracticeDevices.ts';
import type { PracticePages } from './PracticePages.ts';
import type { PracticeQueue } from './PracticeQueue.ts';
import type { ProofOfWork } from './ProofOfWork.ts';
import { type PracticePagesOptions, practicePageOf } from './practicePage.ts';
import { requirePublished, startAttempt } from './startAttempt.ts';

type PracticeRoutes = Pick<RouteHandlers, keyof typeof PRACTICE_ROUTES>;

export interface PracticeRouteOptions {
  publicUrl: string;
  store: PracticeStore;
  purges: Pick<PracticePurgeStore, 'findReceipt' | 'forgetMails'>;
  kits: Pick<KitStore, 'findVersion'>;
  interviews: Pick<Interviews, 'read' | 'current'>;
  pages: PracticePages;
  page: PracticePagesOptions;
  queue: PracticeQueue;
  attempts: AttemptInterviews;
  clips: Pick<PracticeClips, 'progress'>;
  deletion: Pick<PracticeDeletion, 'begin'>;
  proofs: ProofOfWork;
  devices: PracticeDevices;
  limits: RateLimits;
  published: Site;
  mail: Mail;
  review: ReviewParts;
  retention: Pick<Retention, 'days'>;
  onDeleted: (interviewId: InterviewId) => void;
}

/** A page's link is sent to the same address at most once in this time. */
const LINK_MAIL_INTERVAL_MS = 10 * 60_000;

/** Practice without an account. The token of a private page is the only credential. */
export function practiceRoutes(options: PracticeRouteOptions): PracticeRoutes {
  const { store, purges, pages, queue, proofs, limits, mail, review, deletion } = options;
  const offers = new Map<KitId, { version: number; offer: ReturnType<typeof practiceOfferOf> }>();
  return {
    'practice.offer': async params => {
      queue.requireOpen();
      const { slug, stored } = await requirePublished(options, params.slug);
      const { kitId, version, kit } = stored;
      const cached = offers.get(kitId);
      const offer = cached?.version === version ? cached.offer : practiceOfferOf(kit);
      offers.set(kitId, { version, offer });
      const retentionDays = await options.retention.days();
      const answer: PracticeOffer = { slug, kitId, ...offer, sendsMail: mail.configured };
      return retentionDays === undefined ? answer : { ...answer, retentionDays };
    },
    'practice.challenge': limited('practiceOpen', async () => {
      queue.requireOpen();
      return { challenge: await proofs.challenge() };
    }),
    'practice.start': async (input, request) => {
      queue.requireOpen();
      const { attempt, page, name } = await startAttempt(options, input, request);
      // If the email can't be sent, practice still starts, and the page says so.
      if (input.email !== undefined)
        await unlessLimited(sendLink(options, attempt, page, input.email, request.address));
      const place = await placeOf(options, attempt, name);
      return { page, interviewId: attempt.interviewId, place };
    },
    'practice.place': async params => {
      const { page, attempt } = await pages.requireAttempt(params);
      await limits.spend('practicePlace', attempt.interviewId);
      return { place: await placeOf(options, attempt, page.name) };
    },
    'practice.open': limited('practiceOpen', async ({ page }) =>
      practicePageOf(options.page, await pages.require(page)),
    ),
    'practice.note': async ({ base, note, ...ref }) => {
      const { attempt } = await pages.requireAttempt(ref);
      await limits.spend('practiceNote', attempt.interviewId);
      const current = await store.setNote(attempt.interviewId, { base, note });
      if (current !== note) throw AppError.conflict('changed-elsewhere', current);
      return {};
    },
    'practice.review': limited('practiceOpen', async ({ held, ...ref }) =>
      openReview(review, await reviewBy(options, ref), held),
    ),
    'practice.renew': limited('practiceOpen', async ({ grant, ...ref }) =>
      renewGrant(review, await reviewBy(options, ref), grant),
    ),
    'practice.mailLink': limited('practiceOpen', async ({ page: token, email }, { address }) => {
      const page = await pages.require(token);
      await store.changePage(page.pageId, { email });
      const [newest] = await store.attemptsOf(page.pageId);
      await sendLink(options, { pageId: page.pageId, role: newest?.role }, token, email, address);
      return {};
    }),
    'practice.delete': limited('practiceOpen', async ({ page: token, interviewId }) => {
      const { pageId } = await pages.require(token);
      const ids = interviewId ? [interviewId] : (await store.attemptsOf(pageId)).map(one => one.interviewId);
      const receipt = await deletion.begin(pageId, interviewId);
      if (!receipt) throw AppError.notFound('practice on this page', interviewId ?? '');
      for (const id of ids) options.onDeleted(id);
      return { receipt };
    }),
    'practice.receipt': limited('practiceOpen', async ({ receiptId }) => {
      const receipt = await purges.findReceipt(receiptId);
      if (!receipt) throw AppError.notFound('receipt', receiptId);
      return { receipt };
    }),
  };
}

/** Returns the attempt's position in the queue, or a link once it can be entered. Throws `not-found` for a deleted attempt. */
async function placeOf(
  { queue, attempts, clips }: PracticeRouteOptions,
  attempt: NewAttempt,
  name: string | undefined,
): Promise<PracticePlace> {
  const standing = await queue.standingOf(attempt.interviewId);
  if (!standing) throw AppError.notFound('practice on this page', attempt.interviewId);
  if (standing.state !== 'admitted') return standing;
  const state = await attempts.ensure(attempt, name);
  if (isFinal(state.phase)) return { state: state.openedAt === undefined ? 'expired' : 'over' };
  if (state.openedAt === undefined) {
    const { progress, minutes } = await clips.progress(state);
    if (progress < 1) return { state: 'preparing', progress, minutes };
  }
  return { state: 'ready', link: await attempts.issueLink(state) };
}

async function reviewBy(
  { pages, interviews }: PracticeRouteOptions,
  ref: { page: string; interviewId: InterviewId },
): Promise<ReviewRequest> {
  const { page, attempt } = await pages.requireAttempt(ref);
  const state = await interviews.read(attempt.interviewId);
  const candidate = candidateOf(state);
  if (!candidate) throw AppError.notFound('practice on this page', attempt.interviewId);
  const viewer = { kind: 'seat', seatId: candidate.seatId } as const;
  const verdict = judge('recording.review', situationOf(state, viewer));
  if (!verdict.allowed) throw new AppError(verdict.code, 'practice-not-over');
  return {
    state,
    viewer,
    holder: { type: 'page', pageId: page.pageId },
    // `practice.delete` deletes more than the recording.
    may: { erase: false, download: true },
  };
}

/** Throws `rate-limited` when the limit of the sender (an address group) or of the receiver is used up. */
async function sendLink(
  { mail, publicUrl, store, purges, limits }: PracticeRouteOptions,
  { pageId, role }: { pageId: string; role: string | undefined },
  token: string,
  address: string,
  sender: string,
): Promise<void> {
  await limits.spend('practiceMail', sender);
  const slot = Math.floor(Date.now() / LINK_MAIL_INTERVAL_MS);
  const { sent, retryAfterMs } = await mail.sendToStranger({
    onceKey: `practice-link ${pageId} ${address} ${slot}`,
    kind: 'practice-link',
    address,
    content: { url: `${publicUrl}/practice#${token}`, ...(role !== undefined && { role }) },
    pageId,
  });
  if (!sent) throw new AppError('rate-limited', 'mail-limit', { details: { retryAfterMs } });
  // The page has just been deleted: delete the address, too.
  if (!(await store.findPage(hashOfToken(token)))) await purges.forgetMails(pageId);
}

async function unlessLimited(sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'rate-limited')) throw error;
  }
}
