import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { InterviewId } from '../../../shared/ids.ts';
import { chooseQuestions } from '../../../shared/practice/chooseQuestions.ts';
import { practiceEditionOf } from '../../../shared/practice/practiceEdition.ts';
import { practiceMinutesOf } from '../../../shared/practice/practiceKit.ts';
import type { RouteParams } from '../../../shared/protocol/http.ts';
import { PRACTICE_LIMITS } from '../../../shared/protocol/practiceRoutes.ts';
import type { LimitName, RateLimits } from '../../limits/RateLimits.ts';
import type { NewAttempt, StartOutcome } from '../../store/practiceStore.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';
import type { PublicRequest } from '../routeHandlers.ts';
import { noSuchPage, type PracticeParts } from './practicePage.ts';

export interface StartedAttempt {
  attempt: NewAttempt;
  /** Token of the attempt's page. */
  page: string;
  /** Name from this request or from an earlier attempt on the page. */
  name: string | undefined;
}

/** Adds an attempt to the queue, on a new or given page. Checks the input before using up the proof. */
export async function startAttempt(
  parts: PracticeParts,
  input: RouteParams<'practice.start'>,
  request: PublicRequest,
): Promise<StartedAttempt> {
  const { offers, pages, proofs, visitors } = parts;
  const { practice } = parts.store;
  const known = input.page === undefined ? undefined : await pages.require(input.page);
  const { stored } = await offers.requirePublished(input.slug);
  const { kitId, kit } = stored;
  const edition = practiceEditionOf(kit);
  const questionIds = chooseQuestions(edition, {
    length: input.length,
    questionId: input.questionId,
    questionIds: input.questionIds,
    attempt: known ? await practice.shortAttempts(known.pageId, kitId) : 0,
  });
  await proofs.spend(input.proof);
  await spendShare(parts, request);
  const attempt: NewAttempt = {
    interviewId: InterviewId.parse(uuidv7()),
    pageId: known?.pageId ?? uuidv7(),
    kitId,
    kitVersion: stored.version,
    role: kit.role,
    length: input.length,
    purpose: input.purpose,
    questionIds,
    plannedMinutes: practiceMinutesOf(edition, input.length, questionIds),
  };
  const page = input.page ?? newLinkToken();
  const newPage = known ? undefined : { tokenHash: hashOfToken(page), name: input.name };
  refuse(await practice.start(attempt, newPage, visitors.sourceOf(request.address)));
  await practice.changePage(attempt.pageId, { name: input.name, email: input.email });
  return { attempt, page, name: input.name ?? known?.name };
}

/** Counts the attempt toward the limits of browser and address. New browsers at an address share a limit. */
async function spendShare(
  { limits, visitors }: PracticeParts,
  { address, headers, setCookies }: PublicRequest,
): Promise<void> {
  let device = await visitors.cookie.read(headers);
  const fromNetwork = 'practice-limit-network';
  if (!device) {
    await spendOrExplain(limits, 'practiceNewDevice', address, fromNetwork);
    const created = await visitors.cookie.create();
    setCookies([created.cookie]);
    device = { id: created.id, subject: undefined };
  }
  const fromBrowser = 'practice-limit-browser';
  await spendOrExplain(limits, 'practiceDevice', `${device.id} ${address}`, fromBrowser);
  await spendOrExplain(limits, 'practice', address, fromNetwork);
}

/** Counts a use of a limit. If none is left, the error says which limit it is and how long to wait. */
async function spendOrExplain(
  limits: RateLimits,
  name: LimitName,
  key: string,
  reason: LimitReason,
): Promise<void> {
  try {
    await limits.spend(name, key);
  } catch (error) {
    const retryAfterMs = error instanceof AppError && error.details?.retryAfterMs;
    throw typeof retryAfterMs === 'number' ? enough(reason, retryAfterMs) : error;
  }
}

type LimitReason = 'practice-limit-browser' | 'practice-limit-network' | 'practice-limit-page';

function enough(reason: LimitReason, retryAfterMs: number): AppError {
  return new AppError('rate-limited', reason, {
    values: { waitMs: retryAfterMs },
    details: { retryAfterMs },
  });
}

function refuse(outcome: StartOutcome): void {
  if (outcome.outcome === 'gone') throw noSuchPage();
  if (outcome.outcome === 'too-many') throw enough('practice-limit-page', outcome.againInMs);
  if (outcome.outcome === 'full')
    throw new AppError('too-large', 'practice-page-full', { values: { max: PRACTICE_LIMITS.attemptsKept } });
}
