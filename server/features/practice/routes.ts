import { AppError } from '../../../shared/errors.ts';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { situationOf } from '../../../shared/interview/viewOf.ts';
import { judge } from '../../../shared/permissions.ts';
import type {
  PRACTICE_ROUTES,
  PracticeOffer,
  PracticePlace,
} from '../../../shared/protocol/practiceRoutes.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { NewAttempt } from '../../store/practiceStore.ts';
import { hashOfToken } from '../linkToken.ts';
import { openReview, type ReviewRequest, renewGrant } from '../recording/review/openReview.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { TranscriptReader } from '../transcript/TranscriptReading.ts';
import { pageExpiresAt } from './PageExpiry.ts';
import { noSuchPage, type PracticeParts, practicePageOf } from './practicePage.ts';
import { startAttempt } from './startAttempt.ts';

type PracticeRoutes = Pick<RouteHandlers, keyof typeof PRACTICE_ROUTES>;

/** A page's link is sent to the same address at most once in this time. */
const LINK_MAIL_INTERVAL_MS = 10 * 60_000;

/** Routes for practice without an account. The token of a private page is the only credential. */
export function practiceRoutes(parts: PracticeParts): PracticeRoutes {
  const { pages, queue, proofs, limits, mail, deletion, details, offers } = parts;
  const { practice, practicePurges, candidates } = parts.store;
  const { review, retention } = parts.finished;
  return {
    'practice.offer': async params => {
      queue.requireOpen();
      const offered = await offers.require(params.slug);
      const retentionDays = await retention.days();
      const answer: PracticeOffer = { ...offered, sendsMail: mail.configured };
      return retentionDays === undefined ? answer : { ...answer, retentionDays };
    },
    'practice.challenge': limited('practiceOpen', async () => {
      queue.requireOpen();
      return { challenge: await proofs.challenge() };
    }),
    'practice.start': async (input, request) => {
      queue.requireOpen();
      const { attempt, page, name } = await startAttempt(parts, input, request);
      // If the email can't be sent, practice starts anyway, and the page says that no email was sent.
      if (input.email !== undefined)
        await unlessLimited(sendLink(parts, attempt, page, input.email, request.address));
      const place = await placeOf(parts, attempt, name);
      return { page, interviewId: attempt.interviewId, place };
    },
    'practice.place': async ({ early, ...ref }) => {
      const { page, attempt } = await pages.requireAttempt(ref);
      await limits.spend('practicePlace', attempt.interviewId);
      return { place: await placeOf(parts, attempt, page.name, early) };
    },
    'practice.open': limited('practiceOpen', async ({ page }) =>
      practicePageOf(parts, await pages.require(page)),
    ),
    'practice.note': async ({ base, note, ...ref }) => {
      const { attempt } = await pages.requireAttempt(ref);
      await limits.spend('practiceNote', attempt.interviewId);
      const current = await practice.setNote(attempt.interviewId, { base, note });
      if (current !== note) throw AppError.conflict('changed-elsewhere', current);
    },
    'practice.best': async ({ questionId, best, ...ref }) => {
      const { page, attempt } = await pages.requireAttempt(ref);
      await limits.spend('practiceNote', attempt.interviewId);
      const take = { pageId: page.pageId, interviewId: attempt.interviewId, questionId };
      if (!best) return practice.unmarkBest(take);
      const answers = (await details.of(attempt))?.questions ?? [];
      const answered = answers.some(answer => answer.questionId === questionId && answer.takes > 0);
      if (!answered || !attempt.recording) throw AppError.notFound('recording', attempt.interviewId);
      return practice.markBest(take);
    },
    'practice.review': limited('practiceOpen', async ({ held, ...ref }) =>
      openReview(review, await reviewBy(parts, ref), held),
    ),
    'practice.renew': limited('practiceOpen', async ({ grant, ...ref }) =>
      renewGrant(review, await reviewBy(parts, ref), grant),
    ),
    'practice.transcript': limited('practiceOpen', async ref => {
      return parts.transcripts.read(await transcriptReaderBy(parts, ref));
    }),
    'practice.deleteTranscript': limited('practiceOpen', async ref => {
      const { state } = await reviewBy(parts, ref);
      await parts.transcripts.delete(state);
    }),
    'practice.mailLink': limited('practiceOpen', async ({ page: token, email }, { address }) => {
      const page = await pages.require(token);
      await practice.changePage(page.pageId, { email });
      const [newest] = await practice.attemptsOf(page.pageId);
      await sendLink(parts, { pageId: page.pageId, role: newest?.role }, token, email, address);
    }),
    'practice.connect': limited('links', async ({ page: token, link }) => {
      const { pageId } = await pages.require(token);
      const seatId = await invitedSeat(parts, link);
      if (!(await candidates.linkPage(pageId, seatId))) throw noSuchPage();
    }),
    'practice.disconnect': limited('practiceOpen', async ({ page: token }) => {
      const { pageId } = await pages.require(token);
      await candidates.unlinkPage(pageId);
    }),
    'practice.delete': limited('practiceOpen', async ({ page: token, interviewId }) => {
      const { pageId } = await pages.require(token);
      const ids = interviewId
        ? [interviewId]
        : (await practice.attemptsOf(pageId)).map(one => one.interviewId);
      const receipt = await deletion.begin(pageId, interviewId);
      if (!receipt) throw AppError.notFound('practice on this page', interviewId ?? '');
      for (const id of ids) details.forget(id);
      return { receipt };
    }),
    'practice.receipt': limited('practiceOpen', async ({ receiptId }) => {
      const receipt = await practicePurges.findReceipt(receiptId);
      if (!receipt) throw AppError.notFound('receipt', receiptId);
      return { receipt };
    }),
  };
}

