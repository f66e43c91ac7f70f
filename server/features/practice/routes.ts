import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { situationOf } from '../../../shared/interview/viewOf.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { judge } from '../../../shared/permissions.ts';
import { practiceOfferOf } from '../../../shared/practice/practiceOffer.ts';
import type {
  PRACTICE_ROUTES,
  PracticeOffer,
  PracticePlace,
} from '../../../shared/protocol/practiceRoutes.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { PracticePurgeStore } from '../../store/practicePurgeStore.ts';
import type { NewAttempt, PracticeStore } from '../../store/practiceStore.ts';
import { hashOfToken } from '../linkToken.ts';
import type { Retention } from '../recording/Retention.ts';
import {
  openReview,
  type ReviewParts,
  type ReviewRequest,
  renewGrant,
} from '../recording/review/openReview.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { AttemptInterviews } from './attemptInterview.ts';
import type { PracticeClips } from './PracticeClips.ts';
import type { PracticeDeletion } from './PracticeDeletion.ts';
import type { PracticeDevices } from './PracticeDevices.ts';
import type { PracticeHouse } from './PracticeHouse.ts';
import type { PracticePages } from './PracticePages.ts';
import type { Proofs } from './Proofs.ts';
import type { PracticeLimits } from './practiceLimits.ts';
import type { PracticeMail } from './practiceMail.ts';
import { type PracticePagesOptions, practicePageOf } from './practicePage.ts';
import type { PublishedKits } from './publishedKits.ts';
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
  house: PracticeHouse;
  attempts: AttemptInterviews;
  clips: Pick<PracticeClips, 'progress'>;
  deletion: Pick<PracticeDeletion, 'begin'>;
  proofs: Proofs;
  devices: PracticeDevices;
  limits: PracticeLimits;
  published: PublishedKits;
  mail: PracticeMail;
  review: ReviewParts;
  retention: Pick<Retention, 'days'>;
  /** Told of each attempt whose deletion has begun. */
  onDeleted: (interviewId: InterviewId) => void;
}

/** The same message to the same address is sent once in this time, however often someone presses. */
const MAIL_AGAIN_AFTER_MS = 10 * 60_000;

/** What strangers ask: practice without an account. The page's token is all they have. */
export function practiceRoutes(options: PracticeRouteOptions): PracticeRoutes {
  const { store, purges, pages, house, proofs, limits, mail, review, deletion } = options;
  const offers = new Map<KitId, { version: number; offer: ReturnType<typeof practiceOfferOf> }>();
  return {
    'practice.offer': async ({ slug: asked }) => {
      house.requireOpen();
      const { slug, stored } = await requirePublished(options, asked);
      const { kitId, version, kit } = stored;
      const known = offers.get(kitId);
      const offer = known?.version === version ? known.offer : practiceOfferOf(kit);
      offers.set(kitId, { version, offer });
      const retentionDays = await options.retention.days();
      const answer: PracticeOffer = { slug, kitId, ...offer, sendsMail: mail.configured };
      return retentionDays === undefined ? answer : { ...answer, retentionDays };
    },
    'practice.challenge': async () => {
      house.requireOpen();
      return { challenge: await proofs.challenge() };
    },
    'practice.start': async (input, asking) => {
      house.requireOpen();
      const { attempt, page, name } = await startAttempt(options, input, asking);
      // What is not sent stops no practice: the page says so.
      if (input.email !== undefined)
        await unlessLimited(sendLink(options, attempt, page, input.email, asking.address));
      const place = await placeOf(options, attempt, name);
      return { page, interviewId: attempt.interviewId, place };
    },
    'practice.place': async asked => {
      const { page, attempt } = await pages.requireAttempt(asked);
      await limits.spend('practicePlace', attempt.interviewId);
      return { place: await placeOf(options, attempt, page.name) };
    },
    'practice.open': async ({ page }) => practicePageOf(options.page, await pages.require(page)),
    'practice.note': async ({ base, note, ...asked }) => {
      const { attempt } = await pages.requireAttempt(asked);
      await limits.spend('practiceNote', attempt.interviewId);
      const current = await store.setNote(attempt.interviewId, { base, note });
      if (current !== note) throw AppError.conflict('The note has been changed on another device.', current);
      return {};
    },
    'practice.review': async ({ held, ...asked }) => openReview(review, await reviewBy(options, asked), held),
    'practice.renew': async ({ grant, ...asked }) =>
      renewGrant(review, await reviewBy(options, asked), grant),
    'practice.mailLink': async ({ page: token, email }, { address }) => {
      const page = await pages.require(token);
      await store.changePage(page.pageId, { email });
      const [newest] = await store.attemptsOf(page.pageId);
      await sendLink(options, { pageId: page.pageId, role: newest?.role }, token, email, address);
      return {};
    },
    'practice.delete': async ({ page: token, interviewId }) => {
      const { pageId } = await pages.require(token);
      const ids = interviewId ? [interviewId] : (await store.attemptsOf(pageId)).map(one => one.interviewId);
      const receipt = await deletion.begin(pageId, interviewId);
      if (!receipt) throw AppError.notFound('practice on this page', interviewId ?? '');
      for (const id of ids) options.onDeleted(id);
      return { receipt };
    },
    'practice.receipt': async ({ receiptId }) => {
      const receipt = await purges.findReceipt(receiptId);
      if (!receipt) throw AppError.notFound('receipt', receiptId);
      return { receipt };
    },
  };
}