/** Returns the attempt's place in the queue, or a link to enter. Throws `not-found` for a deleted attempt. */
async function placeOf(
  { queue, attempts, clips }: PracticeParts,
  attempt: NewAttempt,
  name: string | undefined,
  early?: { link?: string | undefined },
): Promise<PracticePlace> {
  const standing = await queue.standingOf(attempt.interviewId);
  if (!standing) throw AppError.notFound('practice on this page', attempt.interviewId);
  if (standing.state !== 'admitted') return standing;
  const state = await attempts.ensure(attempt, name);
  if (isFinal(state.phase)) return { state: state.openedAt === undefined ? 'expired' : 'over' };
  const preparing = state.openedAt === undefined ? await clips.progress(state) : undefined;
  const waits = preparing !== undefined && preparing.progress < 1;
  if (waits && !early) return { state: 'preparing', ...preparing };
  // A new link would revoke the link that the page is using.
  const link = early?.link ?? (await attempts.issueLink(state));
  return { state: 'ready', link, ...(waits && { preparing }) };
}

/** Returns the candidate's seat of a personal link that works. Throws `link-invalid` for all other links. */
async function invitedSeat({ store, interviews }: PracticeParts, token: string): Promise<SeatId> {
  const link = await store.interviews.findLink(hashOfToken(token));
  if (!link || link.revokedAt !== null || link.expiresAt <= Date.now()) throw new AppError('link-invalid');
  const { practice, seats } = await interviews.read(link.interviewId);
  if (practice || seats[link.seatId]?.role !== 'candidate') throw new AppError('link-invalid');
  return link.seatId;
}

/** Returns the candidate as the reader of their own transcript. */
export async function transcriptReaderBy(
  parts: PracticeParts,
  ref: { page: string; interviewId: InterviewId },
): Promise<TranscriptReader> {
  const { state, viewer } = await reviewBy(parts, ref);
  return { state, viewer, may: { correct: false, download: true, erase: true } };
}

async function reviewBy(
  { pages, interviews }: PracticeParts,
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
    // Candidates use `practice.delete` instead, which deletes more than the recording.
    may: { erase: false, download: true },
  };
}

/** Emails a link. Throws `rate-limited` if the sender's network or the receiver reached a limit. */
async function sendLink(
  { mail, config, store, limits, expiry }: PracticeParts,
  { pageId, role }: { pageId: string; role: string | undefined },
  token: string,
  address: string,
  sender: string,
): Promise<void> {
  await limits.spend('practiceMail', sender);
  const deletedAt = pageExpiresAt(Date.now(), await expiry.days());
  const slot = Math.floor(Date.now() / LINK_MAIL_INTERVAL_MS);
  const { sent, retryAfterMs } = await mail.sendToStranger({
    onceKey: `practice-link ${pageId} ${address} ${slot}`,
    kind: 'practice-link',
    address,
    content: {
      url: `${config.publicUrl}/practice#${token}`,
      ...(role !== undefined && { role }),
      ...(deletedAt !== undefined && { deletedAt }),
    },
    pageId,
  });
  if (!sent) throw new AppError('rate-limited', 'mail-limit', { details: { retryAfterMs } });
  // If the page has just been deleted, the address in the email must be deleted, too.
  if (!(await store.practice.findPage(hashOfToken(token)))) await store.practicePurges.forgetMails(pageId);
}

async function unlessLimited(sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'rate-limited')) throw error;
  }
}