/** Where the attempt stands, with a link that opens it where it can be entered. Throws `not-found` for one that was deleted just now. */
async function placeOf(
  { house, attempts, clips }: PracticeRouteOptions,
  attempt: NewAttempt,
  name: string | undefined,
): Promise<PracticePlace> {
  const standing = await house.standingOf(attempt.interviewId);
  if (!standing) throw AppError.notFound('practice on this page', attempt.interviewId);
  if (standing.state !== 'admitted') return standing;
  const state = await attempts.begun(attempt, name);
  if (isFinal(state.phase)) return { state: state.openedAt === undefined ? 'expired' : 'over' };
  if (state.openedAt === undefined) {
    const { progress, minutes } = await clips.progress(state);
    if (progress < 1) return { state: 'preparing', progress, minutes };
  }
  return { state: 'ready', link: await attempts.issueLink(state) };
}

async function reviewBy(
  { pages, interviews }: PracticeRouteOptions,
  asked: { page: string; interviewId: InterviewId },
): Promise<ReviewRequest> {
  const { page, attempt } = await pages.requireAttempt(asked);
  // One that waits has no interview yet.
  const state = await interviews.read(attempt.interviewId);
  const candidate = candidateOf(state);
  if (!candidate) throw AppError.notFound('practice on this page', attempt.interviewId);
  const viewer = { kind: 'seat', seatId: candidate.seatId } as const;
  const verdict = judge('recording.review', situationOf(state, viewer));
  if (!verdict.allowed) throw new AppError(verdict.code, 'This can be watched once the practice is over.');
  return {
    state,
    viewer,
    holder: { type: 'page', pageId: page.pageId },
    // Deleting is the page's own, and takes more along than the recording.
    may: { erase: false, download: true },
  };
}

/** Throws `rate-limited` where `sender`, an address group, or the receiver has had enough messages for a day. */
async function sendLink(
  { mail, publicUrl, store, purges, limits }: PracticeRouteOptions,
  { pageId, role }: { pageId: string; role: string | undefined },
  token: string,
  address: string,
  sender: string,
): Promise<void> {
  await limits.spend('practiceMail', sender);
  const slot = Math.floor(Date.now() / MAIL_AGAIN_AFTER_MS);
  const { sent, retryAfterMs } = await mail.sendToStranger({
    onceKey: `practice-link ${pageId} ${address} ${slot}`,
    kind: 'practice-link',
    address,
    content: { url: `${publicUrl}/practice#${token}`, ...(role !== undefined && { role }) },
    pageId,
  });
  if (!sent)
    throw new AppError(
      'rate-limited',
      'This address has had all the messages we send it in a day. Nothing is lost: copy or bookmark the address of this page, or send it tomorrow.',
      { details: { retryAfterMs } },
    );
  // A person who deletes the page in this moment wants the address to be gone, too.
  if (!(await store.findPage(hashOfToken(token)))) await purges.forgetMails(pageId);
}

async function unlessLimited(sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'rate-limited')) throw error;
  }
}
